const agencies = /\b(AFP|AP|APA|ANSA|dpa|EFE|IANS|Reuters)\b/gu;

/** The origin key of the news agencies that a publisher's name holds ("Le Monde with AFP"); undefined where it holds none. */
export function agencyIn(publisher: string): string | undefined {
  const named = publisher.match(agencies);
  return named ? [...new Set(named)].join('+').toLowerCase() : undefined;
}
