// Run it when the wording of answers changed: `npm run picture` draws one answer of the built program as docs/images/answer.svg.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const question = 'What is Mossalaha?';
const columns = 104;
const charWidth = 8.4;
const lineHeight = 20;
const margin = 20;

const dataDir = mkdtempSync(join(tmpdir(), 'hearsay-picture-'));
const env = { ...process.env, DATA_DIR: dataDir, LOG_LEVEL: 'error' };
const answer = execFileSync(process.execPath, ['dist/main.js', 'ask', question], { encoding: 'utf8', env });
rmSync(dataDir, { recursive: true, force: true });

type Drawn = { readonly text: string; readonly class: string };

const classOf = (line: string): string =>
  /^(The \S+ claims|Independently verified)/u.test(line)
    ? 'heading'
    : /^ +“/u.test(line)
      ? 'quote'
      : /^ {2}/u.test(line)
        ? 'small'
        : 'text';

/** Breaks a line at spaces; what goes on is set in as far as the line itself. */
function wrap(line: string): Drawn[] {
  const indent = /^ */u.exec(line)![0];
  const drawn: Drawn[] = [];
  let rest = line;
  while (rest.length > columns) {
    const cut = rest.lastIndexOf(' ', columns);
    drawn.push({ text: rest.slice(0, cut), class: classOf(line) });
    rest = `${indent}${rest.slice(cut + 1)}`;
  }
  return [...drawn, { text: rest, class: classOf(line) }];
}

const inXml = (text: string): string => text.replace(/&/gu, '&amp;').replace(/</gu, '&lt;').replace(/>/gu, '&gt;');
const lines: Drawn[] = [
  { text: `$ npm run ask -- "${question}"`, class: 'prompt' },
  ...answer.trimEnd().split('\n').flatMap(wrap),
];
const width = Math.ceil(columns * charWidth + 2 * margin);
const height = lines.length * lineHeight + 2 * margin;
const rows = lines.map(
  (line, at) =>
    `<text x="${margin}" y="${margin + (at + 0.75) * lineHeight}" class="${line.class}" xml:space="preserve">${inXml(line.text)}</text>`,
);
writeFileSync(
  'docs/images/answer.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="An answer in the terminal">
<style>text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#d7dae0}.heading{font-weight:bold;fill:#fff}.quote{fill:#9ecbff}.small{fill:#9aa0aa}.prompt{fill:#7ee787}</style>
<rect width="100%" height="100%" rx="8" fill="#1e1f22"/>
${rows.join('\n')}
</svg>
`,
);
