import { describe, expect, it } from 'vitest';
import { worseFigures } from '../../../scripts/eval/gate.ts';
import { outcomes } from '../../../scripts/eval/golden-report.ts';
import type { GoldenQuestion } from '../../../scripts/eval/golden-set.ts';
import { goldenPage, labelledReport, qualityImages, qualityPage } from '../../../scripts/eval/quality-page.ts';
import { type SquadRun, squadSection, withSection } from '../../../scripts/eval/squad-page.ts';
import { type Asked, type Ranks, squadHeadline } from '../../../scripts/eval/squad-report.ts';
import { judged } from './judged.ts';

const ranks: Ranks = {
  'paragraphs dense': 1,
  'paragraphs lexical': 2,
  'paragraphs fused': 1,
  'sentences dense': 4,
  'sentences lexical': Number.POSITIVE_INFINITY,
  'sentences fused': 3,
  'sentences read': 2,
  article: 0,
};
const asked = (kind: Asked['kind'], outcome: string, reason = ''): Asked => ({
  kind,
  article: 0,
  outcome,
  reason,
  firstRight: true,
});

const run = (own: Partial<SquadRun>): SquadRun => ({
  file: 'some.json',
  sha256: 'ab'.repeat(32),
  wish: { perDocument: false, heldOut: false, every: 1 },
  documents: 1,
  leftOut: 0,
  rankingOnly: false,
  figures: { ranks: [ranks], asked: [asked('answerable', 'answered')] },
  made: 'Model made-up.',
  ...own,
});

