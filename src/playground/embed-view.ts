import { z } from 'zod';
import type { EmbedView, PictureView } from './page/view.ts';

const text = z.string().nullish();
const media = z.object({ url: z.string() }).nullish();

/** What the page draws of an embed, with Discord's names. Source: Discord's documentation, "Embed Object". */
const embed = z.object({
  color: z.number().nullish(),
  author: z.object({ name: text }).nullish(),
  title: text,
  url: text,
  description: text,
  fields: z.array(z.object({ name: z.string(), value: z.string(), inline: z.boolean().nullish() })).nullish(),
  footer: z.object({ text }).nullish(),
  timestamp: text,
  thumbnail: media,
  image: media,
});

/** An embed as the page draws it; nothing where it cannot be read. @param body as a bot sent it */
export function embedView(body: unknown): EmbedView | undefined {
  const { success, data } = embed.safeParse(body);
  if (!success) return undefined;
  return {
    color: data.color ?? undefined,
    author: data.author?.name ?? '',
    title: data.title ?? '',
    url: data.url ?? '',
    description: data.description ?? '',
    fields: (data.fields ?? []).map(({ name, value, inline }) => ({ name, value, inline: inline ?? false })),
    footer: data.footer?.text ?? '',
    timestamp: data.timestamp ?? '',
    pictures: [...(data.thumbnail ? [placeholder('Thumbnail')] : []), ...(data.image ? [placeholder('Picture')] : [])],
  };
}

/** Pictures of embeds are elsewhere, and nothing is loaded from there. */
const placeholder = (description: string): PictureView => ({
  kind: 'picture',
  description,
  address: undefined,
  isSpoiler: false,
});
