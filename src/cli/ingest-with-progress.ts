import type { Ingested, NewDocument } from '../library/ingest.ts';
import { describeProgress, IngestMeter } from './ingest-meter.ts';
import { ProgressLine } from './progress-line.ts';
import type { CliApp, Session } from './session.ts';

/** A document to come; its bytes are read when it is its turn. */
export type IngestJob = {
  readonly label: string;
  readonly bytes: number;
  readonly read: () => Promise<NewDocument>;
};

/** What became of a job: stored, or why it could not be. */
export type JobResult =
  | { readonly ok: true; readonly job: IngestJob; readonly ingested: Ingested }
  | { readonly ok: false; readonly job: IngestJob; readonly error: unknown };

/** Ingests documents one after the other and shows how far it has come. @throws the signal's reason when stopped */
export async function* ingestWithProgress(
  jobs: readonly IngestJob[],
  app: CliApp,
  { signal, terminal, now }: Session,
): AsyncGenerator<JobResult> {
  const meter = new IngestMeter(jobs.map((job) => job.bytes));
  const line = new ProgressLine(terminal.err, now);
  const show = (): void => {
    line.show(describeProgress(meter.state(now().getTime()))).catch(() => {}); // progress is never worth a failure
  };
  for (const job of jobs) {
    signal.throwIfAborted();
    meter.begin(job.label, now().getTime());
    const result = await ingestJob(job, app, signal, (done, of) => {
      meter.passages(done, of);
      show();
    });
    meter.end();
    await line.clear();
    signal.throwIfAborted();
    yield result;
  }
}

async function ingestJob(
  job: IngestJob,
  app: CliApp,
  signal: AbortSignal,
  onPassages: (done: number, of: number) => void,
): Promise<JobResult> {
  try {
    const incoming = await job.read();
    const onProgress = ({ done, of }: { done: number; of: number }): void => onPassages(done, of);
    return { ok: true, job, ingested: await app.ingest(incoming, { signal, onProgress }) };
  } catch (error) {
    return { ok: false, job, error };
  }
}
