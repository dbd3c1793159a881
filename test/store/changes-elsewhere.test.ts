import { describe, expect, it, onTestFinished } from 'vitest';
import { Ledgers } from '../../src/ledger/ledgers.ts';
import { openSqlite, type Stores } from '../../src/store/open-sqlite.ts';
import { temporaryFolder } from '../contract/stores.ts';
import { claimOf, entriesOf } from '../helpers/ledgers.ts';

async function open(folder: string): Promise<Stores> {
  const stores = await openSqlite(folder);
  onTestFinished(() => stores.close());
  return stores;
}

const id = { owner: 'everyone', documentId: 'river-report' };
const entry = (number: number) =>
  entriesOf([{ kind: 'claim', claim: claimOf({ number }) }]).map(({ seq: _, ...rest }) => rest);

describe('a ledger that is changed beside a running bot', () => {
  it('is read again at the next question, and after changes of its own only where it is told', async () => {
    const folder = await temporaryFolder();
    const [bot, command] = [await open(folder), await open(folder)];
    const ledgers = new Ledgers(bot.ledgers);
    expect((await ledgers.of(id)).claims).toHaveLength(0);
    await command.ledgers.append(id, 0, entry(1));
    const seen = await ledgers.of(id);
    expect(seen.claims.map(({ number }) => number)).toEqual([1]);
    await bot.servers.setSetting('something', 'else');
    expect(await ledgers.of(id)).toBe(seen);
  });
});
