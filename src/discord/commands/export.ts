import { genreNoun } from '../../answer/genre.ts';
import { heading, text } from '../../answer/lines.ts';
import { exportFormats, exportFormatWords } from '../../ledger/export-formats.ts';
import { exportLedger } from '../../ledger/export-ledger.ts';
import type { SlashCommand } from './command.ts';
import { documentChoices, documentOption } from './document-choices.ts';
import { forModerators } from './in-servers.ts';

/** A document's ledger as a file. */
export const exportCommand: SlashCommand = {
  data: {
    type: 1,
    name: 'export',
    name_localizations: { de: 'exportieren', fr: 'exporter' },
    description: 'Get a document’s claims, evidence and verdicts as a file',
    description_localizations: {
      de: 'Behauptungen, Belege und Urteile zu einem Dokument als Datei erhalten',
      fr: 'Obtenir les affirmations, preuves et verdicts d’un document en fichier',
    },
    options: [
      {
        type: 3,
        name: 'format',
        name_localizations: { de: 'format', fr: 'format' },
        description: 'For whom it is',
        description_localizations: { de: 'Für wen sie ist', fr: 'Pour qui' },
        required: true,
        choices: exportFormats.map((value) => ({ name: exportFormatWords[value], name_localizations: {}, value })),
      },
      documentOption,
      {
        type: 3,
        name: 'hidden',
        name_localizations: { de: 'verborgen', fr: 'masquees' },
        description: 'With the claims that are hidden; without this they stay out',
        description_localizations: {
          de: 'Mit den verborgenen; sonst bleiben sie draußen',
          fr: 'Avec celles qui sont masquées',
        },
        required: false,
        choices: [
          {
            name: 'with hidden claims',
            name_localizations: { de: 'mit verborgenen', fr: 'avec les masquées' },
            value: 'yes',
          },
        ],
      },
    ],
    ...forModerators,
  },
  role: 'moderator',
  audience: () => 'ephemeral',
  async handle(options, { screens, ledgers, server }) {
    const open = await screens.openNamed(server, options.getString('document')?.trim() || undefined);
    const format = exportFormats.find((known) => known === options.getString('format')) ?? 'json';
    const entries = await ledgers.entries({ owner: open.facts.owner, documentId: open.facts.id }, server);
    const { name, bytes, leftOut } = exportLedger(format, {
      ...entries,
      document: open.in.document,
      spansOf: (number) => open.ledger.claims.find((claim) => claim.number === number)?.spans ?? [],
      noun: genreNoun(open.facts.genre),
      withHidden: options.getString('hidden') === 'yes',
    });
    const left = leftOut.length === 0 ? 'Every claim is in it.' : `${leftOut.length} claims are not in it.`;
    const lines = [heading(`${open.facts.id} · ${exportFormatWords[format]}`), text(`${left} Nobody is named in it.`)];
    return { kind: 'file', name, bytes, card: { lines, page: 0, pages: 1 } };
  },
  complete: (typed, use) => documentChoices(typed, use),
};
