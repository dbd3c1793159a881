import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JobQueue } from '../../src/models/job-queue.ts';
import type { Job } from '../../src/models/worker-message.ts';

const jobs = fc
  .array(fc.constantFrom<Job['role']>('question', 'passage'), { maxLength: 20 })
  .map((roles) => roles.map((role, number): Job => ({ number, role, texts: ['a'] })));

function drain(queue: JobQueue): Job[] {
  const order: Job[] = [];
  for (let next = queue.next(); next !== undefined; next = queue.next()) {
    order.push(next.job);
    queue.remove(next.job.number);
  }
  return order;
}

describe('the job queue', () => {
  it('gives every question before any passage, and each kind in the order it came', () => {
    fc.assert(
      fc.property(jobs, (all) => {
        const queue = new JobQueue();
        for (const job of all) queue.add(job);
        const expected = [
          ...all.filter(({ role }) => role === 'question'),
          ...all.filter(({ role }) => role === 'passage'),
        ];
        expect(drain(queue)).toEqual(expected);
      }),
    );
  });

  it('lets a question pass a job of passages that is half done, and goes on where it was', () => {
    const queue = new JobQueue();
    queue.add({ number: 1, role: 'passage', texts: ['a', 'b'] });
    queue.next()!.vectors.push(Float32Array.of(1, 0));
    queue.add({ number: 2, role: 'question', texts: ['q'] });
    expect(queue.next()!.job.number).toBe(2);
    queue.remove(2);
    expect(queue.next()).toMatchObject({ job: { number: 1 }, vectors: [Float32Array.of(1, 0)] });
  });

  it('says whether a job was still there to be removed', () => {
    const queue = new JobQueue();
    queue.add({ number: 7, role: 'passage', texts: ['a'] });
    expect([queue.remove(8), queue.remove(7), queue.remove(7)]).toEqual([false, true, false]);
  });
});
