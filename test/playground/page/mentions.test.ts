import { describe, expect, it } from 'vitest';
import { type Mentionable, mentionsFor, withMentions } from '../../../src/playground/page/mentions.ts';

const all: readonly Mentionable[] = [
  { id: '1', name: 'Mina', kind: 'user', mark: '@' },
  { id: '2', name: 'moderator', kind: 'role', mark: '@' },
  { id: '3', name: 'moderators', kind: 'channel', mark: '#' },
  { id: '4', name: 'Mina Two', kind: 'user', mark: '@' },
];

describe('names after a mark', () => {
  it.each([
    { typed: 'hello @Mina, and @moderator', sent: 'hello <@1>, and <@&2>' },
    { typed: 'see #moderators', sent: 'see <#3>' },
    { typed: '@Mina Two', sent: '<@4>' },
    { typed: '@Minaa @Mina-x #moderator @everyone', sent: '@Minaa @Mina-x #moderator @everyone' },
    { typed: '@', sent: '@' },
  ])('become mentions where somebody has them: $typed', ({ typed, sent }) => {
    expect(withMentions(typed, all)).toBe(sent);
  });

  it.each([
    { typed: 'hello @m', found: ['Mina', 'moderator', 'Mina Two'] },
    { typed: '#', found: ['moderators'] },
    { typed: 'a@m', found: [] },
    { typed: '@mina x', found: [] },
  ])('are offered while they are typed: $typed', ({ typed, found }) => {
    expect(mentionsFor(typed, all)[1].map(({ name }) => name)).toEqual(found);
  });
});
