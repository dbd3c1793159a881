import { numberIn, rowName } from '../../answer/claim-rows.ts';
import { claimOf, type OpenDocument, rowsOf } from '../../answer/claim-screens.ts';
import { InputError } from '../../domain/errors.ts';
import { fileScreen, spansPerClaim } from '../desk/filing-acts.ts';
import { claimScreen, isDesk } from '../desk/open-claim.ts';
import { limits } from '../limits.ts';
import { checkRole } from '../may.ts';
import { type Choice, everywhere, type Options, type Reply, type SlashCommand, type Use } from './command.ts';
import { documentChoices, documentOption } from './document-choices.ts';

export const noSuchClaim = 'There is no such claim here. `/claims` lists those there are.';
const unknownReceipt =
  'There is no such receipt among the documents that can be asked here. Check it for a typing mistake.';

/** One claim on one screen, and for moderators everything that can be done about it. */
export const claim: SlashCommand = {
  data: {
    type: 1,
    name: 'claim',
    name_localizations: { de: 'behauptung', fr: 'affirmation' },
    description: 'Open a claim: its words, how it stands, the evidence, its history',
    description_localizations: {
      de: 'Eine Behauptung öffnen: Wortlaut, Stand, Belege, Verlauf',
      fr: 'Ouvrir une affirmation : ses mots, son statut, les preuves, son histoire',
    },
    options: [
      {
        type: 3,
        name: 'number',
        name_localizations: { de: 'nummer', fr: 'numero' },
        description: 'The claim’s number, for example M-11',
        description_localizations: { de: 'Die Nummer, zum Beispiel M-11', fr: 'Le numéro, par exemple M-11' },
        required: false,
        autocomplete: true,
      },
      {
        type: 3,
        name: 'add',
        name_localizations: { de: 'neu', fr: 'ajouter' },
        description: 'For moderators: file a claim of a receipt’s words; up to three receipts, with spaces between',
        description_localizations: {
          de: 'Für Moderatoren: aus dem Wortlaut eines Belegs eine Behauptung machen',
          fr: 'Pour les modérateurs : déposer une affirmation d’après un reçu',
        },
        required: false,
      },
      documentOption,
    ],
    ...everywhere,
  },
  audience: () => 'ephemeral',
  async handle(options, use) {
    const receipts = options.getString('add')?.trim() ?? '';
    if (receipts !== '') return addScreen(receipts, use);
    const open = await use.screens.openNamed(use.server, options.getString('document')?.trim() || undefined);
    const number = numberIn(options.getString('number') ?? '', open.in.document);
    const found = number === undefined ? undefined : claimOf(open, number);
    if (found === undefined) throw new InputError(noSuchClaim);
    return claimScreen(open, found.number, use);
  },
  complete: (typed, use, option, options) => claimChoices(typed, use, option, options),
};

/** The documents, or the claims of the one that is named, that fit what is typed. */
export async function claimChoices(typed: string, use: Use, option: string, options: Options): Promise<Choice[]> {
  if (option === 'document') return documentChoices(typed, use);
  const id = options.getString('document')?.trim();
  const open = await use.screens.open(use.server, (facts) => !id || facts.id === id);
  return open === undefined ? [] : numberChoices(open, typed, use);
}

/** By number, paragraph and standing; never a word of what is claimed. */
function numberChoices(open: OpenDocument, typed: string, use: Use) {
  const words = typed.toLowerCase().trim();
  return rowsOf(open, {}, isDesk(use))
    .filter((row) => rowName(row).toLowerCase().includes(words))
    .slice(0, limits.choices)
    .map((row) => ({ name: rowName(row), value: row.id }));
}

async function addScreen(receipts: string, use: Use): Promise<Reply> {
  checkRole(use.visitor, 'moderator');
  const codes = receipts.split(/\s+/u).slice(0, spansPerClaim);
  const found = await Promise.all(codes.map((code) => use.screens.atReceipt(use.server, code)));
  const spans = found.flatMap((one) => (one === undefined ? [] : [one.span]));
  const [first, ...others] = found;
  const [main, ...rest] = spans;
  const isOfOne = others.every((other) => other?.open.in.document === first?.open.in.document);
  if (first === undefined || main === undefined || spans.length < found.length || !isOfOne)
    throw new InputError(unknownReceipt);
  return fileScreen(first.open, [main, ...rest]);
}