describe('the page of SQuAD-format data', () => {
  const whole = squadSection(run({}));
  const articles = squadSection(run({ wish: { perDocument: true, heldOut: true, every: 1 } }));
  const quick = squadSection(run({ wish: { perDocument: true, heldOut: true, every: 3 } }));

  it('puts a new part at its end, and a later run in the place of the one before it', () => {
    const both = withSection(withSection('', whole), articles);
    expect(both.match(/^## .*$/gmu)).toEqual([
      '## some.json, all paragraphs in one index',
      '## some.json, each article a document of its own, articles held out of the reader',
    ]);
    expect(withSection(both, whole)).toBe(both);
    const later = withSection(both, squadSection(run({ made: 'Model of another day.' })));
    expect(later.match(/^Model .*$/gmu)).toEqual(['Model of another day.', 'Model made-up.']);
    expect(later.replace('of another day', 'made-up')).toBe(both);
  });

  it('never puts a quick look in the place of a full run, nor some articles in that of all', () => {
    const page = withSection(withSection('', articles), quick);
    expect(page).toContain(articles);
    expect(page.match(/^## .*$/gmu)).toEqual([
      '## some.json, each article a document of its own, articles held out of the reader',
      '## some.json, each article a document of its own, articles held out of the reader, every 3rd question',
    ]);
    const part = run({ wish: { perDocument: false, heldOut: false, every: 1, articles: { first: 1, last: 2 } } });
    expect(withSection(page, squadSection(part)).match(/^## /gmu)).toHaveLength(3);
  });

  it('says how many questions were left out', () => {
    expect(squadSection(run({ leftOut: 3 }))).toContain('not marked as impossible: 3.');
    expect(whole).not.toContain('left out');
  });

  it('takes its intervals over articles, where there are several', () => {
    const of = (article: number, rank: number): Ranks[] =>
      Array.from({ length: 50 }, () => ({ ...ranks, article, 'paragraphs fused': rank }));
    const intervalOf = (all: readonly Ranks[]): string | undefined =>
      /^\| paragraphs fused \| (\S+ \[.*?\])/mu.exec(squadSection(run({ figures: { ranks: all, asked: [] } })))?.[1];
    expect(intervalOf([...of(0, 1), ...of(1, 9)])).toBe('0.500 [0.00, 1.00]');
    expect(intervalOf([...of(0, 1), ...of(0, 9)])).toBe('0.500 [0.41, 0.60]');
  });

  it('has every figure of its tables in the record that later runs are held against', () => {
    const { compared, figures } = squadHeadline(run({}).figures);
    expect(figures['paragraphs lexical R@1']).toEqual({ value: 0, of: 1 });
    expect(figures['sentences dense MRR']).toEqual({ value: 0.25, of: 1 });
    expect(figures['answerable answered']).toEqual({ value: 1, of: 1 });
    expect(figures['adversarial answered']).toEqual({ value: 0, of: 0 });
    expect(compared.map(({ name }) => name)).toEqual(Object.keys(figures));
    const now = { ...figures, 'answerable answered': { value: 0, of: 10 }, 'deleted answered': { value: 1, of: 10 } };
    const before = { ...figures, 'deleted answered': { value: 0.5, of: 10 } };
    expect(worseFigures(compared, before, now)).toEqual([
      'answerable answered: 1.000 of 1 before, 0.000 of 10 now.',
      'deleted answered: 0.500 of 10 before, 1.000 of 10 now.',
    ]);
  });

  it('says how it was made, and that a quick look is one', () => {
    expect(whole).toContain('`npm run eval -- squad some.json` (sha256 abababababab…; documents: 1)');
    expect(whole).not.toContain('quick look');
    expect(whole).not.toMatch(/ $/mu);
    expect(quick).toContain('squad some.json --per-document --held-out --every 3`');
    expect(quick).toContain('**A quick look: only every 3rd question.**');
    const some = squadSection(
      run({ wish: { perDocument: true, heldOut: false, every: 1, articles: { first: 31, last: 98 } } }),
    );
    expect(some).toContain('## some.json, each article a document of its own, articles 31-98\n');
    expect(some).toContain('squad some.json --per-document --articles 31-98`');
  });

  it('reports nothing but the ranking where the reader may have been trained on the articles', () => {
    const { 'sentences read': _, ...unread } = ranks;
    const section = squadSection(run({ rankingOnly: true, figures: { ranks: [unread], asked: [] } }));
    expect(section).toContain('| sentences fused |');
    expect(section).not.toContain('| sentences read |');
    expect(section).not.toContain('| answerable |');
    expect(section).toContain('What is answered, refused and quoted first is not reported');
    expect(whole).not.toContain('not reported');
  });

  it('says that the checks learned from the articles that are held out of the reader', () => {
    expect(withSection('', whole)).toContain('the eight that are held out of the reader among them');
  });

  it('counts a passage among the first k, a mean over 1 ÷ rank, and nothing for what was not ranked', () => {
    const figures = { ranks: [ranks, ranks], asked: [] };
    const rows = squadSection(run({ figures })).split('\n');
    const valuesOf = (name: string): string[] =>
      rows.find((row) => row.startsWith(`| ${name} |`))?.match(/\d\.\d{3}/gu) ?? [];
    expect(valuesOf('paragraphs lexical')).toEqual(['0.000', '1.000', '1.000', '0.500']);
    expect(valuesOf('sentences dense')).toEqual(['0.000', '0.000', '1.000', '0.250']);
    expect(valuesOf('sentences read')).toEqual(['0.000', '1.000', '1.000', '0.500']);
    expect(valuesOf('sentences lexical')).toEqual(['0.000', '0.000', '0.000', '0.000']);
  });

  it('counts what may not answer as answered, and tells how much that is', () => {
    const all = [
      asked('deleted', 'answered', 'uncertain'),
      asked('deleted', 'answered'),
      asked('deleted', 'not-addressed', 'no-passage'),
      asked('deleted', 'not-addressed', 'answer-type'),
    ];
    const section = squadSection(run({ figures: { ranks: [ranks], asked: all } }));
    expect(section).toMatch(/^\| deleted \| 0\.500 \[.+\] of 4 \| ≤ \.35 \| 0\.250 \[.+\] of 4 \| – \|$/mu);
    expect(section).not.toContain('| adversarial');
  });

  it('is a part of the page on quality, one level deeper, in place of what was there', () => {
    const page = withSection('', whole);
    const once = qualityPage('# How good\n\nFigures.', page);
    expect(once.match(/^#+ .*$/gmu)).toEqual([
      '# How good',
      '## On SQuAD-format data',
      '### some.json, all paragraphs in one index',
    ]);
    expect(qualityPage(once, page)).toBe(once);
    expect(qualityPage(once, '')).toBe('# How good\n\nFigures.\n');
  });
});

describe('the page on quality', () => {
  const missing: Partial<GoldenQuestion> = { outcome: 'not-addressed', right: [], kind: 'near-miss' };
  const all = [
    judged({ quotes: ['The river rose in March.'] }),
    judged({ quotes: ['The river rose in March.'], uncertain: true }),
    judged({ asked: { split: 'fitted' } }),
    judged({ asked: missing, quotes: ['The mayor slept.'], uncertain: true }),
    judged({ asked: missing }),
    judged({ asked: { ...missing, kind: 'off-topic' } }),
    judged({ asked: { ...missing, reason: 'unknown-name' } }),
  ];

  it('tells how often the answer is unsure, by whether the document answers', () => {
    const rows = outcomes(all)
      .split('\n')
      .map((row) => row.replace(/: [^|]*/gu, ''));
    expect(rows.slice(2)).toEqual([
      '| answerable | 3 | 1| 1| 1|',
      '| off topic | 1 | 0| 0| 1|',
      '| type or names missing | 1 | 0| 0| 1|',
      '| otherwise not addressed | 2 | 0| 1| 1|',
    ]);
  });

  it('gives every figure with its interval, and the halves apart', () => {
    const page = goldenPage({ judged: all, made: 'Model made-up.', annotationsOf: () => undefined });
    expect(page).toContain('|  | held out | looked at while fitting | made-up | to reach |');
    expect(page).toMatch(/^In one line, held out: inexact 0\.000 · own voice 0\.000 · hit@1 1\.000/mu);
    const figures = page
      .match(/^\| .* \|$/gmu)
      ?.flatMap((row) => row.match(/\d\.\d{3}(?! \[\d\.\d\d, \d\.\d\d\])/gu) ?? []);
    expect(figures).toEqual([]);
  });

  it('says how many questions count in no figure of hits or refusals', () => {
    const both = judged({ asked: { outcome: 'either' } });
    const summary = judged({ asked: { kind: 'summary', right: [] } });
    expect(goldenPage({ judged: [...all, both, summary], made: '', annotationsOf: () => undefined })).toContain(
      '2 questions count in no figure of hits or refusals',
    );
  });

  it('says above the tables by language which figures are of fewer than ten questions', () => {
    const words = 'Of fewer than ten questions, so that they say next to nothing: ';
    const english = Array.from({ length: 10 }, () => judged({}));
    const inGerman = judged({ asked: { language: 'de' } });
    expect(goldenPage({ judged: english, made: '', annotationsOf: () => undefined })).toContain(`${words}none.`);
    expect(goldenPage({ judged: [...english, inGerman], made: '', annotationsOf: () => undefined })).toContain(
      `${words}de: own-voice assertions, refused although answerable.`,
    );
    expect(goldenPage({ judged: english.slice(1), made: '', annotationsOf: () => undefined })).toContain(
      `${words}en: own-voice`,
    );
  });

  it('has its plots beside it', () => {
    const page = goldenPage({ judged: all, made: '', annotationsOf: () => undefined });
    for (const [name, svg] of qualityImages(all)) {
      expect(page).toContain(`(images/${name})`);
      expect(svg).toMatch(/^<svg [\s\S]+<\/svg>\n$/u);
    }
  });

  it('reports labels without facts, of which they say nothing, and how many were left out', () => {
    const labelled = all.map((one) => ({ ...one, question: { ...one.question, kind: 'labelled' as const }, facts: 1 }));
    const report = labelledReport(labelled, 3);
    expect(report).toContain('7 labels, every other one held out. Left out');
    expect(report).toMatch(/golden ones: 3\./u);
    expect(report).not.toContain('facts');
    expect(labelledReport([], 0)).toBe('## Labelled questions\n\n0 labels, every other one held out.');
  });
});
