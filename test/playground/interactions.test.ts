import {
  type APIMessageTopLevelComponent,
  type APIModalInteractionResponseCallbackData,
  type ChatInputCommandInteraction,
  type Interaction,
  type ModalSubmitInteraction,
  ApplicationCommandOptionType as Option,
} from 'discord.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { closeStage, playBot, type Stage, setStage } from './stage.ts';

vi.setConfig({ testTimeout: 10_000 });

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => closeStage(stage));

const file = (name: string, text: string) => ({
  index: '0',
  name,
  contentType: 'text/plain',
  bytes: new TextEncoder().encode(text),
});
const roleOf = (name: string): string =>
  [...stage.guild.roles.values()].find((role) => role.name === name)?.id ?? expect.fail(`there is no role ${name}`);

/** What the bot read of an interaction, once it has answered. */
async function readBy<T>(
  handle: (interaction: Interaction) => T | undefined,
  act: (ready: () => void) => { answered(): Promise<unknown> },
  commands: Parameters<typeof playBot>[1] = [],
): Promise<T> {
  const read: T[] = [];
  await playBot(stage, commands, async (interaction) => {
    const value = handle(interaction);
    if (value !== undefined) read.push(value);
    if (interaction.isRepliable()) await interaction.reply('ok');
  });
  await act(() => undefined).answered();
  return read[0] ?? expect.fail('the bot read nothing');
}

describe('a slash command', () => {
  const options = [
    { type: Option.String as const, name: 'text', description: 'd', min_length: 2 },
    { type: Option.Integer as const, name: 'whole', description: 'd', min_value: 1, max_value: 5 },
    { type: Option.Number as const, name: 'number', description: 'd' },
    { type: Option.Boolean as const, name: 'switch', description: 'd' },
    { type: Option.User as const, name: 'user', description: 'd' },
    { type: Option.Role as const, name: 'role', description: 'd' },
    { type: Option.Mentionable as const, name: 'anybody', description: 'd' },
    { type: Option.Channel as const, name: 'place', description: 'd', channel_types: [0 as const] },
    { type: Option.Attachment as const, name: 'file', description: 'd' },
  ];
  const commands = [{ name: 'all', description: 'Every kind of option', options }];

  const read = ({ options: given }: ChatInputCommandInteraction) => ({
    text: given.getString('text'),
    whole: given.getInteger('whole'),
    number: given.getNumber('number'),
    switch: given.getBoolean('switch'),
    user: given.getUser('user')?.username,
    member: given.getMember('user') !== null,
    role: given.getRole('role')?.name,
    anybody: given.getMentionable('anybody')?.toString(),
    place: given.getChannel('place')?.name,
    file: given.getAttachment('file')?.url,
  });

  it('carries every kind of option, and what its ids stand for', async () => {
    const { member, owner, channel } = stage;
    const typed = {
      text: 'two',
      whole: 3,
      number: 0.5,
      switch: false,
      user: owner.id,
      role: roleOf('moderator'),
      anybody: roleOf('moderator'),
      place: channel.id,
      file: file('notes.txt', 'noted'),
    };
    const found = await readBy(
      (interaction) => (interaction.isChatInputCommand() ? read(interaction) : undefined),
      () => member.slash(channel, 'all', typed),
      commands,
    );
    const { file: url, ...rest } = found;
    expect(rest).toEqual({
      text: 'two',
      whole: 3,
      number: 0.5,
      switch: false,
      user: 'olga',
      member: true,
      role: 'moderator',
      anybody: `<@&${roleOf('moderator')}>`,
      place: 'general',
    });
    expect(await (await fetch(url ?? '')).text()).toBe('noted');
  });

  it.each([
    { typed: { text: 'x' }, why: '"text" of /all takes at least 2 characters' },
    { typed: { whole: 6 }, why: '"whole" of /all is at most 5' },
    { typed: { whole: 0 }, why: '"whole" of /all is at least 1' },
    { typed: { whole: 1.5 }, why: '"whole" of /all takes a whole number' },
    { typed: { number: 'one' }, why: '"number" of /all takes a number' },
    { typed: { switch: 'yes' }, why: '"switch" of /all takes a boolean' },
    { typed: { user: '1' }, why: '"user" of /all does not offer "1"' },
    { typed: { role: '1' }, why: '"role" of /all does not offer "1"' },
    { typed: { place: '1' }, why: '"place" of /all does not offer "1"' },
    { typed: { file: 'notes.txt' }, why: '"file" of /all takes a file' },
  ])('is not sent with $typed', async ({ typed, why }) => {
    await playBot(stage, commands);
    expect(() => stage.member.slash(stage.channel, 'all', typed)).toThrow(why);
  });

  it('offers no channel of another kind, or that the person cannot see', async () => {
    await playBot(stage, commands);
    const { member, owner, channel, discord, guild } = stage;
    const hidden = discord.addChannel(guild, 'hidden', [{ id: guild.id, kind: 'role', allow: 0n, deny: 1n << 10n }]);
    const thread = member.startThread(channel, 'aside');
    expect(() => member.slash(channel, 'all', { place: hidden.id })).toThrow('does not offer');
    expect(() => member.slash(channel, 'all', { place: thread.id })).toThrow('does not offer');
    expect(() => owner.slash(channel, 'all', { place: hidden.id })).not.toThrow();
  });

  it('inside a group is read by its path', async () => {
    const inner = { type: Option.Subcommand as const, name: 'import', description: 'd', options: options.slice(0, 1) };
    const group = { type: Option.SubcommandGroup as const, name: 'ledger', description: 'd', options: [inner] };
    const found = await readBy(
      (one) => (one.isChatInputCommand() ? one.options : undefined),
      () => stage.member.slash(stage.channel, 'desk ledger import', { text: 'two' }),
      [{ name: 'desk', description: 'd', options: [group] }],
    );
    expect([found.getSubcommandGroup(), found.getSubcommand(), found.getString('text')]).toEqual([
      'ledger',
      'import',
      'two',
    ]);
  });
});

