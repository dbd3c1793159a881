import type { Checkable } from '../../domain/claim.ts';
import { oneLine } from '../../ledger/one-line.ts';
import type { SelectOption } from '../components.ts';

/** What a claim can be, in words for people. The last three never get true or false. */
const kinds: Readonly<Record<string, string>> = {
  factual: 'A fact: something is or was so',
  statistic: 'A number or a share',
  causal: 'One thing causes another',
  attribution: 'Somebody said or did something',
  definition: 'What a word or a thing means',
  prediction: 'A prediction',
  'value judgement': 'A value judgement',
  opinion: 'An opinion',
};

const judgements: ReadonlySet<string> = new Set(['prediction', 'value judgement', 'opinion']);

/** @param now the claim's kind; one that is not among the usual ones can be kept */
export const kindOptions = (now?: string): SelectOption[] => [
  ...(now === undefined || Object.hasOwn(kinds, now)
    ? []
    : [{ label: `as now: ${now}`.slice(0, 100), value: keepKind, default: true }]),
  ...Object.entries(kinds).map(([value, label]) => ({ label, value, ...(value === now ? { default: true } : {}) })),
];

const keepKind = 'keep';

/** One of the usual kinds; undefined to keep what is, and for everything else. */
export const kindIn = (entered: string): string | undefined => Object.keys(kinds).find((kind) => kind === entered);

const checkables: Readonly<Record<Checkable, string>> = { yes: 'Yes', partly: 'In part', no: 'No' };

export const checkableOptions = (now: Checkable): SelectOption[] =>
  (['yes', 'partly', 'no'] as const).map((value) => ({
    label: checkables[value],
    value,
    ...(value === now ? { default: true } : {}),
  }));

/** Opinions, predictions and value judgements can't be checked, whatever is chosen. */
export function checkableIn(kind: string, entered: string): Checkable {
  if (judgements.has(kind)) return 'no';
  return entered === 'partly' || entered === 'no' ? entered : 'yes';
}

/** "Anna Schmidt, an office" → each by itself; nobody where nothing is typed. */
export const namesIn = (entered: string): string[] =>
  entered
    .split(/[,;\n]/u)
    .map(oneLine)
    .filter((name) => name !== '');

/** A claim's statement always says whose claim it is, whatever somebody typed before it. */
export const statementFrom = (typed: string): string =>
  `The article claims that ${typed.replace(/^The [\p{L}-]+(?: [\p{L}-]+)? claims,?\s*(?:that\s+)?/iu, '')}`;
