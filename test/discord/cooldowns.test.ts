import { describe, expect, it } from 'vitest';
import { Cooldowns } from '../../src/discord/cooldowns.ts';
import { InputError } from '../../src/domain/errors.ts';

const at = (seconds: number): Date => new Date(Date.UTC(2026, 0, 1) + seconds * 1_000);

describe('a wait between two questions', () => {
  it('holds for one person on one server, until it is over', () => {
    const waits = new Cooldowns();
    waits.begin('server', 'Ada', 30, at(0));
    expect(() => waits.begin('server', 'Ada', 30, at(1))).toThrow(InputError);
    waits.begin('server', 'Sam', 30, at(1));
    waits.begin('elsewhere', 'Ada', 30, at(1));
    waits.begin('server', 'Ada', 30, at(30));
  });

  it('says how long it still is, and does not begin anew by asking too early', () => {
    const waits = new Cooldowns();
    waits.begin('server', 'Ada', 30, at(0));
    for (const [second, left] of [
      [10, '20 seconds'],
      [29, 'a second'],
    ] as const)
      try {
        waits.begin('server', 'Ada', 30, at(second));
        expect.unreachable();
      } catch (error) {
        expect(error).toMatchObject({ userMessage: expect.stringContaining(`try again in ${left}.`) });
      }
  });

  it('is none where a server asks for none', () => {
    const waits = new Cooldowns();
    for (const second of [0, 0, 0]) waits.begin('server', 'Ada', 0, at(second));
  });

  it('is forgotten when it is over, however many people waited', () => {
    const waits = new Cooldowns();
    for (let person = 0; person < 20_002; person++) waits.begin('server', String(person), 5, at(person));
    waits.begin('server', '0', 5, at(20_003));
  });
});
