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

/** What Discord's client lets somebody pick from the server itself. */
export type PickKind = 'user' | 'role' | 'mentionable' | 'channel';

export type OptionView = {
  readonly name: string;
  readonly description: string;
  readonly kind: 'text' | 'whole' | 'number' | 'switch' | 'attachment' | PickKind;
  readonly required: boolean;
  readonly autocompletes: boolean;
  readonly choices: readonly ChoiceView[];
  /** Of a text, in UTF-16 units. */
  readonly minLength: number;
  readonly maxLength: number;
  /** Of a number. */
  readonly min: number | undefined;
  readonly max: number | undefined;
  /** Of a channel: Discord's types; none where any will do. */
  readonly channelTypes: readonly number[];
};

/** A slash command with its subcommand, as it is typed: `ledger import`. */
export type CommandView = {
  /** Of the command that it belongs to, for mentions of commands. */
  readonly id: string;
  readonly path: string;
  readonly description: string;
  readonly options: readonly OptionView[];
};

export type ChannelView = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'text' | 'dm' | 'thread';
  /** Discord's number for its kind, which selects of channels go by. */
  readonly type: number;
  readonly commands: readonly CommandView[];
  /** The names of the commands in the menu of a message, and in that of a person. */
  readonly messageCommands: readonly string[];
  readonly userCommands: readonly string[];
};

/** Somebody or something that can be picked or mentioned. */
export type Named = { readonly id: string; readonly name: string };

/** A server with the channels that one person sees; the last place of all is the person's own DMs. */
export type PlaceView = {
  readonly name: string;
  /** A thread stands after its channel. */
  readonly channels: readonly ChannelView[];
  readonly members: readonly Named[];
  readonly roles: readonly Named[];
};

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

/** What there is to select, and how much of it. */
export type SelectFrom = {
  readonly placeholder: string;
  /** `options` has its own; the rest comes from the server that it stands in. */
  readonly from: 'options' | PickKind;
  readonly options: readonly SelectOptionView[];
  /** What is picked of the server at first, by ids. */
  readonly defaults: readonly string[];
  readonly channelTypes: readonly number[];
  readonly min: number;
  readonly max: number;
};

export type SelectView = SelectFrom & {
  readonly kind: 'select';
  readonly customId: string;
  readonly disabled: boolean;
};

/** A picture. Only one that came with the message has an address; of others the description is drawn. */
export type PictureView = {
  readonly kind: 'picture';
  readonly description: string;
  readonly address: string | undefined;
  readonly isSpoiler: boolean;
};

export type FileView = {
  readonly kind: 'file';
  readonly name: string;
  readonly bytes: number;
  readonly address: string;
  readonly isSpoiler: boolean;
};

/** A component of a message. `unknown` is one that cannot be drawn, such as a file that is gone, drawn as its name. */
export type ComponentView =
  | {
      readonly kind: 'container';
      readonly accent: number | undefined;
      readonly isSpoiler: boolean;
      readonly components: readonly ComponentView[];
    }
  | { readonly kind: 'row'; readonly components: readonly ComponentView[] }
  | { readonly kind: 'section'; readonly components: readonly ComponentView[]; readonly accessory: ComponentView }
  | { readonly kind: 'text'; readonly content: string }
  | { readonly kind: 'separator'; readonly divider: boolean; readonly large: boolean }
  | { readonly kind: 'unknown'; readonly name: string }
  | { readonly kind: 'gallery'; readonly items: readonly PictureView[] }
  | PictureView
  | FileView
  | ButtonView
  | LinkButtonView
  | SelectView;

/** An embed, as other bots' messages have them. Texts are empty where there are none. */
export type EmbedView = {
  readonly color: number | undefined;
  readonly author: string;
  readonly title: string;
  readonly url: string;
  readonly description: string;
  readonly fields: readonly { readonly name: string; readonly value: string; readonly inline: boolean }[];
  readonly footer: string;
  /** ISO 8601. */
  readonly timestamp: string;
  readonly pictures: readonly PictureView[];
};

export type MessageView = {
  readonly id: string;
  readonly channel: string;
  readonly author: { readonly id: string; readonly name: string; readonly isBot: boolean };
  /** Milliseconds of Unix time. */
  readonly createdAt: number;
  readonly isEdited: boolean;
  /** What a person or an ordinary message says, in Discord's Markdown. */
  readonly text: string;
  readonly embeds: readonly EmbedView[];
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
  | (FieldBase & SelectFrom & { readonly kind: 'select' })
  | (FieldBase & { readonly kind: 'radio'; readonly options: readonly SelectOptionView[] })
  | (FieldBase & {
      readonly kind: 'checks';
      readonly options: readonly SelectOptionView[];
      readonly min: number;
      readonly max: number;
    })
  | (FieldBase & { readonly kind: 'files'; readonly min: number; readonly max: number })
  | (FieldBase & { readonly kind: 'check'; readonly isTicked: boolean });

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
  /** Somebody writes something; it counts for ten seconds, or until that one's next message. */
  readonly typing: { readonly channel: string; readonly author: Named };
  readonly view: PageView;
  readonly messages: {
    readonly all: boolean;
    readonly changed: readonly MessageView[];
    readonly gone: readonly string[];
  };
};

/** A file that was sent before the form or the command that it belongs to. */
export type Upload = { readonly upload: string };

/** Values by the names of options. People, roles and channels are named by their ids. */
export type OptionValues = Readonly<Record<string, string | number | boolean | Upload>>;
/** Values by the ids of fields. */
export type FieldValues = Readonly<Record<string, string | boolean | readonly string[] | readonly Upload[]>>;

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
  | { readonly do: 'user-menu'; readonly channel: string; readonly name: string; readonly user: string }
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

/** What came of an upload: how values name it, or a sentence. */
export type UploadReply = Upload | { readonly problem: string };