describe('a user menu', () => {
  const commands = [{ type: 2, name: 'Who is this' }] as const;

  it('hands over the person, member and all', async () => {
    const found = await readBy(
      (one) => (one.isUserContextMenuCommand() ? [one.targetUser.globalName, one.targetMember !== null] : undefined),
      () => stage.member.userMenu(stage.channel, 'Who is this', stage.owner.id),
      [...commands],
    );
    expect(found).toEqual(['Olga', true]);
  });

  it('is there for who is there only', async () => {
    await playBot(stage, [...commands]);
    const stranger = stage.discord.addPerson('Sven');
    expect(() => stage.member.userMenu(stage.channel, 'Who is this', stranger.id)).toThrow('does not meet them here');
  });
});

describe('a select menu in a message', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value }));
  const rows: APIMessageTopLevelComponent[] = [
    { type: 3 as const, custom_id: 'words', options, min_values: 0, max_values: 2 },
    { type: 5 as const, custom_id: 'users', max_values: 2 },
    { type: 6 as const, custom_id: 'roles' },
    { type: 7 as const, custom_id: 'anybody', max_values: 2 },
    { type: 8 as const, custom_id: 'places', channel_types: [0 as const] },
  ].map((select) => ({ type: 1, components: [select] }));

  const shown = async () => {
    const channel = await (await playBot(stage, [], answer)).channels.fetch(stage.channel.id);
    if (!channel?.isSendable()) return expect.fail('the channel is not one to write to');
    const sent = await channel.send({ components: rows });
    return stage.discord.message(sent.id) ?? expect.fail('the menus are gone');
  };

  /** Says back what it reads. */
  async function answer(interaction: Interaction): Promise<void> {
    if (!interaction.isAnySelectMenu()) return;
    const { values } = interaction;
    const users = 'users' in interaction ? interaction.users.map(({ username }) => `@${username}`) : [];
    const members = 'members' in interaction ? [`${interaction.members.size} here`] : [];
    const roles = 'roles' in interaction ? interaction.roles.map((role) => `&${role?.name}`) : [];
    const channels = interaction.isChannelSelectMenu()
      ? interaction.channels.map((one) => `#${'name' in one ? one.name : ''}`)
      : [];
    const named = [...users, ...members, ...roles, ...channels];
    await interaction.reply((named.length > 0 ? named : values).join(' ') || 'nothing');
  }

  it.each([
    { what: 'words', pick: () => ['c', 'a'], read: 'c a' },
    { what: 'words', pick: () => [], read: 'nothing' },
    { what: 'users', pick: () => [stage.owner.id, stage.member.id], read: '@olga @ruben 2 here' },
    { what: 'roles', pick: () => [roleOf('moderator')], read: '&moderator' },
    { what: 'anybody', pick: () => [roleOf('moderator'), stage.owner.id], read: '@olga 1 here &moderator' },
    { what: 'places', pick: () => [stage.channel.id], read: '#general' },
  ])('of $what is read as "$read"', async ({ what, pick, read }) => {
    const message = await shown();
    expect((await stage.member.choose(message, what, pick()).message()).content).toBe(read);
  });

  it.each([
    { what: 'words', pick: () => ['d'], why: '"words" does not offer "d"' },
    { what: 'words', pick: () => ['a', 'b', 'c'], why: '"words" takes 0 to 2 choices, not 3' },
    { what: 'words', pick: () => ['a', 'a'], why: '"words" takes each choice once' },
    { what: 'users', pick: () => [], why: '"users" takes 1 to 2 choices, not 0' },
    { what: 'users', pick: () => [roleOf('moderator')], why: 'does not offer' },
    { what: 'roles', pick: () => [stage.owner.id], why: 'does not offer' },
    { what: 'anybody', pick: () => ['1'], why: '"anybody" does not offer "1"' },
    { what: 'places', pick: () => [stage.member.dmChannel.id], why: 'does not offer' },
  ])('of $what is not sent where $why', async ({ what, pick, why }) => {
    const message = await shown();
    expect(() => stage.member.choose(message, what, pick())).toThrow(why);
  });
});

