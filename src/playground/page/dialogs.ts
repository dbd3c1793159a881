import { button, element, nextId } from './element.ts';

/** What the keyboard can reach in a dialog. */
const reachable = 'a[href], button:not(:disabled), input:not(:disabled), textarea, select, [tabindex="0"]';

/**
 * Opens a dialog over the page. It goes when it is closed, and the focus goes back to where it came from, also where
 * that has been drawn anew meanwhile.
 * @returns how to close it
 */
export function openDialog(title: string, ...content: readonly Node[]): () => void {
  const titleId = nextId();
  const giveBack = rememberFocus();
  const dialog = element('dialog', { 'aria-labelledby': titleId }, element('h2', { id: titleId }, title), ...content);
  dialog.addEventListener('close', () => {
    dialog.remove();
    giveBack();
  });
  dialog.addEventListener('keydown', (event) => keepInside(dialog, event));
  document.body.append(dialog);
  dialog.showModal();
  return () => dialog.close();
}

/** Tab goes round in the dialog instead of through the browser's own buttons. */
function keepInside(dialog: HTMLElement, event: KeyboardEvent): void {
  if (event.key !== 'Tab') return;
  const all = [...dialog.querySelectorAll<HTMLElement>(reachable)].filter((one) => one.checkVisibility());
  const [from, to] = event.shiftKey ? [all[0], all.at(-1)] : [all.at(-1), all[0]];
  if (document.activeElement !== from || to === undefined) return;
  event.preventDefault();
  to.focus();
}

/** @returns how to put the focus back where it is now */
export function rememberFocus(): () => void {
  const before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
  const message = before?.closest<HTMLElement>('[data-message]')?.dataset.message;
  return () => {
    if (document.activeElement !== document.body && document.activeElement !== null) return;
    const again = message === undefined ? undefined : document.querySelector(`[data-message="${CSS.escape(message)}"]`);
    const target = before?.isConnected ? before : again && before && sameIn(again, before);
    (target ?? document.querySelector<HTMLElement>('#composer textarea, #composer input'))?.focus();
  };
}

/** The button in something drawn anew that is the same as one of before. */
export function sameIn(drawn: Element, before: HTMLElement): HTMLElement | undefined {
  const { customId } = before.dataset;
  return [...drawn.querySelectorAll<HTMLElement>('button')].find((one) =>
    customId === undefined ? one.textContent === before.textContent : one.dataset.customId === customId,
  );
}

/** Shows where a link leads before it is followed; its words may say something else. */
export function askToOpen(url: string): void {
  const open = element('a', { href: url, target: '_blank', rel: 'noopener noreferrer', class: 'button' }, 'Open it');
  const close = openDialog(
    'Leave the playground?',
    element('p', {}, 'This link leads to:'),
    element('p', { class: 'address', dir: 'ltr' }, url),
    element(
      'div',
      { class: 'dialog-buttons' },
      button('Stay here', () => close()),
      open,
    ),
  );
  open.addEventListener('click', () => close());
}
