import { type NameOf, plainWords } from './markdown.ts';
import type { ComponentView, MessageView } from './view.ts';

/** As much of a message as is read out. */
const longest = 200;

/** The beginning of what a message says, in one line. */
export function messageWords({ text, embeds, components }: MessageView, nameOf: NameOf): string {
  const parts = [
    text,
    ...embeds.flatMap(({ title, description }) => [title, description]),
    ...components.flatMap(textsOf),
  ];
  const words = plainWords(parts.filter((part) => part !== '').join('\n'), nameOf).trim();
  return words.length > longest ? `${words.slice(0, longest)}…` : words;
}

function textsOf(component: ComponentView): string[] {
  if (component.kind === 'text') return [component.content];
  if (component.kind === 'container' && component.isSpoiler) return ['Spoiler'];
  if (component.kind === 'file') return [component.name];
  return 'components' in component ? component.components.flatMap(textsOf) : [];
}
