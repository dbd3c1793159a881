import { existsSync, mkdtempSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { makeFolder } from '../../src/store/make-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'hearsay-folder-'));

describe('a folder', () => {
  it('is made with those above it, and may be there already', async () => {
    const path = join(folder, 'a', 'b', 'c');
    await makeFolder(path);
    await makeFolder(path);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('is made by two at once', async () => {
    const path = join(folder, 'x', 'y');
    await Promise.all([makeFolder(path), makeFolder(path)]);
    expect(statSync(path).isDirectory()).toBe(true);
  });

  it('is refused where a file stands in its place', async () => {
    const path = join(folder, 'file');
    writeFileSync(path, '');
    await expect(makeFolder(path)).rejects.toThrow('EEXIST');
    await expect(makeFolder(join(path, 'below'))).rejects.toThrow('ENOTDIR');
  });

  it.runIf(existsSync('/proc/self'))('is refused, and not tried for ever, where none can be made', async () => {
    await expect(makeFolder('/proc/hearsay/data')).rejects.toThrow('ENOENT');
  });
});
