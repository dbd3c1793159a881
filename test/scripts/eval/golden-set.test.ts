import { readFileSync } from 'node:fs';
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { shareOf } from '../../../scripts/eval/bootstrap.ts';
import { type GoldenDocument, hashOfGolden, readGoldenSet } from '../../../scripts/eval/golden-set.ts';
import { temporaryFolder } from '../../cli/run-program.ts';

const golden = fileURLToPath(new URL('../../golden/', import.meta.url));
const [opEd, ...others] = readGoldenSet(golden);

describe('the golden set', () => {
  it('begins with the built-in op-ed, whose text is in every library, and names the folders of the others', () => {
    expect(opEd).toMatchObject({ id: 'meo-mossalaha', folder: undefined });
    expect(others.map(({ id, folder }) => folder?.endsWith(`documents/${id}`))).toEqual([true, true, true]);
  });

  const splitsOf = (of: GoldenDocument | undefined, kept: (id: string) => boolean) =>
    of?.questions.filter(({ id }) => kept(id)).map(({ split }) => split) ?? [];
  const isLater = (id: string): boolean => /more-off-topic|missing-/u.test(id);
  const isSeen = (id: string): boolean => id.includes('-seen-');

  it('holds out every other question, but none that was seen while the answers were made or written to fit to', () => {
    const splits = splitsOf(opEd, (id) => !isLater(id));
    expect(splits.slice(0, 86)).not.toContain('held-out');
    for (const questions of [
      splits.slice(86),
      ...others.map((own) => splitsOf(own, (id) => !isLater(id) && !isSeen(id))),
    ])
      expect(questions).toEqual(questions.map((_, at) => (at % 2 === 0 ? 'fitted' : 'held-out')));
    const seen = others.flatMap((own) => splitsOf(own, isSeen));
    expect(seen.length).toBeGreaterThan(50);
    expect(seen).not.toContain('held-out');
  });

  it('holds out nine of ten questions about something else, and all whose type or names are missing that came later', () => {
    for (const own of [opEd, ...others]) {
      const offTopic = splitsOf(own, (id) => id.includes('more-off-topic'));
      expect(offTopic).toEqual(offTopic.map((_, at) => (at % 10 === 0 ? 'fitted' : 'held-out')));
      expect(splitsOf(own, (id) => id.includes('missing-'))).not.toContain('fitted');
    }
  });

  it('holds out enough about something else to show that 2 % at most are answered', () => {
    const asked = [opEd, ...others].flatMap((own) => own?.questions ?? []);
    const heldOut = asked.filter(({ kind, split }) => kind === 'off-topic' && split === 'held-out');
    expect(shareOf(heldOut, () => false).high).toBeLessThan(0.02);
  });

  it('has a hash that stays until a question, its split or a document changes', async () => {
    const copy = join(await temporaryFolder(), 'test', 'golden');
    await cp(golden, copy, { recursive: true });
    await cp(join(golden, '../../corpus'), join(copy, '../../corpus'), { recursive: true });
    expect(hashOfGolden(copy)).toBe(hashOfGolden(golden));
    const file = join(copy, 'meo-mossalaha.missing.jsonl');
    await writeFile(file, readFileSync(file, 'utf8').replace('born', 'registered'));
    expect(hashOfGolden(copy)).not.toBe(hashOfGolden(golden));
  });

  it('says of each question what a line may leave out', () => {
    const gaps = [opEd, ...others].flatMap((document) =>
      (document?.questions ?? []).filter(
        ({ language, needsFact, never }) => language === undefined || needsFact === undefined || never === undefined,
      ),
    );
    expect(gaps).toEqual([]);
  });
});
