import fc from 'fast-check';

/** Line ends, odd spaces, invisible characters and marks that have broken splitters before. */
const separators = [
  '\n',
  '\r\n',
  '\r',
  '\n\n',
  '\r\n\r\n',
  '\u2028',
  '\u2029',
  '\t',
  '    ',
  '\u00a0',
  '\u202f',
  '\u3000',
  '\f',
  '\u0085',
];
const invisible = ['\u00ad', '\u200b', '\u200c', '\u200d', '\ufeff', '\u2060', '\u200f', '\u202b', '\u202c', '\u0000'];
const words = [
  'word',
  'Word',
  'e\u0301te\u0301',
  'ﬁn',
  'Dr.',
  'U.S.',
  'z. B.',
  '3.',
  '12',
  'J.',
  'etc.',
  'end.',
  'Who?',
  '…',
  '...',
  'محمد حاجب',
  'أين؟',
  'שלום.',
  '他走了。',
  'İstanbul',
  'x'.repeat(700),
  'a, '.repeat(500),
];
const emoji = ['👩‍👩‍👧‍👦', '🕊', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🇲🇦', '👍🏽', '\u0301', '\u{1d54f}'];
const marks = [
  '# ',
  '## ',
  '- ',
  '* ',
  '1. ',
  'a) ',
  '> ',
  '```',
  '~~~',
  '| ',
  ' |',
  '|---|',
  '---',
  '===',
  '***',
  '[a]: b',
  '[^1]: ',
  '[1]',
  '<!--',
  '-->',
  '<div>',
  '<b>',
  '**',
  '_',
  '`',
  '\\',
  '“',
  '”',
  '"',
  '«',
  '»',
  '(',
  ')',
  '– ',
  '+++',
  'k: v',
];

const token = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...words) },
  { weight: 4, arbitrary: fc.constant(' ') },
  { weight: 3, arbitrary: fc.constantFrom(...separators) },
  { weight: 1, arbitrary: fc.constantFrom(...invisible) },
  { weight: 1, arbitrary: fc.constantFrom(...emoji) },
  { weight: 3, arbitrary: fc.constantFrom(...marks) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 5 }) },
);

/** Texts as people never write them but files hold them; the empty one too. Every one is well-formed. */
export const generatedText = fc.array(token, { maxLength: 60 }).map((tokens) => tokens.join(''));

/** One line of 100,000 characters and more, made of a few tokens over and over. */
export const longLine = fc
  .array(fc.constantFrom(...words, ...invisible, ...emoji, ...marks, ' ', '\u00a0'), { minLength: 1, maxLength: 8 })
  .map((tokens) => {
    const unit = tokens.join('');
    return unit.repeat(Math.ceil(100_000 / unit.length));
  });
