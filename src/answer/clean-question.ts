/** Longer questions are refused: what stands in them is no question, and an embedding would see a part only. */
export const maxQuestionCharacters = 1_000;

/** A question that can be asked, or why it can't. */
export type CleanQuestion =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'empty' | 'too-long'; readonly sentence: string };

/** What a terminal colours words with, which comes along where they are copied from one: else its numbers are asked for. */
const terminalSequences = /\u001b\[[0-?]*[ -/]*[@-~]/gu;

/**
 * Untrusted words in, one line of plain text out: control and invisible characters, direction marks and runs of space
 * become one space, so that nothing in a question can hide or format.
 */
export function cleanQuestion(raw: string): CleanQuestion {
  const text = raw
    .toWellFormed()
    .replace(terminalSequences, ' ')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Zs}]+/gu, ' ')
    .replace(/\p{Cf}|\p{Co}|\p{Cn}|\u034f|\u115f|\u1160|\u3164|\uffa0|\ufffd/gu, '')
    .replace(/ +/g, ' ')
    .trim();
  if (!/[\p{L}\p{N}]/u.test(text))
    return {
      ok: false,
      reason: 'empty',
      sentence: 'There are no words in this question. Ask about the document, for example: What is Mossalaha?',
    };
  const characters = [...text].length;
  if (characters > maxQuestionCharacters)
    return {
      ok: false,
      reason: 'too-long',
      sentence: `This question has ${characters.toLocaleString('en')} characters; please ask it in at most ${maxQuestionCharacters.toLocaleString('en')}.`,
    };
  return { ok: true, text };
}
