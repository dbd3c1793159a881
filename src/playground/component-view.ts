import type { NestedComponent } from './discord-limits.ts';
import type { ButtonView, ComponentView, FileView, PictureView, SelectFrom, SelectOptionView } from './page/view.ts';
import { buttonStyles, componentTypes } from './protocol.ts';
import type { Attachment } from './world.ts';

/** What a file of a message is drawn from. @param addressOf where the page gets the file */
export type Files = { readonly attachments: readonly Attachment[]; readonly addressOf: (file: Attachment) => string };

/** A component as the page draws it, with all it holds. */
export function componentView(component: NestedComponent, files: Files): ComponentView {
  const inner = (child: NestedComponent): ComponentView => componentView(child, files);
  switch (component.type) {
    case componentTypes.container:
      return {
        kind: 'container',
        accent: component.accent_color ?? undefined,
        isSpoiler: component.spoiler ?? false,
        components: component.components.map(inner),
      };
    case componentTypes.actionRow:
      return { kind: 'row', components: component.components.map(inner) };
    case componentTypes.section:
      return { kind: 'section', components: component.components.map(inner), accessory: inner(component.accessory) };
    case componentTypes.textDisplay:
      return { kind: 'text', content: component.content };
    case componentTypes.separator:
      return { kind: 'separator', divider: component.divider ?? true, large: component.spacing === 2 };
    case componentTypes.thumbnail:
      return pictureView(component, files);
    case componentTypes.mediaGallery:
      return { kind: 'gallery', items: component.items.map((item) => pictureView(item, files)) };
    case componentTypes.file: {
      const file = fileBehind(component.file.url, files);
      if (file === undefined) return { kind: 'unknown', name: 'File' };
      return { ...fileView(file, files), isSpoiler: component.spoiler ?? false };
    }
    case componentTypes.button:
      return buttonView(component);
    case componentTypes.stringSelect:
    case componentTypes.userSelect:
    case componentTypes.roleSelect:
    case componentTypes.mentionableSelect:
    case componentTypes.channelSelect: {
      const { custom_id: customId, disabled } = component;
      return { kind: 'select', customId, disabled: disabled ?? false, ...selectFrom(component) };
    }
  }
}

type Select = Extract<NestedComponent, { custom_id: string; placeholder?: unknown }>;

const selectKinds: Readonly<Record<number, SelectFrom['from']>> = {
  [componentTypes.userSelect]: 'user',
  [componentTypes.roleSelect]: 'role',
  [componentTypes.mentionableSelect]: 'mentionable',
  [componentTypes.channelSelect]: 'channel',
};

/** What a select of a message or a form offers. */
export const selectFrom = (select: Select): SelectFrom => ({
  placeholder: select.placeholder || 'Make a selection',
  from: selectKinds[select.type] ?? 'options',
  options: 'options' in select ? select.options.map(optionView) : [],
  defaults: 'default_values' in select ? (select.default_values ?? []).map(({ id }) => id) : [],
  channelTypes: 'channel_types' in select ? (select.channel_types ?? []) : [],
  min: select.min_values ?? 1,
  max: select.max_values ?? 1,
});

const fileBehind = (url: string, { attachments }: Files): Attachment | undefined =>
  attachments.find(({ id }) => url.includes(`/${id}/`));

/** Kinds of pictures that a browser draws and that run nothing. */
const pictureTypes = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'];

/** Whether the page may draw a file: by its kind, without parameters. */
export const isPicture = ({ contentType }: Attachment): boolean =>
  pictureTypes.includes(contentType.split(';')[0]?.trim() ?? '');

type Media = {
  readonly media: { readonly url: string };
  readonly description?: string | null | undefined;
  readonly spoiler?: boolean | null | undefined;
};

function pictureView({ media, description, spoiler }: Media, files: Files): PictureView {
  const file = fileBehind(media.url, files);
  return {
    kind: 'picture',
    description: description || file?.description || (file?.name ?? ''),
    address: file !== undefined && isPicture(file) ? files.addressOf(file) : undefined,
    isSpoiler: spoiler ?? false,
  };
}

export const fileView = (file: Attachment, { addressOf }: Files): FileView => ({
  kind: 'file',
  name: file.name,
  bytes: file.bytes.byteLength,
  address: addressOf(file),
  isSpoiler: false,
});

/** A file that stands under a message: a picture where the page may draw it. */
export const looseFileView = (file: Attachment, files: Files): ComponentView =>
  isPicture(file)
    ? {
        kind: 'picture',
        description: file.description ?? file.name,
        address: files.addressOf(file),
        isSpoiler: file.name.startsWith('SPOILER_'),
      }
    : fileView(file, files);

/** An entry of a select or a group of a form, as parsed. */
type ParsedOption = {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null | undefined;
  readonly default?: boolean | null | undefined;
  readonly emoji?: Emoji | null | undefined;
};

export const optionView = (option: ParsedOption): SelectOptionView => ({
  label: withEmoji(option.emoji, option.label),
  value: option.value,
  description: option.description ?? '',
  isDefault: option.default ?? false,
});

type Emoji = { readonly id?: string | null | undefined; readonly name?: string | null | undefined };

/** One of a server's own is a picture at Discord, so its name is drawn. */
const withEmoji = (emoji: Emoji | null | undefined, label: string): string =>
  [emoji?.id ? `:${emoji.name ?? 'emoji'}:` : emoji?.name, label].filter(Boolean).join(' ');

const styles: Readonly<Record<number, ButtonView['style']>> = {
  [buttonStyles.primary]: 'primary',
  [buttonStyles.success]: 'success',
  [buttonStyles.danger]: 'danger',
};

function buttonView(button: Extract<NestedComponent, { type: 2 }>): ComponentView {
  const label = withEmoji(button.emoji, button.label ?? '') || 'Premium';
  if (button.url) return { kind: 'link-button', label, url: button.url };
  const style = styles[button.style] ?? 'secondary';
  // A button of a shop leads out of the channel; here is no shop.
  const disabled = (button.disabled ?? false) || button.style === buttonStyles.premium;
  return { kind: 'button', label, style, customId: button.custom_id ?? '', disabled };
}
