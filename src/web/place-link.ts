/** Leads to a place on whichever part of the page holds it. */
export const placeLink = (
  { block, receipt }: { readonly block: number; readonly receipt: string },
  partOf: (block: number) => number,
): string => `?part=${partOf(block)}#${receipt}`;
