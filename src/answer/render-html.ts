import { type Inline, type Line, plainWords } from './message.ts';
import { webAddress } from './render-markdown.ts';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/gu, (sign) => entities[sign] ?? sign);

/** For reading and for paper: no script, no font, no picture, nothing that is asked for from elsewhere. */
const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 Georgia, 'Times New Roman', serif; max-width: 42rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 1.5rem 0 .5rem; }
p { margin: .5rem 0; white-space: pre-line; overflow-wrap: anywhere; }
blockquote { margin: .75rem 0 .25rem; padding-left: 1rem; border-left: .2rem solid; white-space: pre-wrap; overflow-wrap: anywhere; }
.small { font-size: .85rem; margin: 0 0 .5rem; }
hr { border: 0; border-top: 1px solid; margin: 1.5rem 0; }
@media print {
  @page { size: A4; margin: 18mm; }
  :root { color-scheme: light; }
  body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2 { break-after: avoid; } blockquote, p { break-inside: avoid; }
  a { color: inherit; } a[href^='http']::after { content: ' (' attr(href) ')'; font-size: .8em; overflow-wrap: anywhere; }
}`;

/**
 * Lines as a page of HTML that stands by itself, ready to be printed or saved as PDF. Every word passes the escape.
 * @param language BCP 47, of the words around the quotes
 * @param quoteLanguage BCP 47, of the quotes
 */
export function renderHtml(
  title: string,
  lines: readonly Line[],
  { language, quoteLanguage }: { readonly language: string; readonly quoteLanguage: string },
): string {
  const quote = (words: string): string => `<q lang="${escaped(quoteLanguage)}" dir="auto">${words}</q>`;
  return `<!doctype html>
<html lang="${escaped(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="referrer" content="no-referrer">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)}</title>
<style>q { quotes: none; }${style}
</style>
</head>
<body>
<main>
<h1>${escaped(title)}</h1>
${lines.map((line) => drawLine(line, quote)).join('\n')}
</main>
</body>
</html>
`;
}

function drawLine(line: Line, quote: (words: string) => string): string {
  if (line.kind === 'separator') return '<hr>';
  const words = line.runs.map((run) => drawRun(run, quote)).join('');
  switch (line.kind) {
    case 'heading':
      return `<h2>${words}</h2>`;
    case 'text':
      return `<p>${words}</p>`;
    case 'small':
      return `<p class="small">${words}</p>`;
    case 'quote':
      return `<blockquote>${words}</blockquote>`;
  }
}

function drawRun(run: Inline, quote: (words: string) => string): string {
  if ('quote' in run) return quote(`“${escaped(run.quote.text)}”`);
  if ('code' in run) return `<code>${escaped(run.code)}</code>`;
  if ('link' in run) {
    const href = webAddress(run.link);
    return href === undefined
      ? escaped(run.text)
      : `<a rel="noreferrer" href="${escaped(href)}">${escaped(run.text)}</a>`;
  }
  if (!('text' in run)) return escaped(plainWords(run));
  return run.strong ? `<strong>${escaped(run.text)}</strong>` : escaped(run.text);
}