describe('a form', () => {
  const options = ['a', 'b', 'c'].map((value) => ({ label: value, value, default: value === 'b' }));
  const label = (component: object) => ({ type: 18, label: 'x', component });
  const fields: Readonly<Record<string, object>> = {
    text: { type: 4, style: 1, min_length: 2, max_length: 5 },
    words: { type: 3, options, max_values: 2 },
    users: { type: 5 },
    roles: { type: 6 },
    anybody: { type: 7, max_values: 2 },
    places: { type: 8 },
    files: { type: 19, max_values: 2 },
    radio: { type: 21, options },
    checks: { type: 22, options, min_values: 1 },
    check: { type: 23 },
  };

  /** Opens a form with one field of each name, reads it once it is sent. */
  async function filled(
    names: readonly string[],
    more: object,
    values: Parameters<typeof stage.member.submitModal>[1],
  ) {
    // The names of the table are Discord's kinds; its types cannot follow a table.
    const components = [
      ...names.map((name) => label({ custom_id: name, ...fields[name], ...more })),
      { type: 10, content: 'Nothing to fill in.' },
    ] as APIModalInteractionResponseCallbackData['components'];
    let read: ModalSubmitInteraction | undefined;
    await playBot(stage, [{ name: 'form', description: 'd' }], async (interaction) => {
      if (interaction.isChatInputCommand())
        await interaction.showModal({ custom_id: 'form', title: 'Form', components });
      if (!interaction.isModalSubmit()) return;
      read = interaction;
      await interaction.reply('ok');
    });
    const modal = await stage.member.slash(stage.channel, 'form').modal();
    await stage.member.submitModal(modal, values).answered();
    return read ?? expect.fail('the form did not arrive');
  }

  it('with text, selects of words, users, roles and both is read', async () => {
    const { owner } = stage;
    const { fields: read } = await filled(
      ['text', 'words', 'users', 'anybody'].slice(0, 4),
      {},
      { text: 'three', words: ['c', 'a'], users: [owner.id], anybody: [owner.id, roleOf('moderator')] },
    );
    expect(read.getTextInputValue('text')).toBe('three');
    expect(read.getStringSelectValues('words')).toEqual(['c', 'a']);
    expect(read.getSelectedUsers('users')?.map(({ username }) => username)).toEqual(['olga']);
    expect(read.getSelectedMembers('users')?.size).toBe(1);
    const anybody = read.getSelectedMentionables('anybody');
    expect([anybody?.users.size, anybody?.roles.size]).toEqual([1, 1]);
  });

  it('with roles, channels and files is read', async () => {
    const { fields: read } = await filled(
      ['roles', 'places', 'files'],
      {},
      {
        roles: [roleOf('moderator')],
        places: [stage.channel.id],
        files: [file('a.txt', 'first'), file('b.txt', 'second')],
      },
    );
    expect(read.getSelectedRoles('roles')?.map((role) => role?.name)).toEqual(['moderator']);
    expect(read.getSelectedChannels('places')?.map((one) => one.id)).toEqual([stage.channel.id]);
    const files = [...(read.getUploadedFiles('files')?.values() ?? [])];
    expect(files.map(({ name }) => name)).toEqual(['a.txt', 'b.txt']);
    expect(await (await fetch(files[1]?.url ?? '')).text()).toBe('second');
  });

  it('with a radio group, checkboxes and one box is read', async () => {
    const { fields: read } = await filled(
      ['radio', 'checks', 'check'],
      {},
      {
        radio: 'c',
        checks: ['a', 'b', 'c'],
        check: true,
      },
    );
    expect([read.getRadioGroup('radio'), read.getCheckboxGroup('checks'), read.getCheckbox('check')]).toEqual([
      'c',
      ['a', 'b', 'c'],
      true,
    ]);
  });

  it('that was left as it came holds its defaults', async () => {
    const { fields: read } = await filled(['words', 'radio', 'checks', 'check'], {}, {});
    expect(read.getStringSelectValues('words')).toEqual(['b']);
    expect([read.getRadioGroup('radio'), read.getCheckboxGroup('checks'), read.getCheckbox('check')]).toEqual([
      'b',
      ['b'],
      false,
    ]);
  });

  it('can leave empty what is not required', async () => {
    const { fields: read } = await filled(
      ['text', 'users', 'files'],
      { required: false },
      { text: '', users: [], files: [] },
    );
    expect([read.getTextInputValue('text'), read.getSelectedUsers('users'), read.getUploadedFiles('files')]).toEqual([
      '',
      null,
      null,
    ]);
  });

  it.each([
    { name: 'text', value: '', why: 'The form needs "text"' },
    { name: 'text', value: 'x', why: '"text" takes 2 to 5 characters' },
    { name: 'words', value: ['a', 'b', 'c'], why: '"words" takes 1 to 2 choices, not 3' },
    { name: 'words', value: ['d'], why: '"words" does not offer "d"' },
    { name: 'users', value: [], why: 'The form needs "users"' },
    { name: 'users', value: ['1'], why: '"users" does not offer "1"' },
    { name: 'places', value: ['1'], why: '"places" does not offer "1"' },
    { name: 'radio', value: 'd', why: '"radio" does not offer "d"' },
    { name: 'checks', value: ['d'], why: '"checks" does not offer "d"' },
    { name: 'files', value: [], why: 'The form needs "files"' },
    { name: 'files', value: ['a', 'b', 'c'].map((name) => file(name, name)), why: '"files" takes 1 to 2 files, not 3' },
  ])('is not sent where $why', async ({ name, value, why }) => {
    await expect(filled([name], {}, { [name]: value })).rejects.toThrow(why);
  });
});

