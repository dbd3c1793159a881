/** Mentions of people, and every other number that is as long as an id of Discord's. */
const ids = /<@!?\d+>|\d{17,20}/g;

/** Words as they may be kept: nobody in them can be told by an id. */
export const withoutIds = (words: string): string => words.replace(ids, '@somebody');
