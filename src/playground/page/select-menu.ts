import { element, nextId } from './element.ts';
import { besides } from './menu.ts';
import type { SelectFrom, SelectOptionView } from './view.ts';

export type SelectSettings = SelectFrom & {
  /** What a screen reader calls it, or the element that says so. */
  readonly label: string | HTMLElement;
  readonly customId?: string;
  readonly disabled?: boolean;
  readonly required?: boolean;
  /** What there is to pick at the moment. */
  readonly offered: () => readonly SelectOptionView[];
  /** Something else was picked, and it is as much as is asked for. */
  readonly settled?: (values: readonly string[]) => void;
};

/**
 * A select menu as Discord draws it: a box that opens a list, for one choice or several. Focus stays in the box: arrows
 * and letters move, Enter and Space pick, Escape closes. Several are settled when the list closes.
 */
export class SelectMenu {
  readonly node: HTMLElement;
  readonly box: HTMLButtonElement;
  readonly #settings: SelectSettings;
  readonly #list: HTMLElement;
  readonly #note = element('span', { class: 'field-problem', role: 'status' });
  #options: readonly SelectOptionView[] = [];
  #picked: readonly SelectOptionView[];
  #settled: readonly SelectOptionView[];
  #active = 0;
  #typed = '';

  constructor(settings: SelectSettings) {
    const { label, disabled, customId, max } = settings;
    const id = nextId();
    const name = named(label);
    this.#settings = settings;
    this.#picked = settings.offered().filter(({ isDefault, value }) => isDefault || settings.defaults.includes(value));
    this.#settled = this.#picked;
    this.box = element('button', {
      type: 'button',
      role: 'combobox',
      class: 'select-box',
      'aria-haspopup': 'listbox',
      'aria-expanded': 'false',
      'aria-controls': id,
      'data-custom-id': customId,
      disabled,
      ...name,
    });
    if (settings.required) this.box.setAttribute('aria-required', 'true');
    this.#list = element('div', {
      id,
      role: 'listbox',
      class: 'select-list',
      popover: 'manual',
      'aria-multiselectable': max > 1 ? 'true' : undefined,
      ...name,
    });
    this.node = element('div', { class: 'select' }, this.box, this.#list, this.#note);
    this.box.addEventListener('click', () => (this.#isOpen ? this.#close() : this.#open()));
    this.box.addEventListener('keydown', (event) => this.#key(event));
    this.box.addEventListener('blur', () => this.#close());
    this.#drawBox();
  }

  get values(): string[] {
    return this.#picked.map(({ value }) => value);
  }

  get #isOpen(): boolean {
    return this.#list.matches(':popover-open');
  }

  readonly #place = (): void => {
    const { width } = this.box.getBoundingClientRect();
    this.#list.style.minWidth = `${width}px`;
    besides(this.#list, this.box, 'start');
  };

  #open(): void {
    this.#note.textContent = '';
    this.#options = this.#settings.offered();
    this.#active = Math.max(
      0,
      this.#options.findIndex(({ value }) => this.#has(value)),
    );
    this.#list.showPopover();
    this.#draw();
    this.#place();
    this.box.setAttribute('aria-expanded', 'true');
    document.addEventListener('scroll', this.#place, { capture: true });
  }

  #close(): void {
    if (!this.#isOpen) return;
    document.removeEventListener('scroll', this.#place, { capture: true });
    this.#list.hidePopover();
    this.box.setAttribute('aria-expanded', 'false');
    this.box.removeAttribute('aria-activedescendant');
    this.#settle();
  }

  #settle(): void {
    const { min, settled } = this.#settings;
    if (sameValues(this.#picked, this.#settled)) return;
    if (settled !== undefined && this.#picked.length < min) {
      this.#note.textContent = `Choose at least ${min}.`;
      return;
    }
    this.#settled = this.#picked;
    settled?.(this.values);
  }

  #key(event: KeyboardEvent): void {
    const { key } = event;
    if (key === 'Tab') this.#close();
    else if (this.#isOpen ? this.#takes(event) : this.#opensWith(key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  /** Enter and Space open it by pressing the box. */
  #opensWith(key: string): boolean {
    const opens = key === 'ArrowDown' || key === 'ArrowUp';
    if (opens) this.#open();
    return opens;
  }

  /** @returns whether the key was for the open list */
  #takes({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    const last = this.#options.length - 1;
    const to = { ArrowDown: this.#active + 1, ArrowUp: this.#active - 1, Home: 0, End: last }[key];
    if (to !== undefined) this.#move(Math.min(last, Math.max(0, to)));
    else if (key === 'Escape') this.#close();
    else if (key === 'Enter' || (key === ' ' && this.#typed === '')) this.#pick(this.#active);
    else if (key.length === 1 && !ctrlKey && !metaKey && !altKey) this.#findTyped(key);
    else return false;
    return true;
  }

  /** Letters typed one after another find the next entry that begins so. */
  #findTyped(key: string): void {
    this.#typed += key.toLowerCase();
    setTimeout(() => {
      this.#typed = '';
    }, 700);
    const found = this.#options.findIndex(({ label }) =>
      label
        .toLowerCase()
        .replace(/^[@#] ?/, '')
        .startsWith(this.#typed),
    );
    if (found >= 0) this.#move(found);
  }

  #move(to: number): void {
    this.#active = to;
    this.#mark();
  }

  #has(value: string): boolean {
    return this.#picked.some((one) => one.value === value);
  }

  #pick(at: number): void {
    const option = this.#options[at];
    if (option === undefined) return;
    const { max, min } = this.#settings;
    const without = this.#picked.filter(({ value }) => value !== option.value);
    const had = without.length < this.#picked.length;
    if (max === 1) this.#picked = had && min === 0 ? [] : [option];
    else if (had) this.#picked = without;
    else if (this.#picked.length < max) this.#picked = [...this.#picked, option];
    this.#active = at;
    this.#drawBox();
    this.#draw();
    if (max === 1) this.#close();
  }

  #draw(): void {
    const { max, min } = this.#settings;
    const isFull = max > 1 && this.#picked.length >= max;
    const options = this.#options.map((option, at) => {
      const isPicked = this.#has(option.value);
      const drawn = element(
        'div',
        {
          role: 'option',
          id: nextId(),
          dir: 'auto',
          'aria-selected': String(isPicked),
          'aria-disabled': isFull && !isPicked ? 'true' : undefined,
        },
        element('span', { class: 'tick', 'aria-hidden': 'true' }, isPicked ? '✓' : ''),
        element(
          'span',
          {},
          element('strong', {}, option.label),
          option.description !== '' && element('span', { class: 'small' }, option.description),
        ),
      );
      // Before the box loses focus, which closes the list.
      drawn.addEventListener('pointerdown', (event) => {
        event.preventDefault();
        this.#pick(at);
      });
      return drawn;
    });
    const range = min === max ? `${max}` : `${min} to ${max}`;
    const empty = element('div', { role: 'option', 'aria-disabled': 'true' }, 'There is nothing to choose here.');
    this.#list.replaceChildren(...(options.length > 0 ? options : [empty]));
    this.#list.dataset.range = max > 1 ? `Choose ${range}` : '';
    this.#mark();
  }

  #mark(): void {
    const drawn = [...this.#list.children];
    drawn.forEach((one, at) => {
      one.classList.toggle('active', at === this.#active);
    });
    const active = drawn[this.#active];
    if (active === undefined || active.id === '') return;
    this.box.setAttribute('aria-activedescendant', active.id);
    active.scrollIntoView({ block: 'nearest' });
  }

  #drawBox(): void {
    const words =
      this.#picked.length === 0
        ? [element('span', { class: 'placeholder' }, this.#settings.placeholder)]
        : this.#picked.map(({ label }) =>
            element('span', { class: this.#settings.max > 1 ? 'chip' : 'picked', dir: 'auto' }, label),
          );
    this.box.replaceChildren(
      element('span', { class: 'picks' }, ...words),
      element('span', { 'aria-hidden': 'true' }, '▾'),
    );
  }
}

const sameValues = (a: readonly SelectOptionView[], b: readonly SelectOptionView[]): boolean =>
  a.length === b.length && a.every(({ value }) => b.some((one) => one.value === value));

/** The name of the box and of its list, from words or from the element that has them. */
function named(label: string | HTMLElement): Record<string, string> {
  if (typeof label === 'string') return { 'aria-label': label };
  if (label.id === '') label.id = nextId();
  return { 'aria-labelledby': label.id };
}
