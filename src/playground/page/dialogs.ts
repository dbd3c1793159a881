import { button, element, nextId } from './element.ts';

/** Opens a dialog over the page. It goes when it is closed. @returns how to close it */
export function openDialog(title: string, ...content: readonly Node[]): () => void {
  const titleId = nextId();
  const dialog = element('dialog', { 'aria-labelledby': titleId }, element('h2', { id: titleId }, title), ...content);
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return () => dialog.close();
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
