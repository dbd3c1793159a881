/** The parts of a plot: a ground of its own so that any page can show it, and shapes upon it. */
export const ink = '#1f2328';
const faint = '#d8dee4';

/** @param shapes upon the ground, from back to front */
export function svgOf(size: { width: number; height: number }, title: string, shapes: readonly string[]): string {
  const { width, height } = size;
  const lines = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="system-ui, sans-serif" font-size="13" fill="${ink}" role="img" aria-label="${escaped(title)}">`,
    `<rect x="1" y="1" width="${width - 2}" height="${height - 2}" rx="10" fill="#ffffff" stroke="${faint}"/>`,
    ...shapes,
    '</svg>',
  ];
  return `${lines.join('\n')}\n`;
}

export const titleText = (x: number, title: string): string => text(x, 34, title, 'font-size="16" font-weight="600"');

/** @param style attributes, as they stand in SVG */
export const text = (x: number, y: number, words: string, style: string): string =>
  `<text x="${fixed(x)}" y="${fixed(y)}" ${style}>${escaped(words)}</text>`;

export const line = (x1: number, y1: number, x2: number, y2: number, style = `stroke="${faint}"`): string =>
  `<line x1="${fixed(x1)}" y1="${fixed(y1)}" x2="${fixed(x2)}" y2="${fixed(y2)}" ${style}/>`;

/** A tenth of a pixel is enough. */
export const fixed = (value: number): string => String(Number(value.toFixed(1)));

const escaped = (words: string): string => words.replace(/[&<>"]/g, (mark) => `&#${mark.charCodeAt(0)};`);
