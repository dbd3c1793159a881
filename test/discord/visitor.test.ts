import { PermissionsBitField } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { isAtLeast, type Membership, roleOf } from '../../src/discord/visitor.ts';
import { roles } from '../../src/domain/claim.ts';

const { Administrator, ManageGuild, ManageMessages } = PermissionsBitField.Flags;
const nobody = { moderatorRole: null, ownerRole: null };
const named = { moderatorRole: 'checkers', ownerRole: 'heads' };
const member = (more: Partial<Membership> = {}, permissions = 0n): Membership => ({
  roles: [],
  permissions: new PermissionsBitField(permissions),
  ownsServer: false,
  ...more,
});

describe('what somebody may do on a server', () => {
  it.each([
    { who: 'anybody', membership: member(), settings: nobody, role: 'member' },
    {
      who: 'somebody of whom Discord says nothing',
      membership: member({ permissions: null }),
      settings: nobody,
      role: 'member',
    },
    { who: 'who may manage messages', membership: member({}, ManageMessages), settings: nobody, role: 'moderator' },
    { who: 'who may manage the server', membership: member({}, ManageGuild), settings: nobody, role: 'owner' },
    { who: 'who administers it', membership: member({}, Administrator), settings: named, role: 'owner' },
    { who: 'who owns it', membership: member({ ownsServer: true }), settings: named, role: 'owner' },
    {
      who: 'who may manage messages, where a role is named',
      membership: member({}, ManageMessages),
      settings: named,
      role: 'member',
    },
    {
      who: 'who may manage the server, where a role is named',
      membership: member({}, ManageGuild),
      settings: named,
      role: 'member',
    },
    {
      who: 'who has the moderators’ role',
      membership: member({ roles: ['checkers'] }),
      settings: named,
      role: 'moderator',
    },
    { who: 'who has the owners’ role', membership: member({ roles: ['x', 'heads'] }), settings: named, role: 'owner' },
    {
      who: 'who has a role of that name elsewhere',
      membership: member({ roles: ['heads'] }),
      settings: nobody,
      role: 'member',
    },
  ] as const)('$who is $role', ({ membership, settings, role }) => {
    expect(roleOf(membership, settings)).toBe(role);
  });

  it('is what those before may do too', () => {
    const table = roles.map((role) => roles.map((needed) => isAtLeast(role, needed)));
    expect(table).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });
});
