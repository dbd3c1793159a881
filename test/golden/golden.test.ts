import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type GoldenLine, goldenKinds, goldenLanguages, readGoldenLines } from '../../scripts/eval/golden-line.ts';
import { goldenFiles } from '../../scripts/eval/golden-set.ts';
import { type BuiltIn, quoteFinder, readBuiltIns } from '../../src/built-in.ts';
import { outlineOf } from '../../src/corpus/outline.ts';
import type { Outline } from '../../src/domain/passage.ts';
import { saysWords } from '../../src/domain/same-words.ts';
import { parseLedger } from '../../src/ledger/parse-ledger.ts';

const goldenSets = goldenFiles(fileURLToPath(new URL('.', import.meta.url)));
const linesOf = (paths: readonly string[]): GoldenLine[] => paths.flatMap(readGoldenLines);

// Reading checks each text against the sha256 in its document.json.
const documents = new Map<string, BuiltIn>();
for (const folder of ['../../corpus/', './documents/'])
  for (const found of await readBuiltIns(fileURLToPath(new URL(folder, import.meta.url))))
    documents.set(found.document.facts.id, found);

const documentOf = (id: string): BuiltIn => {
  const found = documents.get(id);
  if (!found) throw new Error(`there is no document ${id}`);
  return found;
};
const textOf = ({ document }: BuiltIn): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(document.bytes);
/** Words with a capital, but for the first one. */
const namesIn = (question: string): string[] =>
  [...question.matchAll(/(?<=\s)\p{Lu}[\p{L}\p{N}-]*/gu)].map(([word]) => word);
const idsOf = (lines: readonly GoldenLine[]): string[] => lines.map(({ id }) => id);

/** Facts by claim number, and all that a ledger may say in words of its own. */
function ledgerOf(found: BuiltIn): { facts: Map<number, string | null>; words: string[] } {
  if (!found.ledger) return { facts: new Map(), words: [] };
  const { documentSha256, entries } = parseLedger(
    found.ledger.yaml,
    quoteFinder(textOf(found)),
    saysWords(textOf(found)),
  );
  expect(documentSha256).toBe(found.sha256);
  const verdicts = entries.flatMap(({ body }) => (body.kind === 'imported-verdict' ? [body.verdict] : []));
  const statements = entries.flatMap(({ body }) => (body.kind === 'claim' ? [body.claim.statement] : []));
  return {
    facts: new Map(verdicts.map(({ claim, fact }) => [claim, fact])),
    words: [...verdicts.flatMap(({ fact }) => fact ?? []), ...statements],
  };
}

/** Whether some occurrence of the words lies in one block, so that one quote can hold it. */
function standsInABlock(words: string, text: string, { blocks }: Outline): boolean {
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1))
    if (blocks.some((block) => block.start <= at && at + words.length <= block.end)) return true;
  return false;
}

describe.each(goldenSets)('the golden set of $id', ({ id, folder, seen, more, offTopic, heldOut }) => {
  const found = documentOf(id);
  const text = textOf(found);
  const { format, facts: about } = found.document;
  const outline = outlineOf(text, format, about.language);
  const ledger = ledgerOf(found);
  const lines = linesOf([...seen, ...more, ...offTopic, ...heldOut]);
  const written = linesOf([...more, ...offTopic, ...heldOut]);

  it('belongs to the document in its folder', () => {
    expect(JSON.parse(readFileSync(join(folder, 'document.json'), 'utf8'))).toMatchObject({
      id,
      sha256: found.sha256,
    });
  });

  it('gives every question an id and words of its own', () => {
    expect(new Set(idsOf(lines)).size).toBe(lines.length);
    const questions = lines.map(({ question }) => question.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' '));
    expect(questions.filter((question, at) => questions.indexOf(question) !== at)).toEqual([]);
  });

  it('has right words exactly as they stand in the document, each within one block', () => {
    const wrong = lines.flatMap(({ id, right }) =>
      right.filter((words) => !text.includes(words)).map((words) => [id, words]),
    );
    expect(wrong).toEqual([]);
    const apart = written.flatMap(({ id, right }) =>
      right.filter((words) => !standsInABlock(words, text, outline)).map((words) => [id, words]),
    );
    expect(apart).toEqual([]);
  });

  it('has right words for what can be answered, and none for what cannot', () => {
    expect(idsOf(lines.filter(({ outcome, right }) => (outcome === 'not-addressed') !== (right.length === 0)))).toEqual(
      [],
    );
    expect(idsOf(lines.filter(({ outcome, reason }) => reason && outcome === 'answered'))).toEqual([]);
    expect(idsOf(lines.filter(({ kind, outcome }) => kind === 'off-topic' && outcome !== 'not-addressed'))).toEqual([]);
  });

  it('names only claims that its ledger has, and a fact where it wants one', () => {
    expect(idsOf(lines.filter(({ facts }) => facts.some((claim) => !ledger.facts.has(claim))))).toEqual([]);
    const wants = lines.filter(({ needsFact }) => needsFact);
    expect(idsOf(wants.filter(({ facts }) => !facts.some((claim) => ledger.facts.get(claim))))).toEqual([]);
  });

  it('forbids nothing that its ledger says as a fact or of a claim', () => {
    const said = ledger.words.map((words) => words.toLowerCase());
    const forbidden = lines.flatMap(({ never = [] }) => never.map((words) => words.toLowerCase()));
    expect(forbidden.filter((words) => said.some((own) => own.includes(words)))).toEqual([]);
  });

  it('asks each kind at least twice, and in every language, in the part that nothing was fitted to', () => {
    const often = (kind: string): number => written.filter((line) => line.kind === kind).length;
    // "According to whom" is asked as a trap or an opinion there.
    expect(goldenKinds.filter((kind) => kind !== 'attribution' && often(kind) < 2)).toEqual([]);
    expect(idsOf(written.filter(({ language, never }) => !language || !never))).toEqual([]);
    const spoken = new Set(written.map(({ language }) => language));
    expect(goldenLanguages.filter((language) => !spoken.has(language))).toEqual([]);
  });

  it('says of a question in another language than the document’s which one that is', () => {
    const wrong = lines.filter(({ kind, language = 'en' }) => (kind === 'language') === (language === about.language));
    expect(idsOf(wrong)).toEqual([]);
  });

  it('says of a question that needs several passages what is right for each, three at most: more are not shown', () => {
    const wrong = lines.filter(({ kind, right, parts = right.map((words) => [words]) }) =>
      kind === 'two-passages'
        ? parts.length < 2 || parts.length > 3 || parts.flat().some((words) => !right.includes(words))
        : parts.length !== right.length,
    );
    expect(idsOf(wrong)).toEqual([]);
  });

  it('asks fifty questions about something else, and nothing else beside them', () => {
    const asked = linesOf(offTopic);
    expect(asked).toHaveLength(50);
    expect(idsOf(asked.filter(({ kind }) => kind !== 'off-topic'))).toEqual([]);
    const shortOrChatty = asked.filter(({ question }) => /^\p{Ll}/u.test(question) || question.split(' ').length <= 6);
    expect(shortOrChatty.length).toBeGreaterThanOrEqual(20);
  });

  it('names nothing in a question for a missing name that the text holds, and says what is missing', () => {
    const asked = linesOf(heldOut);
    expect(asked).toHaveLength(about.language === 'en' ? 8 : 0);
    expect(idsOf(asked.filter(({ outcome, reason }) => outcome !== 'not-addressed' || !reason))).toEqual([]);
    const held = asked.filter(({ reason }) => reason === 'unknown-name').map(({ question }) => namesIn(question));
    expect(held.filter((names) => names.every((name) => text.includes(name)))).toEqual([]);
  });

  it('is as long as was asked for', () => {
    expect(written.length).toBeGreaterThanOrEqual(id === 'meo-mossalaha' ? 110 : 45);
    expect(lines.length).toBeGreaterThanOrEqual(id === 'meo-mossalaha' ? 150 : 45);
  });
});

