import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readGoldenSet } from '../../../scripts/eval/golden-set.ts';

const [opEd, ...others] = readGoldenSet(fileURLToPath(new URL('../../golden/', import.meta.url)));

describe('the golden set', () => {
  it('begins with the built-in op-ed, whose text is in every library, and names the folders of the others', () => {
    expect(opEd).toMatchObject({ id: 'meo-mossalaha', folder: undefined });
    expect(others.map(({ id, folder }) => folder?.endsWith(`documents/${id}`))).toEqual([true, true, true]);
  });

  it('holds out every other question, but none that was seen while the answers were made', () => {
    const splits = opEd?.questions.map(({ split }) => split) ?? [];
    expect(splits.slice(0, 86)).not.toContain('held-out');
    for (const questions of [splits.slice(86), ...others.map((own) => own.questions.map(({ split }) => split))])
      expect(questions).toEqual(questions.map((_, at) => (at % 2 === 0 ? 'fitted' : 'held-out')));
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
