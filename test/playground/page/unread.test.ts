import { describe, expect, it } from 'vitest';
import { newestIn, unreadIn } from '../../../src/playground/page/unread.ts';
import type { MessageView } from '../../../src/playground/page/view.ts';

const message = (id: string, channel: string, of: Partial<MessageView> = {}): MessageView => ({
  id,
  channel,
  author: { id: 'bot', name: 'Hearsay', isBot: true },
  createdAt: 0,
  isEdited: false,
  text: '',
  embeds: [],
  components: [],
  isThinking: false,
  isEphemeral: false,
  pingsMe: false,
  mayDelete: false,
  mayReply: false,
  usedCommand: undefined,
  repliesTo: undefined,
  ...of,
});

describe('what is unread', () => {
  const messages = [
    message('9', 'a'),
    message('10', 'a'),
    message('11', 'a', { pingsMe: true }),
    message('12', 'a', { isThinking: true }),
    message('13', 'b', { author: { id: 'me', name: 'Ada', isBot: false } }),
    message('14', 'c'),
  ];

  it('is what came after the newest that was seen, but for one’s own and what the bot is still at', () => {
    const unread = unreadIn(messages, { a: '9' }, 'me');
    expect(Object.fromEntries(unread)).toEqual({
      a: { messages: 2, pings: 1, first: '10' },
      c: { messages: 1, pings: 0, first: '14' },
    });
  });

  it('is nothing once the newest of each channel was seen', () => {
    expect(newestIn(messages)).toEqual({ a: '12', b: '13', c: '14' });
    expect(unreadIn(messages, newestIn(messages), 'me').size).toBe(0);
  });
});
