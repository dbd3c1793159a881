import { button, element } from './element.ts';

/** Something behind a cover that a press takes away, for good. */
export function covered(tag: 'span' | 'div', ...words: readonly Node[]): HTMLElement {
  const behind = element(tag, { hidden: true, tabindex: -1, class: 'uncovered' }, ...words);
  const cover = button(
    'Spoiler: show',
    () => {
      behind.hidden = false;
      behind.focus();
      cover.remove();
    },
    { class: 'spoiler' },
  );
  return element(tag, {}, cover, behind);
}
