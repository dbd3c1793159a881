/** What somebody hears who asks where there is nothing to ask. */
export const noDocuments =
  'There is no document to ask. Add one with `hearsay index FILE`; `hearsay documents --restore` brings the built-in one back where it was removed.';