describe('somebody who installed the application for themselves', () => {
  const commands = [
    { name: 'ask', description: 'd', integration_types: [0, 1], contexts: [0, 1, 2] },
    { name: 'desk', description: 'd', integration_types: [0], contexts: [0] },
  ];

  it('uses it where it is no member, and gets five follow-ups at most', async () => {
    const { discord, owner, member } = stage;
    const elsewhere = discord.addGuild('Elsewhere', owner, { bot: false });
    discord.addMember(elsewhere, member);
    const lobby = discord.addChannel(elsewhere, 'lobby');
    let owners: unknown;
    let refused: unknown;
    await playBot(stage, commands, async (interaction) => {
      if (!interaction.isChatInputCommand()) return;
      owners = interaction.authorizingIntegrationOwners;
      await interaction.reply('here too');
      for (let at = 0; at < 6; at += 1) await interaction.followUp(`${at}`).catch((error) => (refused = error));
    });
    expect(member.commandsIn(lobby)).toEqual([]);
    discord.installFor(member);
    expect(member.commandsIn(lobby)).toEqual(['ask']);
    const asked = member.slash(lobby, 'ask');
    expect((await asked.message()).content).toBe('here too');
    await expect.poll(() => refused).toMatchObject({ code: 40094 });
    expect(asked.followUps).toHaveLength(5);
    expect(owners).toMatchObject({ guildId: null, userId: member.id });
  });

  it('is one of the server’s people where it is a member', async () => {
    stage.discord.installFor(stage.member);
    await playBot(stage, commands);
    expect(stage.member.commandsIn(stage.channel)).toEqual(['ask', 'desk']);
  });
});
