import { type SummaryLength, summaryLengths } from '../../answer/answer.ts';
import { cleanQuestion } from '../../answer/clean-question.ts';
import { everywhere, type SlashCommand } from './command.ts';
import { documentChoices, documentOption } from './document-choices.ts';

const lengthNames: Readonly<Record<SummaryLength, { en: string; de: string; fr: string }>> = {
  short: { en: 'short: one message', de: 'kurz: eine Nachricht', fr: 'court : un message' },
  standard: { en: 'standard', de: 'üblich', fr: 'normal' },
  sections: { en: 'by section, at length', de: 'nach Abschnitten, ausführlich', fr: 'par section, en détail' },
};

/** What a document is about, in its own words, and what is known of it. */
export const summary: SlashCommand = {
  data: {
    type: 1,
    name: 'summary',
    name_localizations: { de: 'zusammenfassung', fr: 'resume' },
    description: 'Sum up a document: what it argues, whom it accuses, what of it is verified',
    description_localizations: {
      de: 'Ein Dokument zusammenfassen: was es sagt, wen es beschuldigt, was überprüft ist',
      fr: 'Résumer un document : ce qu’il dit, qui il accuse, ce qui est vérifié',
    },
    options: [
      documentOption,
      {
        type: 3,
        name: 'length',
        name_localizations: { de: 'länge', fr: 'longueur' },
        description: 'How much of it; without it a point or two of each section',
        description_localizations: {
          de: 'Wie viel davon; sonst ein, zwei Punkte je Abschnitt',
          fr: 'Combien ; sinon un ou deux points par section',
        },
        required: false,
        choices: summaryLengths.map((value) => {
          const { en, de, fr } = lengthNames[value];
          return { name: en, name_localizations: { de, fr }, value };
        }),
      },
      {
        type: 3,
        name: 'focus',
        name_localizations: { de: 'thema', fr: 'sujet' },
        description: 'Only what it says of these words',
        description_localizations: {
          de: 'Nur was es zu diesen Wörtern sagt',
          fr: 'Seulement ce qu’il dit de ces mots',
        },
        required: false,
      },
    ],
    ...everywhere,
  },
  // A focus that can't be looked for need not be seen by all.
  audience: (options, { audience }) => {
    const focus = options.getString('focus');
    return focus === null || cleanQuestion(focus).ok ? audience : 'ephemeral';
  },
  asks: true,
  async handle(options, { assistant, server, locale }) {
    const focus = options.getString('focus') ?? undefined;
    const answer = await assistant.summary({
      server,
      document: options.getString('document')?.trim() || undefined,
      length: summaryLengths.find((length) => length === options.getString('length')),
      focus,
      frame: locale ?? undefined,
    });
    const isAbout = focus !== undefined && answer.outcome !== 'refused';
    return { kind: 'answers', answers: [answer], ...(isAbout ? { questionLabel: () => 'Focus' } : {}) };
  },
  complete: async (typed, use, option) => (option === 'document' ? documentChoices(typed, use) : []),
};
