/** One REST request as it arrived, and how it was answered. */
export type LoggedRequest = {
  /** Milliseconds of Unix time, by the loopback Discord's clock. */
  readonly at: number;
  readonly method: string;
  /** Without `/api/v10`, with the ids that it came with. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** The JSON, also that of a multipart body; undefined where there was none. */
  readonly body: unknown;
  readonly files: readonly { readonly name: string; readonly size: number }[];
  /** Undefined until it is answered, and where the connection broke before. */
  status?: number;
  /** Discord's error code, where it was refused. */
  code?: number;
};
