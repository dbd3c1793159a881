import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'dotenv';
import { describe, expect, it } from 'vitest';
import { projectFolder, readConfig, settings } from '../src/config.ts';
import { OperatorError } from '../src/domain/errors.ts';

const example = readFileSync(join(projectFolder, '.env.example'), 'utf8');
/** Every setting of the example with the comment lines right above it. */
const entries = [...example.matchAll(/((?:^#.*\n)*)^([A-Z_]+)=(.*)$/gm)].map(
  ([, comment = '', name = '', value = '']) => ({
    name,
    value,
    comment: comment.replace(/^# ?/gm, '').trim(),
  }),
);

describe('.env.example', () => {
  it('lists exactly the settings that are read, each once, in their order', () => {
    expect(entries.map(({ name }) => name)).toEqual(settings);
  });

  it('is a file that dotenv reads the same way', () => {
    expect(parse(example)).toEqual(Object.fromEntries(entries.map(({ name, value }) => [name, value])));
  });

  it.each(entries)('says in a sentence what $name is', ({ comment }) => {
    expect(comment).toMatch(/^[A-Z].{20,}\.$/);
  });

  it('gives the true defaults: taken as it is, it changes nothing', () => {
    expect(readConfig(parse(example))).toEqual(readConfig({}));
  });

  it.each(entries.filter(({ value }) => value !== ''))(
    'gives the default of $name in its own words',
    ({ name, value }) => {
      const without = readConfig({});
      const changed = readConfig({
        [name]: name === 'LOG_LEVEL' ? 'error' : name === 'DATA_DIR' ? 'other' : 'http://other.example',
      });
      expect(readConfig({ [name]: value })).toEqual(without);
      expect(changed).not.toEqual(without);
    },
  );

  it('holds no token', () => {
    expect(entries.find(({ name }) => name === 'DISCORD_TOKEN')).toMatchObject({ value: '' });
  });
});

describe('settings', () => {
  it('may all be left out or left empty', () => {
    const empty = Object.fromEntries(settings.map((name) => [name, ' ']));
    expect(readConfig(empty)).toEqual(readConfig({}));
    expect(readConfig({})).toEqual({
      discordToken: undefined,
      discordApiUrl: 'https://discord.com/api',
      dataDir: join(projectFolder, 'data'),
      web: { host: '127.0.0.1', port: undefined, publicUrl: undefined },
      logLevel: 'info',
    });
  });

  it('are read without the spaces around them', () => {
    expect(readConfig({ DISCORD_TOKEN: ' abc \n', LOG_LEVEL: ' warn ' })).toMatchObject({
      discordToken: 'abc',
      logLevel: 'warn',
    });
  });

  it('count a relative data folder from the folder of package.json, and keep an absolute one', () => {
    expect(readConfig({ DATA_DIR: 'elsewhere' }).dataDir).toBe(join(projectFolder, 'elsewhere'));
    expect(readConfig({ DATA_DIR: resolve('/srv/hearsay') }).dataDir).toBe(resolve('/srv/hearsay'));
  });

  it('take the address of Discord with or without a slash at its end', () => {
    expect(readConfig({ DISCORD_API_URL: 'http://localhost:8080/api//' }).discordApiUrl).toBe(
      'http://localhost:8080/api',
    );
  });

  it('leave alone what else is in the environment', () => {
    expect(readConfig({ PATH: '/bin', log_level: 'nonsense' })).toEqual(readConfig({}));
  });
});

describe('a wrong setting', () => {
  it.each([
    { name: 'LOG_LEVEL', value: 's3cret-verbose' },
    { name: 'DISCORD_API_URL', value: 's3cret-not-an-address' },
    { name: 'DISCORD_API_URL', value: 'ftp://s3cret.example' },
    { name: 'DISCORD_API_URL', value: 'file:///s3cret' },
  ])('$name names itself and the place to correct it, and never its value', ({ name, value }) => {
    const read = () => readConfig({ [name]: value });
    expect(read).toThrow(OperatorError);
    expect(read).toThrow(name);
    expect(read).toThrow('.env');
    expect(read).not.toThrow(/s3cret/);
  });

  it('does not give away the token beside it', () => {
    expect(() => readConfig({ DISCORD_TOKEN: 's3cret', LOG_LEVEL: 'loud' })).not.toThrow(/s3cret/);
  });
});
