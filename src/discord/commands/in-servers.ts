const here = { contexts: [0], integration_types: [0] } as const;

/** In servers that the bot was added to, for everybody. */
export const inServers = { ...here, default_member_permissions: null } as const;

/**
 * In servers that the bot was added to. Discord shows it to who may manage messages; an owner can show it to others, and
 * the bot itself looks who is a moderator.
 */
export const forModerators = { ...here, default_member_permissions: '8192' } as const;

/** The same for who may manage the server. */
export const forOwners = { ...here, default_member_permissions: '32' } as const;
