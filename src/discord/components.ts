import { SelectMenuDefaultValueType } from 'discord.js';

/** Discord's Components V2, as far as Hearsay sends them, under the API's own names and numbers. */
export type TextDisplay = { readonly type: 10; readonly content: string };
export type Separator = { readonly type: 14; readonly divider: true; readonly spacing: 1 };
export type Button = {
  readonly type: 2;
  /** Primary, secondary (grey), success, danger. */
  readonly style: 1 | 2 | 3 | 4;
  readonly label: string;
  readonly custom_id: string;
};
export type SelectOption = {
  readonly label: string;
  readonly value: string;
  readonly description?: string;
  readonly default?: boolean;
};
type SelectFields = {
  readonly custom_id: string;
  readonly placeholder?: string;
  readonly min_values?: number;
  readonly max_values?: number;
  /** In forms only; yes, where nothing is said. */
  readonly required?: boolean;
};
/** Lists here are not readonly, because discord.js takes no readonly lists. */
export type StringSelect = SelectFields & { readonly type: 3; options: SelectOption[] };
export type RoleSelect = SelectFields & {
  readonly type: 6;
  default_values: { readonly id: string; readonly type: SelectMenuDefaultValueType.Role }[];
};
export type ChannelSelect = SelectFields & {
  readonly type: 8;
  /** Text and announcement channels. */
  channel_types: (0 | 5)[];
  default_values: { readonly id: string; readonly type: SelectMenuDefaultValueType.Channel }[];
};
export type Select = StringSelect | RoleSelect | ChannelSelect;
/** What people press or pick in beneath a message. */
export type Control = Button | Select;
export type ActionRow = { readonly type: 1; components: Control[] };
/** An attachment of the message, by `attachment://name`. */
export type AttachedFile = { readonly type: 13; readonly file: { readonly url: string } };
/** Its list is not readonly, because discord.js takes no readonly lists. */
export type Container = { readonly type: 17; components: (TextDisplay | Separator | ActionRow | AttachedFile)[] };

export type TextInput = {
  readonly type: 4;
  readonly custom_id: string;
  /** One line, or a paragraph of several. */
  readonly style: 1 | 2;
  readonly required: boolean;
  readonly max_length: number;
  /** What stands in it already. */
  readonly value?: string;
  readonly placeholder?: string;
};
/** One of a few, each with a button beside it. Its list is not readonly, because discord.js takes no readonly lists. */
export type RadioGroup = {
  readonly type: 21;
  readonly custom_id: string;
  readonly required: true;
  options: SelectOption[];
};
/** A field of a form with what stands above it. */
export type Label = {
  readonly type: 18;
  readonly label: string;
  readonly description?: string;
  readonly component: TextInput | RadioGroup | Select;
};
export type Form = { readonly custom_id: string; readonly title: string; components: Label[] };

export const button = (label: string, customId: string, style: Button['style'] = 2): Button => ({
  type: 2,
  style,
  label,
  custom_id: customId,
});

/** A menu of roles with those picked so far. */
export const roleSelect = (customId: string, picked: readonly string[], most = 1): RoleSelect => ({
  type: 6,
  custom_id: customId,
  min_values: 0,
  max_values: most,
  required: false,
  default_values: picked.map((id) => ({ id, type: SelectMenuDefaultValueType.Role })),
});

/** A menu of text channels with those picked so far. */
export const channelSelect = (customId: string, picked: readonly string[], most = 1): ChannelSelect => ({
  type: 8,
  custom_id: customId,
  min_values: 0,
  max_values: most,
  required: false,
  channel_types: [0, 5],
  default_values: picked.map((id) => ({ id, type: SelectMenuDefaultValueType.Channel })),
});

/** What a container's text displays say, in their order. */
export const textsOf = (container: Container): string[] =>
  container.components.flatMap((component) => (component.type === 10 ? [component.content] : []));

/** The buttons and menus of a message. */
export const controlsOf = (container: Container): Control[] =>
  container.components.flatMap((component) => (component.type === 1 ? component.components : []));
