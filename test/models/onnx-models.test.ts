import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DependencyError, OperatorError } from '../../src/domain/errors.ts';
import { openModels } from '../../src/models/onnx-models.ts';

const folder = fileURLToPath(new URL('../../models', import.meta.url));
const log = { info: () => {}, error: () => {} };
const manyPassages = Array.from({ length: 60 }, (_, at) => `The river rose for the ${at}th time behind the mill.`);

describe('opened models', () => {
  it('load the reader when it is first wanted, and once', async () => {
    const loaded: unknown[] = [];
    const models = await openModels({ folder, log: { ...log, info: (fields) => loaded.push(fields) } });
    await models.embedder.embedQuestion('Who asks first?');
    expect(loaded).toMatchObject([{ model: 'embedder' }]);
    await models.reader.warm();
    expect(loaded).toMatchObject([{ model: 'embedder' }, { model: 'reader' }]);
    await models.reader.read('What rose?', 'The river rose.');
    await models.reader.warm();
    await models.close();
    expect(loaded).toHaveLength(2);
  });

  it('reject, once closed, what waited and what is asked later, and can be closed twice', async () => {
    const { embedder, reader, close } = await openModels({ folder, log });
    const waiting = expect(embedder.embedPassages(manyPassages)).rejects.toThrow(DependencyError);
    const warm = reader.warm();
    await embedder.embedQuestion('Have you begun?');
    await Promise.all([close(), embedder.close()]);
    await Promise.all([waiting, warm]);
    await expect(embedder.embedQuestion('Are you there?')).rejects.toThrow(DependencyError);
    await expect(reader.read('Are you there?', 'No.')).rejects.toThrow(DependencyError);
  });
});

describe('a process with models', () => {
  const child = fileURLToPath(new URL('./close-while-running.mjs', import.meta.url));

  it.each([
    { how: 'by itself while idle', output: '' },
    { how: 'by itself while loading', output: '' },
    { how: 'after an abort', output: 'rejected: enough\n' },
    { how: 'by close', output: 'rejected: the models were closed\n' },
    { how: 'by close and exit', output: 'rejected: the models were closed\n' },
    { how: 'by close and exit while reading', output: 'rejected: the models were closed\n' },
    { how: 'by close and exit while the reader loads', output: 'rejected: the models were closed\n' },
    { how: 'by itself while the reader loads', output: '' },
    { how: 'by SIGTERM', output: 'running\nrejected: the models were closed\n' },
  ])('ends with code 0 $how', async ({ how, output }) => {
    const running = spawn(process.execPath, [child, how], { stdio: ['ignore', 'pipe', 'pipe'] });
    if (how === 'by SIGTERM') running.stdout.once('data', () => running.kill('SIGTERM'));
    const [exit, out, errors] = await Promise.all([once(running, 'exit'), text(running.stdout), text(running.stderr)]);
    expect({ exit, out, errors }).toEqual({ exit: [0, null], out: output, errors: '' });
  });
});

describe('damaged models', () => {
  let copy: string;
  beforeEach(async () => {
    copy = await mkdtemp(join(tmpdir(), 'hearsay-models-'));
    await cp(folder, copy, { recursive: true });
  });
  afterEach(() => rm(copy, { recursive: true }));

  async function changeByte(path: string): Promise<void> {
    const bytes = await readFile(path);
    bytes[bytes.length >> 1]! ^= 1;
    await writeFile(path, bytes);
  }

  it.each(['embedder/model_quantized.onnx', 'embedder/tokenizer.json', 'reader/model_quantized.onnx'])(
    'are refused at once where %s is missing or cut off',
    async (file) => {
      const path = join(copy, file);
      await writeFile(path, 'version https://git-lfs.github.com/spec/v1\n');
      await expect(openModels({ folder: copy, log })).rejects.toMatchObject({
        userMessage: expect.stringContaining(`${path} is damaged: it has 43 bytes`),
      });
      await rm(path);
      await expect(openModels({ folder: copy, log })).rejects.toThrow(OperatorError);
    },
  );

  it.each(['model_quantized.onnx', 'tokenizer.json'])(
    'are refused by every call where one byte of the embedder’s %s changed, and logged once',
    async (file) => {
      await changeByte(join(copy, 'embedder', file));
      const logged: object[] = [];
      const { embedder, reader, close } = await openModels({
        folder: copy,
        log: { ...log, error: (fields) => logged.push(fields) },
      });
      const calls = [
        () => embedder.embedQuestion('a'),
        () => embedder.embedPassages(['b']),
        () => reader.read('a', 'b'),
      ];
      for (const call of calls) await expect(call()).rejects.toSatisfy(isAdviceOn(join(copy, 'embedder', file)));
      await close();
      expect(logged).toHaveLength(1);
    },
  );

  it('are refused by every read where one byte of the reader changed, logged once, and embed all the same', async () => {
    const path = join(copy, 'reader', 'model_quantized.onnx');
    await changeByte(path);
    const logged: object[] = [];
    const { embedder, reader, close } = await openModels({
      folder: copy,
      log: { ...log, error: (fields) => logged.push(fields) },
    });
    await reader.warm();
    for (const window of ['b', 'c']) await expect(reader.read('a', window)).rejects.toSatisfy(isAdviceOn(path));
    expect(await embedder.embedQuestion('Are you there?')).toHaveLength(384);
    await close();
    expect(logged).toMatchObject([{ model: 'reader' }]);
  });

  const isAdviceOn = (path: string) => (error: unknown) =>
    error instanceof OperatorError &&
    error.userMessage.startsWith(`${path} is damaged: `) &&
    error.userMessage.endsWith('Restore it with `git checkout -- models` or clone again.');
});
