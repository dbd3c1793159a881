/**
 * Everything that Discord's Markdown gives a meaning to, wherever it stands: emphasis, code, spoilers, headings, quotes,
 * links, mentions, timestamps, emoji. `:` and `/` keep bare addresses and invitations from becoming links.
 */
const special = /[\\*_~|`>#[\]<@/]|:(?=\S)/g;
/** What begins a list, or with `#` small text, where only space stands before it in its line. */
const bullet = /^([^\S\n\r\u2028\u2029]*)([-+])/gm;
const listNumber = /^([^\S\n\r\u2028\u2029]*\d+)\./gm;

/**
 * Text that Discord draws as it stands. Nothing is added but backslashes, which `unescapeMarkdown` takes out again.
 * discord.js's own `escapeMarkdown` is not reversible and leaves links, mentions and emoji alone.
 */
export const escapeMarkdown = (text: string): string =>
  text.replace(special, '\\$&').replace(bullet, '$1\\$2').replace(listNumber, '$1\\.');

/**
 * What Discord's reader makes of escaped text: a backslash goes where what follows is neither a letter, a digit nor space.
 * Source: the escape rule of simple-markdown, on which Discord's clients build.
 */
export const unescapeMarkdown = (escaped: string): string => escaped.replace(/\\([^0-9A-Za-z\s])/g, '$1');
