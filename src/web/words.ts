import { raw } from 'hono/html';

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '\r': '&#13;',
  '\0': '\ufffd',
};

/**
 * A document's words as HTML that a browser reads back as exactly these characters. JSX alone would lose carriage
 * returns: HTML makes line feeds of them. U+0000, which no HTML can hold, is drawn as U+FFFD.
 */
export const words = (text: string) => raw(text.replace(/[&<>\r\0]/g, (character) => entities[character] ?? ''));
