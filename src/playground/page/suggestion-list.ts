import { element, nextId } from './element.ts';

export type Offer = { readonly label: string; readonly detail: string; readonly pick: () => void };

/**
 * What a text field offers while somebody types. Focus stays in the field: arrows move, Enter and Tab pick, Escape hides.
 * Its keys come first, so a form's own Enter is not for it while something is offered.
 */
export class SuggestionList {
  readonly node: HTMLElement;
  readonly #field: HTMLElement;
  readonly #list: HTMLElement;
  readonly #status: HTMLElement;
  #offers: readonly Offer[] = [];
  #active = 0;

  constructor(field: HTMLElement, name: string) {
    this.#field = field;
    const id = nextId();
    // A long list scrolls, and whatever scrolls has to take the focus; Tab picks in the field before it gets here.
    const attributes = { role: 'listbox', id, class: 'offers', 'aria-label': name, tabindex: '0', hidden: true };
    this.#list = element('div', attributes);
    this.#status = element('span', { class: 'sr', role: 'status' });
    this.node = element('div', { class: 'offers-place' }, this.#list, this.#status);
    field.setAttribute('aria-autocomplete', 'list');
    field.setAttribute('aria-controls', id);
    field.addEventListener('blur', () => this.offer([]));
  }

  offer(offers: readonly Offer[]): void {
    this.#offers = offers;
    this.#active = 0;
    this.#list.replaceChildren(...offers.map((offer, at) => this.#draw(offer, at)));
    this.#list.hidden = offers.length === 0;
    this.#status.textContent = offers.length === 0 ? '' : `${offers.length} suggestions`;
    this.#mark();
  }

  /** @returns whether the key was for the list */
  takeKey(event: KeyboardEvent): boolean {
    if (this.#offers.length === 0 || event.isComposing) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      this.#active = (this.#active + step + this.#offers.length) % this.#offers.length;
      this.#mark();
    } else if (event.key === 'Escape') this.offer([]);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey) this.#pick(this.#active);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  #pick(at: number): void {
    const offer = this.#offers[at];
    this.offer([]);
    offer?.pick();
  }

  #draw(offer: Offer, at: number): HTMLElement {
    const { label, detail } = offer;
    const drawn = element('div', { role: 'option', id: nextId(), dir: 'auto' }, element('strong', {}, label));
    if (detail !== '') drawn.append(element('span', {}, detail));
    // Before the field loses focus, which hides the list.
    drawn.addEventListener('pointerdown', (event) => {
      event.preventDefault();
      this.#pick(at);
    });
    return drawn;
  }

  #mark(): void {
    [...this.#list.children].forEach((option, at) => {
      option.setAttribute('aria-selected', String(at === this.#active));
    });
    const active = this.#list.children[this.#active];
    if (active === undefined) this.#field.removeAttribute('aria-activedescendant');
    else this.#field.setAttribute('aria-activedescendant', active.id);
    active?.scrollIntoView({ block: 'nearest' });
  }
}
