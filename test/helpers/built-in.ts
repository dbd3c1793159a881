import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quoteFinder } from '../../src/built-in.ts';
import { projectFolder } from '../../src/config.ts';
import { saysWords } from '../../src/domain/same-words.ts';
import { foldLedger, type Ledger } from '../../src/ledger/ledger.ts';
import { parseLedger } from '../../src/ledger/parse-ledger.ts';
import { indexedOf } from './documents.ts';

const folder = join(projectFolder, 'corpus', 'meo-mossalaha');

export const opEdText: string = readFileSync(join(folder, 'text.txt'), 'utf8');
export const starterLedgerYaml: string = readFileSync(join(folder, 'ledger.yaml'), 'utf8');

/** The built-in op-ed, cut into passages. */
export const opEd = indexedOf(opEdText, { id: 'meo-mossalaha', title: 'Terrorism', publisher: 'Middle East Online' });

/** The starter ledger's entries, read from the file. */
export const starterEntries = () => parseLedger(starterLedgerYaml, quoteFinder(opEdText), saysWords(opEdText));

export const starterLedger: Ledger = foldLedger(
  starterEntries().entries.map((entry, at) => ({ ...entry, seq: at + 1 })),
);
