import { askToOpen } from './dialogs.ts';
import { drawMarkdown } from './draw-markdown.ts';
import { button, element } from './element.ts';
import type { NameOf } from './markdown.ts';
import type { ButtonView, ComponentView, FileView, SelectView } from './view.ts';

/** What the components of one message may do. Both resolve when the bot has answered, or has failed to. */
export type Uses = {
  readonly press: (customId: string) => Promise<void>;
  readonly choose: (customId: string, values: readonly string[]) => Promise<void>;
  readonly nameOf: NameOf;
};

/** A component with all it holds. */
export function drawComponent(component: ComponentView, uses: Uses): HTMLElement {
  const inner = (children: readonly ComponentView[]): HTMLElement[] => children.map((one) => drawComponent(one, uses));
  switch (component.kind) {
    case 'container': {
      const drawn = element('div', { class: 'container' }, ...inner(component.components));
      if (component.accent !== undefined)
        drawn.style.setProperty('--accent', `#${component.accent.toString(16).padStart(6, '0')}`);
      return drawn;
    }
    case 'row':
      return element('div', { class: 'row' }, ...inner(component.components));
    case 'section': {
      const words = element('div', {}, ...inner(component.components));
      return element('div', { class: 'section' }, words, drawComponent(component.accessory, uses));
    }
    case 'text':
      return drawMarkdown(component.content, uses.nameOf);
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
    case 'file':
      return drawFile(component);
    case 'unknown':
      return element('p', { class: 'small' }, `[${component.name}]`);
  }
}

function drawButton({ label, style, customId, disabled }: ButtonView, uses: Uses): HTMLButtonElement {
  const press = async (): Promise<void> => {
    if (drawn.getAttribute('aria-busy') === 'true') return;
    drawn.setAttribute('aria-busy', 'true');
    await uses.press(customId);
    drawn.removeAttribute('aria-busy');
  };
  const drawn = button(label, () => void press(), { class: style, disabled, 'data-custom-id': customId });
  return drawn;
}

/** One choice is sent when it is made; several with a button beside them. */
function drawSelect(select: SelectView, uses: Uses): HTMLElement {
  const { customId, placeholder, min, max, options, disabled } = select;
  const isMultiple = max > 1;
  const menu = element('select', {
    'aria-label': placeholder,
    'data-custom-id': customId,
    multiple: isMultiple,
    disabled,
  });
  if (!isMultiple) menu.append(element('option', { value: '', disabled: min > 0 }, placeholder));
  for (const { label, value, description, isDefault } of options)
    menu.append(element('option', { value, selected: isDefault }, description ? `${label}: ${description}` : label));
  const values = (): string[] => [...menu.selectedOptions].map(({ value }) => value).filter((value) => value !== '');
  if (!isMultiple) {
    if (!options.some(({ isDefault }) => isDefault)) menu.selectedIndex = 0;
    menu.addEventListener('change', () => void uses.choose(customId, values()));
    return menu;
  }
  const send = button('Choose', () => void uses.choose(customId, values()), { class: 'secondary', disabled });
  return element('div', { class: 'row' }, menu, send);
}

const drawFile = ({ name, bytes, address }: FileView): HTMLElement =>
  element(
    'p',
    { class: 'file' },
    element('a', { href: address, download: name }, name),
    ` ${Math.max(1, Math.round(bytes / 1024))} KB`,
  );
