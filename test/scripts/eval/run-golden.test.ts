import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../../dist/app.js';
import { readConfig } from '../../../dist/config.js';
import { everyone } from '../../../dist/domain/everyone.js';
import { readGoldenSet } from '../../../scripts/eval/golden-set.ts';
import type { Judged } from '../../../scripts/eval/judge-answer.ts';
import { ownVoiceBehind, runGolden } from '../../../scripts/eval/run-golden.ts';

const golden = fileURLToPath(new URL('../../golden', import.meta.url));
const log = { debug() {}, info() {}, warn() {}, error() {} };

describe('a run of golden questions', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hearsay-run-golden-'));
  let app: App | undefined;
  let judged: readonly Judged[] = [];

  beforeAll(async () => {
    app = await openApp(readConfig({ DATA_DIR: folder }), { log });
    const [opEd] = readGoldenSet(golden);
    const questions = opEd!.questions.filter(({ kind }) => kind === 'summary').slice(0, 2);
    judged = await runGolden(app, [{ ...opEd!, questions }]);
  });

  afterAll(async () => {
    await app?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('finds nothing in our own voice in a summary, nor in the whole of it behind the message', () => {
    expect(judged.map(({ question }) => question.kind)).toEqual(['summary', 'summary']);
    expect(judged.map(({ answer, quotes }) => [answer.outcome, quotes > 0])).toEqual([
      ['answered', true],
      ['answered', true],
    ]);
    expect(judged.flatMap(({ ownVoice }) => ownVoice)).toEqual([]);
  });

  it('finds every quoted line of the whole summary where it is not what the document says', async () => {
    const ofAnother = { text: 'Another text.', noun: 'op-ed', description: '', footer: '', facts: [], publishers: [] };
    const found = await ownVoiceBehind(app!, everyone, 'meo-mossalaha', ofAnother);
    expect(found.length).toBeGreaterThan(5);
  });
});
