/** Somebody works on an item of the queue, so that nobody else does the same. */
export type Take = {
  /** The item's, as the queue gives it. */
  readonly key: string;
  /** Discord user id. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
};

/** After a day without being taken again, an item is free. */
export const takeLastsMs = 24 * 60 * 60_000;
