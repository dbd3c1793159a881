import type { Answer } from '../../answer/answer.ts';
import type { Assistant } from '../../answer/assistant.ts';
import type { Card } from '../../answer/cards.ts';
import type { ShownAnswer } from '../../domain/shown-answer.ts';
import type { ServerStore } from '../../servers/server-store.ts';
import type { Form } from '../components.ts';
import type { Verb } from '../custom-id.ts';
import type { Audience, Paged } from '../render-answer.ts';

/** What a handler may use. No handler touches Discord. */
export type Use = {
  readonly assistant: Assistant;
  readonly servers: Pick<ServerStore, 'keepsQuestions' | 'setKeepsQuestions' | 'question' | 'flag'>;
  readonly now: () => Date;
  /** Whose documents are asked: the server's id, or `everyone` outside of servers. */
  readonly server: string;
};

/** What a handler wants to be said. The dispatcher draws it. */
export type Reply =
  | {
      readonly kind: 'answers';
      readonly answers: readonly Answer[];
      /** What stands before each answer's question where nobody else would see it; none where it is left out. */
      readonly questionLabel?: (at: number) => string;
      /** A sentence of the bot's own beneath the last answer's question. */
      readonly note?: string;
    }
  | { readonly kind: 'card'; readonly card: Card; readonly paged?: Paged }
  | { readonly kind: 'form'; readonly form: Form };

export type Choice = { readonly name: string; readonly value: string };

/** What somebody filled in. Every value is untrusted. */
export type Options = { getString(name: string): string | null };

type Localized = Readonly<Partial<Record<'de' | 'fr', string>>>;

type StringOption = {
  readonly type: 3;
  readonly name: string;
  readonly name_localizations: Localized;
  readonly description: string;
  readonly description_localizations: Localized;
  readonly required: boolean;
  readonly autocomplete?: boolean;
  readonly choices?: readonly (Choice & { readonly name_localizations: Localized })[];
};

type Registered = {
  readonly name: string;
  readonly name_localizations: Localized;
  /** In servers, in DMs with the bot, in DMs of others. */
  readonly contexts: readonly (0 | 1 | 2)[];
  /** To a server, to a person. */
  readonly integration_types: readonly (0 | 1)[];
  /** null: everybody; a server's owner can narrow it. */
  readonly default_member_permissions: string | null;
};

/** Where every command of Hearsay can be used. */
export const everywhere = {
  contexts: [0, 1, 2],
  integration_types: [0, 1],
  default_member_permissions: null,
} as const;

export type SlashCommand = {
  readonly data: Registered & {
    readonly type: 1;
    readonly description: string;
    readonly description_localizations: Localized;
    readonly options: readonly StringOption[];
  };
  /** Decided before anything is looked up, because Discord wants to know at once. */
  readonly audience: (options: Options) => Audience;
  handle(options: Options, use: Use): Promise<Reply>;
  /** What to offer while somebody types, best first. */
  complete?(typed: string, use: Use): Promise<Choice[]>;
};

/** In a message's menu. Its reply is for the asker alone. */
export type MessageCommand = {
  readonly data: Registered & { readonly type: 3 };
  handle(message: string, use: Use): Promise<Reply>;
};

export type Command = SlashCommand | MessageCommand;
export const isSlashCommand = (command: Command): command is SlashCommand => command.data.type === 1;

/** A button that was pressed, or a form that was sent. */
export type Press = {
  readonly shown: ShownAnswer;
  /** The page to turn to; 0 where none is named. */
  readonly page: number;
  /** What was entered into a field of a form, untrusted; empty for buttons and where nothing was. */
  readonly entered: (field: string) => string;
};

/**
 * What a button or a form does.
 * `own`: a message for the presser alone, or the same one where a page is turned. `same`: seen by who sees the message.
 */
export type Action = {
  readonly verb: Exclude<Verb, 'remove'>;
  readonly audience: 'own' | 'same' | 'form';
  handle(press: Press, use: Use): Promise<Reply>;
};
