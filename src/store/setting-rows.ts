import { defaultSettings, type ServerSettings } from '../servers/server-settings.ts';

type SettingRow = { readonly name: string; readonly value: string };
type Name = keyof ServerSettings;

const isId = (value: unknown): value is string | null => value === null || typeof value === 'string';

/** Whether a stored value is one of this setting: what a newer Hearsay wrote may not be. */
const fits: { readonly [Each in Name]: (value: unknown) => value is ServerSettings[Each] } = {
  moderatorRole: isId,
  ownerRole: isId,
  deskChannel: isId,
  allowedChannels: (value): value is readonly string[] =>
    Array.isArray(value) && value.every((each) => typeof each === 'string'),
  audience: (value): value is ServerSettings['audience'] => value === 'public' || value === 'ephemeral',
  cooldownSeconds: (value): value is number => typeof value === 'number' && value >= 0,
  onePerson: (value): value is boolean => typeof value === 'boolean',
};

/** One row a setting, so that two changes of different settings never undo each other. */
export const settingRows = (changes: Partial<ServerSettings>): SettingRow[] =>
  Object.entries(changes).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value: JSON.stringify(value) }],
  );

/** What is not stored, or not to be understood, is as by default. */
export function settingsOf(rows: readonly SettingRow[]): ServerSettings {
  const stored = new Map(rows.map(({ name, value }) => [name, value]));
  const read = <Each extends Name>(name: Each): ServerSettings[Each] => {
    const value = parsed(stored.get(name));
    return fits[name](value) ? value : defaultSettings[name];
  };
  return {
    moderatorRole: read('moderatorRole'),
    ownerRole: read('ownerRole'),
    deskChannel: read('deskChannel'),
    allowedChannels: read('allowedChannels'),
    audience: read('audience'),
    cooldownSeconds: read('cooldownSeconds'),
    onePerson: read('onePerson'),
  };
}

function parsed(stored: string | undefined): unknown {
  try {
    return stored === undefined ? undefined : JSON.parse(stored);
  } catch {
    return undefined;
  }
}
