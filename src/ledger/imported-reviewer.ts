import type { Verdict } from '../domain/claim.ts';

type Reviewed = Verdict['reviewed'];

const says = 'an imported file, which says: ';
const importedRule = /^import\/1 \((.*)\)$/su;

/** Who decided, as a file says: it carries no authority here, so every surface says that it is only what a file says. */
export const asImported = ({ by, at, rule }: Reviewed): Reviewed => ({
  by: `${says}${by}`,
  at,
  rule: `import/1 (${rule})`,
});

/** Who decided, as it stands in a file: what was imported is written as it was read. */
export const asWritten = ({ by, at, rule }: Reviewed): Reviewed => ({
  by: by.startsWith(says) ? by.slice(says.length) : by,
  at,
  rule: importedRule.exec(rule)?.[1] ?? rule,
});
