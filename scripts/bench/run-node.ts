import { spawn } from 'node:child_process';

/**
 * Runs Node to its end.
 * @throws Error with what it wrote, where the process fails
 */
export function runNode(argv: readonly string[], dataDir: string): Promise<{ seconds: number; output: string }> {
  const from = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, argv, { env: { ...process.env, DATA_DIR: dataDir } });
    let output = '';
    let errors = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve({ seconds: (performance.now() - from) / 1000, output });
      else reject(new Error(`exit code ${code}: ${errors}`));
    });
  });
}
