import { createHash } from 'node:crypto';
import { type ClaimFilter, type ClaimRow, onlyFilters, rowName, standings } from '../../answer/claim-rows.ts';
import { listCard, type OpenDocument, rowsOf } from '../../answer/claim-screens.ts';
import type { Reply, Use } from '../commands/command.ts';
import { button, type Control, type SelectOption, type StringSelect } from '../components.ts';
import { deskId, isDesk } from './open-claim.ts';

const nothing = '_';

/** A filter as an id carries it: four signs, the kind by a hash, because it is anybody's words. */
export function filterCode({ standing, kind, accuses, only }: ClaimFilter): string {
  const at = (index: number): string => (index < 0 ? nothing : String(index));
  return [
    standing === undefined ? nothing : at(standings.indexOf(standing)),
    accuses === undefined ? nothing : accuses ? 'y' : 'n',
    only === undefined ? nothing : at(onlyFilters.indexOf(only)),
    kind === undefined ? nothing : kindMark(kind),
  ].join('');
}

/** @param code untrusted: what it does not say, it does not filter by */
function filterFrom(code: string, open: OpenDocument): ClaimFilter {
  const [standing = '', accuses = '', only = ''] = code;
  const mark = code.slice(3);
  const kinds = new Set(open.ledger.claims.map(({ kind }) => kind));
  return {
    standing: standings[Number(standing === nothing ? Number.NaN : standing)],
    accuses: accuses === 'y' ? true : accuses === 'n' ? false : undefined,
    only: onlyFilters[Number(only === nothing ? Number.NaN : only)],
    kind: mark === nothing || mark === '' ? undefined : [...kinds].find((kind) => kindMark(kind) === mark),
  };
}

const kindMark = (kind: string): string => createHash('sha256').update(kind).digest('base64url').slice(0, 6);

/** A page of a document's claims with a menu that opens one. */
export function listScreen(open: OpenDocument, code: string, page: number, use: Use): Reply {
  const rows = rowsOf(open, filterFrom(code, open), isDesk(use));
  const { card, shown } = listCard(open, rows, page, isDesk(use));
  const turn = (label: string, to: number): Control[] =>
    to >= 0 && to < card.pages ? [button(label, deskId(open, 'list', to, code))] : [];
  const menu = shown.length > 0 ? [claimMenu(open, shown)] : [];
  return {
    kind: 'card',
    card,
    controls: [...menu, ...turn('Previous', card.page - 1), ...turn('Next', card.page + 1)],
  };
}

/** Opens one of these claims. */
export const claimMenu = (open: OpenDocument, rows: readonly ClaimRow[]): StringSelect => ({
  type: 3,
  custom_id: deskId(open, 'open'),
  placeholder: 'Open a claim',
  options: rows.map((row): SelectOption => ({ label: rowName(row), value: String(row.number) })),
});
