import { element } from './element.ts';
import { covered } from './spoiler.ts';
import type { PictureView } from './view.ts';

/** A picture that came with its message. Of one from elsewhere the description stands in its place. */
export function drawPicture(picture: PictureView): HTMLElement {
  const drawn = drawBare(picture);
  return picture.isSpoiler ? covered('div', drawn) : drawn;
}

function drawBare({ address, description }: PictureView): HTMLElement {
  if (address !== undefined) return element('img', { class: 'picture', src: address, alt: description || 'Picture' });
  return element(
    'p',
    { class: 'picture missing' },
    element('span', { dir: 'auto' }, description || 'Picture'),
    element('span', { class: 'small' }, ' (not loaded)'),
  );
}
