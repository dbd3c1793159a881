export type Child = Node | string | undefined | false;
type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Makes an element. Strings become text, never markup. An attribute that is `true` is set without a value; `false` and
 * `undefined` leave it out.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false) made.setAttribute(name, value === true ? '' : String(value));
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** A button that does something. */
export function button(label: string, onPress: () => void, attributes: Attributes = {}): HTMLButtonElement {
  const made = element('button', { type: 'button', ...attributes }, label);
  made.addEventListener('click', onPress);
  return made;
}

/** Gives a container the coloured edge that its bot wants. @param color `0xRRGGBB`; nothing for none */
export function accent(container: HTMLElement, color: number | undefined): void {
  if (color === undefined) return;
  container.classList.add('accented');
  container.style.setProperty('--accent', `#${color.toString(16).padStart(6, '0')}`);
}

/** An element of `page.html`. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`page.html has no #${id}`);
  return found;
}

let made = 0;
/** An id that no other element has. */
export const nextId = (): string => {
  made += 1;
  return `made-${made}`;
};
