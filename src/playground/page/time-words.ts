/**
 * A moment as Discord writes it for `<t:seconds:style>`, in words of the reader's own language.
 * Source: Discord's documentation, "Message Formatting", timestamp styles.
 * @param at and `now` are in milliseconds of Unix time
 * @param style one of t T d D f F R s S; another one is taken for f
 */
export function timeWords(at: number, style: string, now: number, locale?: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return 'an impossible date';
  if (style === 'R') return relative(at - now, locale);
  return new Intl.DateTimeFormat(locale, styles[style] ?? styles.f).format(date);
}

const styles: Readonly<Record<string, Intl.DateTimeFormatOptions>> = {
  t: { timeStyle: 'short' },
  T: { timeStyle: 'medium' },
  d: { dateStyle: 'short' },
  D: { dateStyle: 'long' },
  f: { dateStyle: 'long', timeStyle: 'short' },
  F: { dateStyle: 'full', timeStyle: 'short' },
  s: { dateStyle: 'short', timeStyle: 'short' },
  S: { dateStyle: 'short', timeStyle: 'medium' },
};

/** In seconds, the largest first. */
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

function relative(ms: number, locale: string | undefined): string {
  const seconds = Math.round(ms / 1_000);
  const [unit, size] = units.find(([, one]) => Math.abs(seconds) >= one) ?? ['second', 1];
  return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(Math.round(seconds / size), unit);
}
