import { InputError } from '../../domain/errors.ts';
import { oneLine } from '../../ledger/one-line.ts';
import type { DeskPress } from '../commands/command.ts';

/** The field in which every form of the desk asks for a reason, and how long one may be. */
export const reasonName = 'reason';
export const reasonLength = 500;

/** @throws InputError where there are no words */
export function reasonIn({ entered }: Pick<DeskPress, 'entered'>): string {
  const reason = oneLine(entered(reasonName));
  if (!/[\p{L}\p{N}]/u.test(reason)) throw new InputError('Give a reason in a few words: it is kept with what you do.');
  return reason;
}
