/** DEL, C1 controls and line separators are legal in JSON, but steer terminals and end lines for some readers. */
const unsafe = /[\x7f-\x9f\u2028\u2029]/gu;

/** A value as one line of JSON that no reader breaks in two; parsed again it is exactly the value. */
export const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replace(unsafe, (character) => `\\u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)}\n`;
