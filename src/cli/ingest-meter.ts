/** How far an ingest of several documents has come. */
export type IngestState = {
  readonly documents: { readonly done: number; readonly of: number };
  readonly label: string;
  /** Of the document being read now. */
  readonly passages: { readonly done: number; readonly of: number };
  /** Embedded in this run, all documents together. */
  readonly passagesSoFar: number;
  /** Of the documents that are done and had to be embedded, and of those not begun yet. */
  readonly bytes: { readonly done: number; readonly current: number; readonly ahead: number };
  readonly elapsedMs: number;
};

/** Counts what an ingest does; time is passed in, milliseconds of any clock. */
export class IngestMeter {
  #startedMs = 0;
  #done = 0;
  #passagesBefore = 0;
  #bytesEmbedded = 0;
  #bytesAhead: number;
  #current = { label: '', bytes: 0, done: 0, of: 0 };

  constructor(private readonly sizes: readonly number[]) {
    this.#bytesAhead = sizes.reduce((sum, bytes) => sum + bytes, 0);
  }

  begin(label: string, nowMs: number): void {
    if (this.#done === 0) this.#startedMs = nowMs;
    const bytes = this.sizes[this.#done] ?? 0;
    this.#bytesAhead -= bytes;
    this.#current = { label, bytes, done: 0, of: 0 };
  }

  passages(done: number, of: number): void {
    this.#current = { ...this.#current, done, of };
  }

  /** A document without passages embedded (refused, or there already) says nothing about the time that others take. */
  end(): void {
    this.#done++;
    this.#passagesBefore += this.#current.done;
    if (this.#current.done > 0) this.#bytesEmbedded += this.#current.bytes;
  }

  state(nowMs: number): IngestState {
    const { label, done, of, bytes } = this.#current;
    return {
      documents: { done: this.#done, of: this.sizes.length },
      label,
      passages: { done, of },
      passagesSoFar: this.#passagesBefore + done,
      bytes: { done: this.#bytesEmbedded, current: bytes, ahead: this.#bytesAhead },
      elapsedMs: nowMs - this.#startedMs,
    };
  }
}

/** "document 2 of 5 · report.md · 320 of 1,204 passages · 118 a second · about 12 s left" */
export function describeProgress(state: IngestState): string {
  const { documents, label, passages } = state;
  const perSecond = state.elapsedMs > 0 ? (state.passagesSoFar * 1_000) / state.elapsedMs : 0;
  return [
    `document ${documents.done + 1} of ${documents.of}`,
    label,
    `${number(passages.done)} of ${number(passages.of)} passages`,
    ...(perSecond > 0
      ? [
          `${number(Math.max(1, Math.round(perSecond)))} a second`,
          `about ${duration(passagesLeft(state) / perSecond)} left`,
        ]
      : []),
  ].join(' · ');
}

/** What is left of this document, and as many for the bytes ahead as its bytes and those before gave. */
function passagesLeft({ passages, passagesSoFar, bytes }: IngestState): number {
  const here = passages.of - passages.done;
  const perByte = (passagesSoFar + here) / Math.max(1, bytes.done + bytes.current);
  return here + bytes.ahead * perByte;
}

const number = (value: number): string => value.toLocaleString('en');

/** "12 s", "4 min", "1 h 20 min" */
export function duration(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 100) return `${whole} s`;
  const minutes = Math.ceil(whole / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
