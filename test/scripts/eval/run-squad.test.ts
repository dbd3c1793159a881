import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../../dist/app.js';
import { readConfig } from '../../../dist/config.js';
import { runSquad } from '../../../scripts/eval/run-squad.ts';

const log = { debug() {}, info() {}, warn() {}, error() {} };
const text = 'The mill burned in May. Ada Brandt rebuilt it with her own money.\n\nThe river rose in June.';
const start = text.indexOf('Ada Brandt');
const document = {
  title: 'The_mill',
  text,
  questions: [
    {
      question: 'Who rebuilt the mill?',
      answers: [{ start, end: start + 'Ada Brandt'.length }],
      paragraph: { start: 0, end: text.indexOf('\n') },
      article: 0,
    },
  ],
};

describe('a run of SQuAD-format data', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearsay-run-squad-'));
  let app: App | undefined;

  beforeAll(async () => {
    app = await openApp(readConfig({ DATA_DIR: folder }), { log });
  });
  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('asks nothing and reads nothing of articles that the reader may know', async () => {
    const { ranks, asked } = await runSquad(app!, { documents: [document], rankingOnly: true }, () => {});
    expect(asked).toEqual([]);
    expect(Object.keys(ranks[0]!)).not.toContain('sentences read');
    expect(Object.keys(ranks[0]!)).toContain('sentences fused');
  });

  it('asks an article that stands alone its own questions and those whose answers were taken out, none off topic', async () => {
    const { ranks, asked } = await runSquad(app!, { documents: [document], rankingOnly: false }, () => {});
    expect(Object.keys(ranks[0]!)).toContain('sentences read');
    expect(asked.map(({ kind }) => kind)).toEqual(['answerable', 'deleted']);
  });
});