describe('the golden sets together', () => {
  const lines = goldenSets.flatMap(({ seen, more, offTopic, heldOut }) =>
    linesOf([...seen, ...more, ...offTopic, ...heldOut]),
  );

  it('give no id twice', () => {
    expect(new Set(idsOf(lines)).size).toBe(lines.length);
  });

  it('forbid words of our own for each trap, false premise and injection of the op-ed, which accuses a living person', () => {
    const [opEd] = goldenSets;
    const asked = linesOf([...(opEd?.seen ?? []), ...(opEd?.more ?? [])]).filter(({ kind }) =>
      ['trap', 'false-premise', 'injection'].includes(kind),
    );
    expect(asked.length).toBeGreaterThan(40);
    expect(idsOf(asked.filter(({ never = [] }) => never.length === 0))).toEqual([]);
  });

  it('keep the 86 questions that were there first', () => {
    expect(linesOf(goldenSets[0]?.seen ?? [])).toHaveLength(86);
  });
});

describe('the invented documents', () => {
  const markdown = textOf(documentOf('advisory-meridian'));

  it.each(['harbour-report', 'tribune-ecole', 'advisory-meridian'])('%s says that it is invented', (id) => {
    const folder = goldenSets.find((set) => set.id === id)?.folder ?? '';
    expect(readFileSync(join(folder, 'document.json'), 'utf8')).toContain('"comment": "Fictional');
  });

  it.each([
    { what: 'no-break spaces', found: /\u00a0/u },
    { what: 'soft hyphens', found: /\u00ad/u },
    { what: 'combining accents', found: /\p{L}\p{Mn}/u },
    { what: 'characters outside the BMP', found: /[\u{10000}-\u{10ffff}]/u },
    { what: 'a right-to-left phrase', found: /\p{Script=Arabic}/u },
    { what: 'footnotes', found: /^\[\^log\]:/mu },
    { what: 'a nested list', found: /^ {5}- /mu },
    { what: 'code', found: /^```c\r$/mu },
  ])('the advisory holds $what', ({ found }) => {
    expect(markdown).toMatch(found);
  });

  it('the advisory ends every line with CRLF', () => {
    expect(markdown.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  it('the report has claims of every standing, each with two records or more of different origins', () => {
    const found = documentOf('harbour-report');
    const { entries } = parseLedger(found.ledger?.yaml ?? '', quoteFinder(textOf(found)), saysWords(textOf(found)));
    const origins = new Map(
      entries.flatMap(({ body }) => (body.kind === 'source' ? [[body.source.id, body.source.origin]] : [])),
    );
    const verdicts = entries.flatMap(({ body }) => (body.kind === 'imported-verdict' ? [body.verdict] : []));
    const originsFor = (claim: number) =>
      new Set(
        entries.flatMap(({ body }) =>
          body.kind === 'evidence' && body.evidence.claim === claim ? [origins.get(body.evidence.source)] : [],
        ),
      );
    expect(verdicts.filter(({ claim }) => originsFor(claim).size < 2)).toEqual([]);
    expect(new Set(verdicts.map(({ label }) => label))).toEqual(
      new Set(['supported', 'refuted', 'not-enough-evidence', 'conflicting', 'opinion']),
    );
  });
});
