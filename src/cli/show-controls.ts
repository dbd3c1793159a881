/** Control characters that no terminal may get from a document, a question or a ledger; line feeds and tabs are kept. */
const controls = /\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e]/gu;

/**
 * Words as they can be shown in a terminal: ESC becomes ␛ and so on (Unicode's control pictures), and what has no
 * picture of its own (C1 controls, forced writing direction) becomes ␦, so that no text can move the cursor, set a
 * title, reorder or colour what stands around it.
 */
export const showControls = (words: string): string => words.replace(controls, pictureOf);

function pictureOf(control: string): string {
  const code = control.codePointAt(0)!;
  if (code <= 0x1f) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '␡' : '␦';
}
