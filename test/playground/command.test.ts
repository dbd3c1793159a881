import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ended, hearsay, start, temporaryFolder } from '../cli/run-program.ts';

/** What it printed as its address. */
async function opened(child: ReturnType<typeof start>): Promise<string> {
  let printed = '';
  for await (const words of child.stdout ?? []) {
    printed += String(words);
    const found = /http:\/\/127\.0\.0\.1:\d+\/[\w-]{24}\//.exec(printed);
    if (found) return found[0];
  }
  throw new Error(`it ended before it was open: ${printed}`);
}

describe('hearsay playground', () => {
  it.each(['playground', 'start'])(
    'as `%s` serves its page at the address it prints, to nobody without the token, until Ctrl-C, which is its good end',
    async (command) => {
      const child = start([command], { dataDir: await temporaryFolder(), input: '' });
      const end = ended(child);
      const url = await opened(child);
      expect(await (await fetch(url)).text()).toContain('<title>Hearsay playground</title>');
      expect((await fetch(new URL('page.js', url))).status).toBe(200);
      expect((await fetch(new URL('/', url))).status).toBe(403);
      child.kill('SIGINT');
      expect(await end).toMatchObject({ code: 0 });
    },
  );

  it('never starts where a token is set, and does not show it', async () => {
    const env = { DISCORD_TOKEN: 'some.token.here' };
    const { code, stderr } = await hearsay(['playground'], { dataDir: await temporaryFolder(), env });
    expect(code).toBe(1);
    expect(stderr).toMatch(/^hearsay: .*DISCORD_TOKEN.*\n$/u);
    expect(stderr).not.toContain('some.token.here');
  });

  it('says that a port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void taken.close());
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as AddressInfo; // a TCP server that listens has one
    const { code, stderr } = await hearsay(['playground', '--port', String(port)], {
      dataDir: await temporaryFolder(),
    });
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining(`Port ${port} is taken`) });
  });

  it.each(['x', '-1', '70000'])('takes no %s for a port', async (port) => {
    expect(await hearsay(['playground', `--port=${port}`], { dataDir: await temporaryFolder() })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--port'),
    });
  });
});
