import type { Answer } from '../../answer/answer.ts';
import type { Assistant } from '../../answer/assistant.ts';
import type { Card } from '../../answer/cards.ts';
import type { ClaimScreens } from '../../answer/claim-screens.ts';
import type { Role } from '../../domain/claim.ts';
import type { ShownAnswer } from '../../domain/shown-answer.ts';
import type { Desk } from '../../ledger/desk.ts';
import type { LedgerStore } from '../../ledger/ledger-store.ts';
import type { Ledgers } from '../../ledger/ledgers.ts';
import type { ServerSettings } from '../../servers/server-settings.ts';
import type { ServerStore } from '../../servers/server-store.ts';
import type { Control, Form } from '../components.ts';
import type { Cooldowns } from '../cooldowns.ts';
import type { Verb } from '../custom-id.ts';
import type { Audience, Paged } from '../render-answer.ts';
import type { Visitor } from '../visitor.ts';

/** What a handler may use. No handler touches Discord. */
export type Use = {
  readonly assistant: Assistant;
  readonly servers: ServerStore;
  /** Of the ledgers: drafts, what is taken, the audit log. */
  readonly desks: LedgerStore;
  readonly desk: Desk;
  readonly ledgers: Ledgers;
  readonly screens: ClaimScreens;
  /** How long people still wait before they may ask, appeal or report again. */
  readonly cooldowns: Cooldowns;
  readonly now: () => Date;
  /** Random, 8 base64url characters. */
  readonly newId: () => string;
  /** Whose documents are asked: the server's id, or `everyone` outside of servers. */
  readonly server: string;
  readonly settings: ServerSettings;
  readonly visitor: Visitor;
  /** BCP 47, of the visitor's Discord. */
  readonly locale: string | null;
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
      /** Whether a button offers to put each answer into the channel, for all. */
      readonly canShow?: boolean;
    }
  | { readonly kind: 'card'; readonly card: Card; readonly paged?: Paged; readonly controls?: readonly Control[] }
  | { readonly kind: 'form'; readonly form: Form }
  | { readonly kind: 'file'; readonly name: string; readonly bytes: Uint8Array; readonly card: Card };

export type Choice = { readonly name: string; readonly value: string };

/** What somebody filled in, or has so far. Every value is untrusted. */
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
  /** Who may use it, whatever Discord shows; everybody where left out. */
  readonly role?: Role;
  /** Whether it asks a document: then a server's channels and waits hold for it. */
  readonly asks?: true;
  /** Decided before anything is looked up, because Discord wants to know at once. */
  readonly audience: (options: Options, settings: ServerSettings) => Audience;
  handle(options: Options, use: Use): Promise<Reply>;
  /** What to offer while somebody types into the option of that name, best first. */
  complete?(typed: string, use: Use, option: string, options: Options): Promise<Choice[]>;
};

/** The message whose menu it was. */
export type TargetMessage = { readonly id: string; readonly content: string };

/** In a message's menu. Its reply is for the asker alone. */
export type MessageCommand = {
  readonly data: Registered & { readonly type: 3 };
  readonly asks?: true;
  handle(message: TargetMessage, use: Use): Promise<Reply>;
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
 * `own`: a message for the presser alone, or the same one where a page is turned. `same`: seen by who sees the message. `public`: seen by
 * everybody in the channel.
 */
export type Action = {
  readonly verb: Exclude<Verb, 'remove'>;
  readonly audience: 'own' | 'same' | 'form' | 'public';
  readonly role?: Role;
  readonly asks?: true;
  handle(press: Press, use: Use): Promise<Reply>;
};

/** Something pressed, picked or sent on a card of the desk. All of it is untrusted. */
export type DeskPress = {
  /** The document's `documentMark`; null where none is named. */
  readonly document: string | null;
  readonly args: readonly string[];
  /** What was picked in a menu of the card. */
  readonly picked: readonly string[];
  /** What was entered into a field of a form; empty where nothing was. */
  readonly entered: (field: string) => string;
  /** What was picked in a menu of a form. */
  readonly pickedIn: (field: string) => readonly string[];
};

/**
 * What something on a card of the desk does. `same`: the card changes; `new`: another one is shown; `form`: a form is
 * opened. Whatever it is, one person alone sees it.
 */
export type DeskAction = {
  readonly verb: string;
  readonly role: Role;
  readonly answers: 'same' | 'new' | 'form';
  handle(press: DeskPress, use: Use): Promise<Reply>;
};
