import type { NestedComponent } from './discord-limits.ts';
import { componentTypes } from './protocol.ts';
import type { Attachment } from './world.ts';

const selectDefaults = { min_values: 1, max_values: 1, disabled: false };

/** What Discord fills in where a bot left a field out. */
const defaults: Readonly<Record<number, object>> = {
  [componentTypes.container]: { accent_color: null, spoiler: false },
  [componentTypes.separator]: { divider: true, spacing: 1 },
  [componentTypes.thumbnail]: { description: null, spoiler: false },
  [componentTypes.file]: { spoiler: false },
  [componentTypes.stringSelect]: selectDefaults,
  [componentTypes.userSelect]: selectDefaults,
  [componentTypes.roleSelect]: selectDefaults,
  [componentTypes.mentionableSelect]: selectDefaults,
  [componentTypes.channelSelect]: selectDefaults,
};

/** A component of a message, with all it holds, as Discord gives it back. */
export function componentJson(component: NestedComponent, attachments: readonly Attachment[]): object {
  const inner = (child: NestedComponent): object => componentJson(child, attachments);
  return {
    ...defaults[component.type],
    ...withoutNulls(component),
    ...('components' in component ? { components: component.components.map(inner) } : {}),
    ...('accessory' in component ? { accessory: inner(component.accessory) } : {}),
    ...('media' in component ? { media: mediaJson(component.media.url, attachments) } : {}),
    ...('file' in component ? fileJson(component.file.url, attachments) : {}),
    ...('items' in component
      ? {
          items: component.items.map(({ media, description, spoiler }) => ({
            media: mediaJson(media.url, attachments),
            description: description ?? null,
            spoiler: spoiler ?? false,
          })),
        }
      : {}),
  };
}

const withoutNulls = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== null && one !== undefined));

const attachmentBehind = (url: string, attachments: readonly Attachment[]): Attachment | undefined =>
  attachments.find(({ id }) => url.includes(`/${id}/`));

const mediaJson = (url: string, attachments: readonly Attachment[]): object => {
  const attachment = attachmentBehind(url, attachments);
  return {
    id: attachment?.id ?? '0',
    url,
    proxy_url: url,
    ...(attachment === undefined ? {} : { attachment_id: attachment.id, content_type: attachment.contentType }),
  };
};

function fileJson(url: string, attachments: readonly Attachment[]): object {
  const attachment = attachmentBehind(url, attachments);
  return { file: mediaJson(url, attachments), name: attachment?.name ?? '', size: attachment?.bytes.byteLength ?? 0 };
}
