import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobQueue } from '../../src/models/job-queue.ts';
import type { Job, Run } from '../../src/models/worker-message.ts';

const run: Run = { kind: 'embed', role: 'passage', text: 'a' };
const jobs = fc
  .array(fc.boolean(), { maxLength: 20 })
  .map((all) => all.map((urgent, number): Job => ({ number, urgent, runs: [run] })));

function drain(queue: JobQueue): Job[] {
  const order: Job[] = [];
  for (let next = queue.next(); next !== undefined; next = queue.next()) {
    order.push(next.job);
    queue.remove(next.job.number);
  }
  return order;
}

describe('the job queue', () => {
  it('gives every urgent job before any other, and each kind in the order it came', () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const queue = new JobQueue();
        for (const job of all) queue.add(job);
        const expected = [...all.filter(({ urgent }) => urgent), ...all.filter(({ urgent }) => !urgent)];
        expect(drain(queue)).toEqual(expected);
      }),
    );
  });

  it('lets an urgent job pass one that is half done, and goes on where it was', () => {
    const queue = new JobQueue();
    queue.add({ number: 1, urgent: false, runs: [run, run] });
    queue.next()!.results.push(Float32Array.of(1, 0));
    queue.add({ number: 2, urgent: true, runs: [run] });
    expect(queue.next()!.job.number).toBe(2);
    queue.remove(2);
    expect(queue.next()).toMatchObject({ job: { number: 1 }, results: [Float32Array.of(1, 0)] });
  });

  it('says whether a job was still there to be removed', () => {
    const queue = new JobQueue();
    queue.add({ number: 7, urgent: false, runs: [run] });
    expect([queue.remove(8), queue.remove(7), queue.remove(7)]).toEqual([false, true, false]);
  });
});
