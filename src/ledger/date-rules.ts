const isDate = (date: string): boolean => {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/u.exec(date) ?? [];
  if (year === undefined) return false;
  const whole = new Date(`${year}-${month ?? '01'}-${day ?? '01'}T00:00:00Z`);
  return !Number.isNaN(whole.getTime()) && whole.toISOString().startsWith(date);
};

/** Why this is no date that a record can have, as a sentence; undefined where it is one. */
export function whyNoDate(date: string, now: Date): string | undefined {
  if (!isDate(date))
    return 'Write the date as 2024, 2024-05 or 2024-05-31. Where there is none, write why in its place.';
  // a day ahead, because it is tomorrow already somewhere
  const tomorrow = new Date(now.getTime() + 24 * 60 * 60_000).toISOString();
  return date > tomorrow.slice(0, date.length) ? 'This date is in the future. Correct it.' : undefined;
}
