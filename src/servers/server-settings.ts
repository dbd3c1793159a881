/** What a server's owner decided. Roles and channels are Discord ids. */
export type ServerSettings = {
  /** Null where permissions on Discord alone say who is a moderator. */
  readonly moderatorRole: string | null;
  /** Null where permissions on Discord alone say who is an owner. */
  readonly ownerRole: string | null;
  /** Where the desk's notices go; null for nowhere. */
  readonly deskChannel: string | null;
  /** Where people may ask; empty for everywhere. */
  readonly allowedChannels: readonly string[];
  /** Who sees an answer to a command. */
  readonly audience: 'public' | 'ephemeral';
  /** How long one person waits between two questions; 0 for not at all. */
  readonly cooldownSeconds: number;
  /** Whether a verdict may be approved by whoever proposed it; each such verdict says so. */
  readonly onePerson: boolean;
};

export const defaultSettings: ServerSettings = {
  moderatorRole: null,
  ownerRole: null,
  deskChannel: null,
  allowedChannels: [],
  audience: 'public',
  cooldownSeconds: 0,
  onePerson: false,
};
