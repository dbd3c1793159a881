/** Something that somebody did on a server, as its audit log tells it. */
export type Act = {
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Discord id; empty where nobody is kept, `operator` at the command line. */
  readonly by: string;
  /** What was done, in one word or two: `proposed`, `hidden`, `setting changed`. */
  readonly act: string;
  /** The document's id; null for acts on the server itself. */
  readonly document: string | null;
  /** What it was done to, as people see it: `M-11`, a setting's name; empty where nothing can be named. */
  readonly subject: string;
  /** In the words of whoever did it, untrusted; empty where none were asked for. */
  readonly why: string;
};
