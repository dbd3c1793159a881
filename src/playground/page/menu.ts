import { button, element } from './element.ts';

export type MenuItem = { readonly label: string; readonly pick: () => void };

/** Opens a menu beside a button: arrows move, Escape closes, focus goes back to the button. */
export function openMenu(from: HTMLElement, items: readonly MenuItem[]): void {
  if (items.length === 0) return;
  const menu = element('div', { role: 'menu', class: 'menu', popover: 'auto', 'aria-label': from.ariaLabel ?? 'Menu' });
  const close = (): void => menu.hidePopover();
  for (const { label, pick } of items) {
    const item = button(label, () => {
      close();
      pick();
    });
    item.setAttribute('role', 'menuitem');
    item.tabIndex = -1;
    menu.append(item);
  }
  menu.addEventListener('keydown', (event) => move(menu, event));
  menu.addEventListener('toggle', (event) => {
    if (!(event instanceof ToggleEvent) || event.newState !== 'closed') return;
    const hadFocus = menu.contains(document.activeElement) || document.activeElement === document.body;
    menu.remove();
    if (hadFocus) from.focus();
  });
  document.body.append(menu);
  menu.showPopover();
  besides(menu, from, 'end');
  focusable(menu)[0]?.focus();
}

const focusable = (menu: HTMLElement): HTMLElement[] => [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];

function move(menu: HTMLElement, event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Tab') menu.hidePopover();
  if (step === undefined) return;
  event.preventDefault();
  const items = focusable(menu);
  const at = items.findIndex((item) => item.matches(':focus'));
  items[(at + step + items.length) % items.length]?.focus();
}

/** Puts a popover under what it belongs to, or above where there is no room. @param edge which edges stand in line */
export function besides(menu: HTMLElement, from: HTMLElement, edge: 'start' | 'end'): void {
  const anchor = from.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const gap = 4;
  const below = anchor.bottom + gap + height <= window.innerHeight;
  menu.style.top = `${Math.max(gap, below ? anchor.bottom + gap : anchor.top - gap - height)}px`;
  const left = edge === 'start' ? Math.min(anchor.left, window.innerWidth - width - gap) : anchor.right - width;
  menu.style.left = `${Math.max(gap, left)}px`;
}
