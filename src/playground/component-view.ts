import type { NestedComponent } from './discord-limits.ts';
import type { ButtonView, ComponentView, SelectOptionView } from './page/view.ts';
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
    case componentTypes.file: {
      const file = files.attachments.find(({ id }) => component.file.url.includes(`/${id}/`));
      return file === undefined ? { kind: 'unknown', name: 'File' } : fileView(file, files);
    }
    case componentTypes.button:
      return buttonView(component);
    case componentTypes.stringSelect:
      return {
        kind: 'select',
        customId: component.custom_id,
        placeholder: component.placeholder ?? 'Make a selection',
        options: component.options.map(optionView),
        min: component.min_values ?? 1,
        max: component.max_values ?? 1,
        disabled: component.disabled ?? false,
      };
    default:
      return { kind: 'unknown', name: nameOf(component.type) };
  }
}

export const fileView = (file: Attachment, { addressOf }: Files): ComponentView => ({
  kind: 'file',
  name: file.name,
  bytes: file.bytes.byteLength,
  address: addressOf(file),
});

/** An entry of a select or a group of a form, as parsed. */
type ParsedOption = {
  readonly label: string;
  readonly value: string;
  readonly description?: string | null | undefined;
  readonly default?: boolean | null | undefined;
};

export const optionView = (option: ParsedOption): SelectOptionView => ({
  label: option.label,
  value: option.value,
  description: option.description ?? '',
  isDefault: option.default ?? false,
});

const styles: Readonly<Record<number, ButtonView['style']>> = {
  [buttonStyles.primary]: 'primary',
  [buttonStyles.success]: 'success',
  [buttonStyles.danger]: 'danger',
};

function buttonView(button: Extract<NestedComponent, { type: 2 }>): ComponentView {
  const label = button.label || button.emoji?.name || '…';
  if (button.url) return { kind: 'link-button', label, url: button.url };
  return {
    kind: 'button',
    label: button.emoji?.name && button.label ? `${button.emoji.name} ${button.label}` : label,
    style: styles[button.style] ?? 'secondary',
    customId: button.custom_id ?? '',
    disabled: button.disabled ?? false,
  };
}

const nameOf = (type: number): string =>
  Object.entries(componentTypes).find(([, number]) => number === type)?.[0] ?? 'component';
