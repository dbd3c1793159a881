import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ModelMemory } from '../../../scripts/bench/model-memory.ts';

/** A model that says how often it was asked. */
function counting() {
  const asked: string[] = [];
  return {
    asked,
    reader: {
      id: 'lengths',
      languages: ['en'],
      async read(question: string, window: string) {
        asked.push(question);
        return question.length - window.length;
      },
      async warm() {},
    },
    embedder: {
      id: 'lengths',
      dimension: 2,
      languages: 'any' as const,
      async embedQuestion(text: string) {
        asked.push(text);
        return new Float32Array([text.length, 0.1]);
      },
      embedPassages: async () => [],
      close: async () => {},
    },
  };
}

describe('what the models gave', () => {
  it('is known in another process by a file, to the last digit, and the models are not asked again', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bench-memory-'));
    try {
      const file = join(folder, 'models.json');
      const [first, second] = [counting(), counting()];
      const learnt = new ModelMemory();
      const vector = await learnt.embedder(first.embedder).embedQuestion('Who came?');
      await learnt.reader(first.reader).read('Who came?', 'Nobody came.');
      await learnt.write(file);
      const memory = new ModelMemory();
      await memory.read(file);
      expect(await memory.embedder(second.embedder).embedQuestion('Who came?')).toEqual(vector);
      expect(await memory.reader(second.reader).read('Who came?', 'Nobody came.')).toBe(-3);
      expect(second.asked).toEqual([]);
      expect(await memory.reader(second.reader).read('Who left?', 'Nobody came.')).toBe(-3);
      expect(second.asked).toEqual(['Who left?']);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
