import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc');

/**
 * Builds `dist/` before the tests (1 s), because Node 20 runs no TypeScript: workers and child processes run the built
 * files, and must never run yesterday's. Type errors do not stop the tests; `npm run types` is for them.
 */
export function setup(): void {
  for (const project of ['tsconfig.build.json', 'tsconfig.page.json']) {
    const build = spawnSync(process.execPath, [tsc, '-p', project], { cwd: root, encoding: 'utf8' });
    const built = build.status === 0 || build.status === 2; // 2: type errors, and files written all the same
    if (!built) throw new Error(`dist/ could not be built:\n${build.stdout}${build.stderr}`);
  }
}
