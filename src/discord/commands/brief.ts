import { briefCard, briefFile, briefFormats, makeBrief } from '../../answer/brief.ts';
import { numberIn } from '../../answer/claim-rows.ts';
import { claimOf, viewOf } from '../../answer/claim-screens.ts';
import { InputError } from '../../domain/errors.ts';
import { claimChoices, noSuchClaim } from './claim.ts';
import { everywhere, type SlashCommand } from './command.ts';
import { documentOption } from './document-choices.ts';

/** One claim on one page, to be taken along. */
export const brief: SlashCommand = {
  data: {
    type: 1,
    name: 'brief',
    name_localizations: { de: 'dossier', fr: 'fiche' },
    description: 'One claim on one page: quotes, evidence for and against, open questions',
    description_localizations: {
      de: 'Eine Behauptung auf einer Seite: Zitate, Belege dafür und dagegen, offene Fragen',
      fr: 'Une affirmation sur une page : citations, preuves pour et contre, questions ouvertes',
    },
    options: [
      {
        type: 3,
        name: 'claim',
        name_localizations: { de: 'nummer', fr: 'numero' },
        description: 'The claim’s number, for example M-11',
        description_localizations: { de: 'Die Nummer, zum Beispiel M-11', fr: 'Le numéro, par exemple M-11' },
        required: true,
        autocomplete: true,
      },
      documentOption,
      {
        type: 3,
        name: 'format',
        name_localizations: { de: 'format', fr: 'format' },
        description: 'As a file too: Markdown, or HTML that prints well',
        description_localizations: {
          de: 'Auch als Datei: Markdown, oder HTML zum Drucken',
          fr: 'Aussi en fichier : Markdown, ou HTML à imprimer',
        },
        required: false,
        choices: briefFormats.map((value) => ({
          name: { md: 'Markdown', html: 'HTML' }[value],
          name_localizations: {},
          value,
        })),
      },
    ],
    ...everywhere,
  },
  audience: () => 'ephemeral',
  async handle(options, { screens, server }) {
    const open = await screens.openNamed(server, options.getString('document')?.trim() || undefined);
    const number = numberIn(options.getString('claim') ?? '', open.in.document);
    const claim = number === undefined ? undefined : claimOf(open, number);
    const made = claim && makeBrief(viewOf(open, claim, false));
    if (!made) throw new InputError(noSuchClaim);
    const card = briefCard(made);
    const format = briefFormats.find((known) => known === options.getString('format'));
    if (format === undefined) return { kind: 'card', card };
    const bytes = new TextEncoder().encode(briefFile(made, format));
    return { kind: 'file', name: `${open.facts.id}.${number}.brief.${format}`, bytes, card };
  },
  complete: (typed, use, option, options) => claimChoices(typed, use, option, options),
};
