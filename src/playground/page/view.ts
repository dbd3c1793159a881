/*
 * What the page is told, and what it may ask for: the page's server makes these shapes, the page draws them. They are
 * Discord's ideas without Discord's numbers. Every text in them is untrusted: a document's words or a person's.
 */

export type PersonView = {
  readonly id: string;
  readonly name: string;
  /** What this person is in the servers, for the "who am I" switch. */
  readonly role: string;
};

export type ChoiceView = { readonly name: string; readonly value: string | number };

export type OptionView = {
  readonly name: string;
  readonly description: string;
  readonly kind: 'text' | 'number' | 'switch' | 'other';
  readonly required: boolean;
  readonly autocompletes: boolean;
  readonly choices: readonly ChoiceView[];
  readonly maxLength: number;
};

/** A slash command with its subcommand, as it is typed: `ledger import`. */
export type CommandView = {
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionView[];
};

export type ChannelView = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'dm';
  readonly commands: readonly CommandView[];
  /** The names of the commands in the menu of a message. */
  readonly messageCommands: readonly string[];
};

/** A server with the channels that one person sees; the last place of all is the person's own DMs. */
export type PlaceView = { readonly name: string; readonly channels: readonly ChannelView[] };

export type ButtonView = {
  readonly kind: 'button';
  readonly label: string;
  readonly style: 'primary' | 'secondary' | 'success' | 'danger';
  readonly customId: string;
  readonly disabled: boolean;
};

export type LinkButtonView = { readonly kind: 'link-button'; readonly label: string; readonly url: string };

export type SelectOptionView = {
  readonly label: string;
  readonly value: string;
  readonly description: string;
  readonly isDefault: boolean;
};

export type SelectView = {
  readonly kind: 'select';
  readonly customId: string;
  readonly placeholder: string;
  readonly options: readonly SelectOptionView[];
  readonly min: number;
  readonly max: number;
  readonly disabled: boolean;
};

export type FileView = {
  readonly kind: 'file';
  readonly name: string;
  readonly bytes: number;
  readonly address: string;
};

/** A component of a message. `unknown` is one that Hearsay does not send, drawn as its name. */
export type ComponentView =
  | { readonly kind: 'container'; readonly accent: number | undefined; readonly components: readonly ComponentView[] }
  | { readonly kind: 'row'; readonly components: readonly ComponentView[] }
  | { readonly kind: 'section'; readonly components: readonly ComponentView[]; readonly accessory: ComponentView }
  | { readonly kind: 'text'; readonly content: string }
  | { readonly kind: 'separator'; readonly divider: boolean; readonly large: boolean }
  | { readonly kind: 'unknown'; readonly name: string }
  | FileView
  | ButtonView
  | LinkButtonView
  | SelectView;

export type MessageView = {
  readonly id: string;
  readonly channel: string;
  readonly author: { readonly name: string; readonly isBot: boolean };
  /** Milliseconds of Unix time. */
  readonly createdAt: number;
  readonly isEdited: boolean;
  /** What a person or an ordinary message says, in Discord's Markdown. */
  readonly text: string;
  readonly components: readonly ComponentView[];
  /** The bot has taken the question and is still at it. */
  readonly isThinking: boolean;
  readonly isEphemeral: boolean;
  readonly pingsMe: boolean;
  readonly mayDelete: boolean;
  readonly mayReply: boolean;
  /** `Ada` used `/ask`. */
  readonly usedCommand: { readonly by: string; readonly name: string } | undefined;
  readonly repliesTo: { readonly name: string; readonly words: string } | undefined;
};

type FieldBase = {
  readonly customId: string;
  readonly label: string;
  readonly description: string;
  readonly required: boolean;
};

export type FieldView =
  | (FieldBase & {
      readonly kind: 'text';
      readonly isLong: boolean;
      readonly value: string;
      readonly placeholder: string;
      readonly minLength: number;
      readonly maxLength: number;
    })
  | (FieldBase & { readonly kind: 'radio' | 'select' | 'checks'; readonly options: readonly SelectOptionView[] })
  | (FieldBase & { readonly kind: 'check'; readonly isTicked: boolean })
  | (FieldBase & { readonly kind: 'unknown' });

export type ModalView = {
  /** Names the form when it is sent. */
  readonly id: string;
  readonly title: string;
  readonly parts: readonly (FieldView | { readonly kind: 'words'; readonly content: string })[];
};

/** A slash command to try with one click. */
export type Suggestion = {
  /** What there is to see, in a few words. */
  readonly label: string;
  /** The command with its subcommand: `ask`. */
  readonly path: string;
  readonly options: Readonly<Record<string, string>>;
};

/** Everything at once: after a connection is made, and when channels or commands change. */
export type PageView = {
  readonly me: PersonView;
  readonly people: readonly PersonView[];
  readonly bot: { readonly id: string; readonly name: string };
  readonly places: readonly PlaceView[];
  readonly suggestions: readonly Suggestion[];
};

/** What the server tells by and by. The first `messages` of a connection holds all there are. */
export type PageEvents = {
  readonly view: PageView;
  readonly messages: {
    readonly all: boolean;
    readonly changed: readonly MessageView[];
    readonly gone: readonly string[];
  };
};

export type OptionValues = Readonly<Record<string, string | number | boolean>>;
export type FieldValues = Readonly<Record<string, string | readonly string[] | boolean>>;

/** What somebody did on the page. */
export type PageAction =
  | { readonly do: 'say'; readonly channel: string; readonly text: string; readonly replyTo?: string | undefined }
  | { readonly do: 'slash'; readonly channel: string; readonly path: string; readonly options: OptionValues }
  | {
      readonly do: 'complete';
      readonly channel: string;
      readonly path: string;
      readonly option: string;
      readonly typed: string;
      readonly options: OptionValues;
    }
  | { readonly do: 'menu'; readonly channel: string; readonly name: string; readonly message: string }
  | { readonly do: 'press'; readonly message: string; readonly customId: string }
  | { readonly do: 'choose'; readonly message: string; readonly customId: string; readonly values: readonly string[] }
  | { readonly do: 'submit'; readonly modal: string; readonly values: FieldValues }
  | { readonly do: 'delete'; readonly message: string };

/** What came of it. A problem is a sentence for the person. */
export type PageReply = {
  readonly problem?: string | undefined;
  readonly modal?: ModalView | undefined;
  readonly choices?: readonly ChoiceView[] | undefined;
};
