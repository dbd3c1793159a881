import { onlyFilters, standings } from '../../answer/claim-rows.ts';
import { standingWords } from '../../answer/message.ts';
import { filterCode, listScreen } from '../desk/claim-list.ts';
import { limits } from '../limits.ts';
import { everywhere, type SlashCommand } from './command.ts';
import { documentChoices, documentOption } from './document-choices.ts';

const onlyNames = {
  unchecked: { name: 'unchecked', de: 'ungeprüft', fr: 'non vérifiées' },
  waiting: {
    name: 'waiting for a second person',
    de: 'wartet auf eine zweite Person',
    fr: 'attend une seconde personne',
  },
  reopened: { name: 'reopened', de: 'wieder offen', fr: 'rouvertes' },
  unconfirmed: { name: 'not confirmed here yet', de: 'hier noch nicht bestätigt', fr: 'pas encore confirmées ici' },
  orphaned: { name: 'words not found any more', de: 'Wortlaut nicht mehr gefunden', fr: 'mots introuvables' },
  hidden: { name: 'hidden', de: 'verborgen', fr: 'masquées' },
  appealed: { name: 'appealed', de: 'beanstandet', fr: 'contestées' },
} as const;

/** A document's claims, those nobody has checked first. */
export const claims: SlashCommand = {
  data: {
    type: 1,
    name: 'claims',
    name_localizations: { de: 'behauptungen', fr: 'affirmations' },
    description: 'List what a document claims, and how each claim stands',
    description_localizations: {
      de: 'Auflisten, was ein Dokument behauptet und wie jede Behauptung steht',
      fr: 'Lister ce qu’affirme un document, et où en est chaque affirmation',
    },
    options: [
      documentOption,
      {
        type: 3,
        name: 'standing',
        name_localizations: { de: 'stand', fr: 'statut' },
        description: 'Only claims that stand like this',
        description_localizations: {
          de: 'Nur Behauptungen mit diesem Stand',
          fr: 'Seulement celles qui ont ce statut',
        },
        required: false,
        choices: standings.map((value) => ({ name: standingWords[value], name_localizations: {}, value })),
      },
      {
        type: 3,
        name: 'kind',
        name_localizations: { de: 'art', fr: 'genre' },
        description: 'Only claims of this kind',
        description_localizations: { de: 'Nur Behauptungen dieser Art', fr: 'Seulement celles de ce genre' },
        required: false,
        autocomplete: true,
      },
      {
        type: 3,
        name: 'accused',
        name_localizations: { de: 'beschuldigt', fr: 'accusations' },
        description: 'Only accusations, or only others',
        description_localizations: {
          de: 'Nur Beschuldigungen, oder nur andere',
          fr: 'Seulement les accusations, ou les autres',
        },
        required: false,
        choices: [
          { name: 'accusations', name_localizations: { de: 'Beschuldigungen', fr: 'accusations' }, value: 'yes' },
          { name: 'others', name_localizations: { de: 'andere', fr: 'autres' }, value: 'no' },
        ],
      },
      {
        type: 3,
        name: 'only',
        name_localizations: { de: 'nur', fr: 'seulement' },
        description: 'Only those that wait for something',
        description_localizations: { de: 'Nur solche, die auf etwas warten', fr: 'Seulement celles en attente' },
        required: false,
        choices: onlyFilters.map((value) => {
          const { name, de, fr } = onlyNames[value];
          return { name, name_localizations: { de, fr }, value };
        }),
      },
    ],
    ...everywhere,
  },
  audience: () => 'ephemeral',
  async handle(options, use) {
    const open = await use.screens.openNamed(use.server, options.getString('document')?.trim() || undefined);
    const accused = options.getString('accused');
    const code = filterCode({
      standing: standings.find((standing) => standing === options.getString('standing')),
      kind: options.getString('kind')?.trim() || undefined,
      accuses: accused === 'yes' ? true : accused === 'no' ? false : undefined,
      only: onlyFilters.find((only) => only === options.getString('only')),
    });
    return listScreen(open, code, 0, use);
  },
  async complete(typed, use, option, options) {
    if (option === 'document') return documentChoices(typed, use);
    const id = options.getString('document')?.trim();
    const open = await use.screens.open(use.server, (facts) => !id || facts.id === id);
    const kinds = [...new Set(open?.ledger.claims.map(({ kind }) => kind) ?? [])].sort();
    return kinds
      .filter((kind) => kind.toLowerCase().includes(typed.toLowerCase().trim()) && kind.length <= limits.choiceName)
      .slice(0, limits.choices)
      .map((kind) => ({ name: kind, value: kind }));
  },
};
