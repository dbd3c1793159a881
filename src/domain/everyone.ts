/** Owner of the documents that everybody may ask, and of what was found out about them. */
export const everyone = 'everyone';
