import { InputError } from '../../domain/errors.ts';
import { everyone } from '../../domain/everyone.ts';
import { checkRole } from '../may.ts';
import { flagLabel } from '../render-answer.ts';
import { questionKeptDays } from '../show-answer.ts';
import type { SlashCommand, Use } from './command.ts';
import { sentences } from './sentences.ts';

/** Whether questions are kept in a server, so that answers can be flagged, and what that means. */
export const feedback: SlashCommand = {
  data: {
    type: 1,
    name: 'feedback',
    name_localizations: { de: 'rückmeldung', fr: 'retour' },
    description: 'Let people say that an answer is not right; for that, questions are kept',
    description_localizations: {
      de: 'Antworten als falsch melden lassen; dafür werden Fragen aufbewahrt',
      fr: 'Laisser signaler les réponses fausses ; pour cela, les questions sont conservées',
    },
    options: [
      {
        type: 3,
        name: 'keep',
        name_localizations: { de: 'aufbewahren', fr: 'conserver' },
        description: 'on keeps questions from now on, off deletes them; left out: how it is now',
        description_localizations: {
          de: 'on bewahrt Fragen ab jetzt auf, off löscht sie; sonst: wie es jetzt ist',
          fr: 'on conserve les questions dès maintenant, off les supprime ; sinon : l’état actuel',
        },
        required: false,
        choices: [
          { name: 'on', name_localizations: { de: 'an', fr: 'oui' }, value: 'on' },
          { name: 'off', name_localizations: { de: 'aus', fr: 'non' }, value: 'off' },
        ],
      },
    ],
    contexts: [0],
    integration_types: [0],
    default_member_permissions: '32', // Manage Server
  },
  audience: () => 'ephemeral',
  async handle(options, use) {
    const { servers, server } = use;
    if (server === everyone) throw new InputError('Questions can be kept in a server only. Use `/feedback` there.');
    checkRole(use.visitor, 'owner');
    const keep = options.getString('keep');
    if (keep !== null && keep !== 'on' && keep !== 'off') throw new InputError('Choose `on` or `off`.');
    if (keep !== null) await setKeeps(keep === 'on', use);
    const keeps = await servers.keepsQuestions(server);
    return keeps ? sentences('Feedback is on in this server.', ...terms) : sentences(...offSentences(keep));
  },
};

async function setKeeps(keeps: boolean, { servers, desks, server, visitor, now }: Use): Promise<void> {
  await servers.setKeepsQuestions(server, keeps);
  const act = keeps ? 'questions are kept' : 'questions are not kept';
  await desks.record(server, { at: now().toISOString(), by: visitor.id, act, document: null, subject: '', why: '' });
}

const terms = [
  `Beside every public answer I keep the question’s words and which passages were shown, and for each use of \`${flagLabel}\` the reason and the sentence given, which also wait for the moderators in \`/desk\`. I never keep who asked or who pressed.`,
  `A question is kept until whoever runs me has labelled it, or its answer is removed, and for ${questionKeptDays} days at most. Nobody else can read it.`,
  'A labelled question goes, with neither server nor asker, into a file on the computer that I run on, from which answers are made better.',
  '`/feedback keep:off` deletes the questions, reasons and sentences that are kept here. It does not reach that file.',
] as const;

const offSentences = (keep: string | null): string[] => [
  'Feedback is off in this server: no question is kept.',
  keep === 'off'
    ? 'The questions, reasons and sentences that were kept here are deleted. Questions that were labelled before stay in the file of whoever runs me, with neither server nor asker.'
    : 'With `/feedback keep:on`, this would hold:',
  ...(keep === 'off' ? [] : terms),
  `What people say with \`${flagLabel}\` waits for the moderators in \`/desk\` all the same, without the question.`,
];
