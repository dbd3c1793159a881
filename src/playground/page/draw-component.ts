import { askToOpen } from './dialogs.ts';
import { drawMarkdown, type MarkdownUses } from './draw-markdown.ts';
import { drawPicture } from './draw-picture.ts';
import { accent, button, element } from './element.ts';
import { SelectMenu } from './select-menu.ts';
import { covered } from './spoiler.ts';
import type { ButtonView, ComponentView, FileView, SelectFrom, SelectOptionView, SelectView } from './view.ts';

/** What the components of one message may do. Both resolve when the bot has answered, or has failed to. */
export type ComponentUses = MarkdownUses & {
  readonly press: (customId: string) => Promise<void>;
  readonly choose: (customId: string, values: readonly string[]) => Promise<void>;
  readonly offeredBy: (select: SelectFrom) => readonly SelectOptionView[];
};

/** A component with all it holds. */
export function drawComponent(component: ComponentView, uses: ComponentUses): HTMLElement {
  const inner = (children: readonly ComponentView[]): HTMLElement[] => children.map((one) => drawComponent(one, uses));
  switch (component.kind) {
    case 'container': {
      const drawn = element('div', { class: 'container' }, ...inner(component.components));
      accent(drawn, component.accent);
      return component.isSpoiler ? covered('div', drawn) : drawn;
    }
    case 'row':
      return element('div', { class: 'row' }, ...inner(component.components));
    case 'section': {
      const words = element('div', {}, ...inner(component.components));
      const accessory = element('div', { class: 'accessory' }, drawComponent(component.accessory, uses));
      return element('div', { class: 'section' }, words, accessory);
    }
    case 'text':
      return drawMarkdown(component.content, uses);
    case 'separator': {
      const size = component.large ? 'large' : 'plain';
      return element(component.divider ? 'hr' : 'div', { class: `separator ${size}` });
    }
    case 'button':
      return drawButton(component, uses);
    case 'link-button':
      return button(`${component.label} ↗`, () => askToOpen(component.url), { class: 'secondary' });
    case 'select':
      return drawSelect(component, uses);
    case 'picture':
      return drawPicture(component);
    case 'gallery': {
      const size = component.items.length === 1 ? 'one' : 'many';
      return element('div', { class: `gallery ${size}` }, ...component.items.map(drawPicture));
    }
    case 'file':
      return component.isSpoiler ? covered('div', drawFile(component)) : drawFile(component);
    case 'unknown':
      return element('p', { class: 'small' }, `[${component.name}]`);
  }
}

function drawButton({ label, style, customId, disabled }: ButtonView, uses: ComponentUses): HTMLButtonElement {
  const press = (): Promise<void> => whileBusy(drawn, () => uses.press(customId));
  const drawn = button(label, () => void press(), { class: style, disabled, 'data-custom-id': customId });
  return drawn;
}

/** Marks a control as busy until the bot has answered; meanwhile it does nothing. */
async function whileBusy(control: HTMLElement, run: () => Promise<void>): Promise<void> {
  if (control.getAttribute('aria-busy') === 'true') return;
  control.setAttribute('aria-busy', 'true');
  await run();
  control.removeAttribute('aria-busy');
}

function drawSelect(select: SelectView, uses: ComponentUses): HTMLElement {
  const menu = new SelectMenu({
    ...select,
    label: select.placeholder,
    offered: () => uses.offeredBy(select),
    settled: (values) => void whileBusy(menu.box, () => uses.choose(select.customId, values)),
  });
  return menu.node;
}

const drawFile = ({ name, bytes, address }: FileView): HTMLElement =>
  element(
    'p',
    { class: 'file' },
    element('a', { href: address, download: name }, name),
    element('span', { class: 'small' }, ` ${sizeOf(bytes)}`),
  );

const sizeOf = (bytes: number): string => {
  if (bytes < 1_024) return `${bytes} bytes`;
  return bytes < 1_048_576 ? `${(bytes / 1_024).toFixed(1)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
};
