import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DiscordError } from '../../src/playground/discord-error.ts';
import {
  checkMessage,
  parseChoices,
  parseCommand,
  parseCommands,
  parseMessage,
  parseModal,
} from '../../src/playground/discord-limits.ts';

const v2 = 1 << 15;
const button = (more: object = {}) => ({ type: 2, style: 2, label: 'More', custom_id: 'more', ...more });
const row = (...components: object[]) => ({ type: 1, components });
const textDisplay = (content: string) => ({ type: 10, content });
const label = (component: object) => ({ type: 18, label: 'A label', component });
const textInput = { type: 4, custom_id: 'why', style: 2 };

/** A body through both checks, as the routes do it. */
function sent(body: unknown): void {
  const parsed = parseMessage(body);
  checkMessage({
    content: parsed.content ?? '',
    embeds: parsed.embeds ?? [],
    components: parsed.components ?? [],
    flags: parsed.flags ?? 0,
  });
}

/** The paths and codes of a refusal, e.g. `components.0.label BASE_TYPE_MAX_LENGTH`. */
function problemsOf(action: () => void): string[] {
  try {
    action();
    return [];
  } catch (error) {
    if (!(error instanceof DiscordError)) throw error;
    return error.errors === undefined ? [String(error.status)] : flat(error.errors, []);
  }
}

function flat(errors: object, path: readonly string[]): string[] {
  return Object.entries(errors).flatMap(([step, value]) =>
    step === '_errors'
      ? value.map(({ code }: { code: string }) => `${path.join('.')} ${code}`)
      : flat(value, [...path, step]),
  );
}

describe('a message within the limits', () => {
  it.each([
    { what: '2,000 characters of content', body: { content: 'x'.repeat(2_000) } },
    { what: '4,000 characters in text displays', body: { flags: v2, components: [textDisplay('x'.repeat(4_000))] } },
    {
      what: 'a link button',
      body: { components: [row({ type: 2, style: 5, label: 'Open', url: 'https://example.org' })] },
    },
    { what: '40 components', body: { flags: v2, components: Array.from({ length: 40 }, () => textDisplay('x')) } },
    { what: 'nulls where nothing is meant', body: { content: 'x', components: null, embeds: null, flags: null } },
    {
      what: 'a section with a button',
      body: { flags: v2, components: [{ type: 9, components: [textDisplay('x')], accessory: button() }] },
    },
  ])('passes with $what', ({ body }) => {
    expect(problemsOf(() => sent(body))).toEqual([]);
  });
});

describe('a message over a limit', () => {
  it.each([
    { what: 'content of 2,001', body: { content: 'x'.repeat(2_001) }, problem: 'content BASE_TYPE_MAX_LENGTH' },
    {
      what: 'Components V2 without the flag',
      body: { components: [textDisplay('x')] },
      problem: 'components.0.type UNION_TYPE_CHOICES',
    },
    {
      what: 'six rows without the flag',
      body: { components: Array.from({ length: 6 }, (_, at) => row(button({ custom_id: `b${at}` }))) },
      problem: 'components BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'content beside Components V2',
      body: { flags: v2, content: 'x', components: [textDisplay('x')] },
      problem: 'content MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    },
    {
      what: 'embeds beside Components V2',
      body: { flags: v2, embeds: [{ title: 'x' }], components: [textDisplay('x')] },
      problem: 'embeds MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    },
    {
      what: '41 components, nested ones counted',
      body: {
        flags: v2,
        components: [{ type: 17, components: Array.from({ length: 40 }, () => textDisplay('x')) }],
      },
      problem: 'components COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
    },
    {
      what: '4,001 characters in two text displays',
      body: { flags: v2, components: [textDisplay('x'.repeat(4_000)), textDisplay('x')] },
      problem: 'components COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
    },
    {
      what: 'an empty text display',
      body: { flags: v2, components: [{ type: 17, components: [textDisplay('')] }] },
      problem: 'components.0.components.0.content BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'a blank text display',
      body: { flags: v2, components: [textDisplay(' \n')] },
      problem: 'components.0.content BASE_TYPE_REQUIRED',
    },
    {
      what: 'more than 10,000 bytes of text, with an error of the server',
      body: { flags: v2, components: [textDisplay('漢'.repeat(3_400))] },
      problem: '500',
    },
    {
      what: 'a label of 81',
      body: { components: [row(button({ label: 'x'.repeat(81) }))] },
      problem: 'components.0.components.0.label BASE_TYPE_MAX_LENGTH',
    },
    {
      what: 'a custom_id of 101',
      body: { components: [row(button({ custom_id: 'x'.repeat(101) }))] },
      problem: 'components.0.components.0.custom_id BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'a button without a custom_id',
      body: { components: [row({ type: 2, style: 1, label: 'x' })] },
      problem: 'components.0.components.0.custom_id BASE_TYPE_REQUIRED',
    },
    {
      what: 'a link without a url',
      body: { components: [row({ type: 2, style: 5, label: 'x' })] },
      problem: 'components.0.components.0.url BASE_TYPE_REQUIRED',
    },
    {
      what: 'a link with a custom_id',
      body: { components: [row(button({ style: 5, url: 'https://example.org' }))] },
      problem: 'components.0.components.0.custom_id BUTTON_COMPONENT_INVALID_FIELD',
    },
    {
      what: 'a link of 513',
      body: { components: [row({ type: 2, style: 5, label: 'x', url: `https://example.org/${'x'.repeat(493)}` })] },
      problem: 'components.0.components.0.url BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'a link that is a script',
      body: { components: [row({ type: 2, style: 5, label: 'x', url: 'javascript:alert(1)' })] },
      problem: 'components.0.components.0.url URL_TYPE_INVALID_SCHEME',
    },
    {
      what: 'a custom_id that stands twice',
      body: {
        flags: v2,
        components: [row(button()), { type: 9, components: [textDisplay('x')], accessory: button() }],
      },
      problem: 'components.1.accessory.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    },
    {
      what: 'six buttons in a row',
      body: { components: [row(...Array.from({ length: 6 }, (_, at) => button({ custom_id: `b${at}` })))] },
      problem: 'components.0.components BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'a button beside a select',
      body: {
        components: [row({ type: 3, custom_id: 's', options: [{ label: 'a', value: 'a' }] }, button())],
      },
      problem: 'components.0.components.1 COMPONENT_LAYOUT_WIDTH_EXCEEDED',
    },
    {
      what: '26 options',
      body: {
        components: [
          row({
            type: 3,
            custom_id: 's',
            options: Array.from({ length: 26 }, (_, at) => ({ label: 'a', value: `v${at}` })),
          }),
        ],
      },
      problem: 'components.0.components.0.options BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'a section with four texts',
      body: {
        flags: v2,
        components: [{ type: 9, components: Array.from({ length: 4 }, () => textDisplay('x')), accessory: button() }],
      },
      problem: 'components.0.components BASE_TYPE_BAD_LENGTH',
    },
    {
      what: 'a section without an accessory',
      body: { flags: v2, components: [{ type: 9, components: [textDisplay('x')] }] },
      problem: 'components.0.accessory BASE_TYPE_REQUIRED',
    },
    {
      what: 'a container in a container',
      body: { flags: v2, components: [{ type: 17, components: [{ type: 17, components: [textDisplay('x')] }] }] },
      problem: 'components.0.components.0.type UNION_TYPE_CHOICES',
    },
    {
      what: 'embeds of more than 6,000',
      body: { embeds: [{ description: 'x'.repeat(4_000) }, { description: 'x'.repeat(2_001) }] },
      problem: 'embeds MAX_EMBED_SIZE_EXCEEDED',
    },
    {
      what: 'mentions both parsed and listed',
      body: { content: 'x', allowed_mentions: { parse: ['users'], users: ['123'] } },
      problem: 'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
    },
    { what: 'content that is a number', body: { content: 5 }, problem: 'content STRING_TYPE_CONVERT' },
    { what: 'a nonce of 26', body: { content: 'x', nonce: 'n'.repeat(26) }, problem: 'nonce BASE_TYPE_MAX_LENGTH' },
  ])('is refused: $what', ({ body, problem }) => {
    expect(problemsOf(() => sent(body))).toContain(problem);
  });

  it('never passes with more than 4,000 characters of text, however they are split', () => {
    const split = fc.array(fc.integer({ min: 1, max: 1_500 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(split, (lengths) => {
        const components = lengths.map((length) => textDisplay('x'.repeat(length)));
        const total = lengths.reduce((sum, length) => sum + length, 0);
        expect(problemsOf(() => sent({ flags: v2, components })).length > 0).toBe(total > 4_000);
      }),
    );
  });
});

describe('a modal', () => {
  const modal = (more: object) => ({ custom_id: 'form', title: 'A form', components: [label(textInput)], ...more });

  it('passes with every kind of field', () => {
    const choices = [
      { label: 'a', value: 'a' },
      { label: 'b', value: 'b' },
    ];
    const components = [
      label(textInput),
      label({ type: 3, custom_id: 'select', options: choices }),
      label({ type: 21, custom_id: 'radio', options: choices }),
      label({ type: 22, custom_id: 'boxes', options: choices }),
      label({ type: 19, custom_id: 'file' }),
    ];
    expect(problemsOf(() => parseModal(modal({ components })))).toEqual([]);
    expect(
      problemsOf(() =>
        parseModal(modal({ components: [textDisplay('Why?'), label({ type: 23, custom_id: 'tick' })] })),
      ),
    ).toEqual([]);
  });

  it.each([
    { what: 'a title of 46', more: { title: 'x'.repeat(46) }, problem: 'title BASE_TYPE_BAD_LENGTH' },
    {
      what: 'six components',
      more: { components: Array.from({ length: 6 }, () => textDisplay('x')) },
      problem: 'components BASE_TYPE_BAD_LENGTH',
    },
    { what: 'no component', more: { components: [] }, problem: 'components BASE_TYPE_BAD_LENGTH' },
    { what: 'a button', more: { components: [row(button())] }, problem: 'components.0.type UNION_TYPE_CHOICES' },
    {
      what: 'a button in a label',
      more: { components: [label(button())] },
      problem: 'components.0.component.type UNION_TYPE_CHOICES',
    },
    {
      what: 'two fields of one name',
      more: { components: [label(textInput), label(textInput)] },
      problem: 'components.1.component.custom_id COMPONENT_CUSTOM_ID_DUPLICATED',
    },
    {
      what: 'a label of 46',
      more: { components: [{ ...label(textInput), label: 'x'.repeat(46) }] },
      problem: 'components.0.label BASE_TYPE_BAD_LENGTH',
    },
    { what: 'no custom_id', more: { custom_id: undefined }, problem: 'custom_id BASE_TYPE_REQUIRED' },
  ])('is refused with $what', ({ more, problem }) => {
    expect(problemsOf(() => parseModal(modal(more)))).toContain(problem);
  });
});

describe('autocomplete', () => {
  it.each([
    {
      what: '26 choices',
      choices: Array.from({ length: 26 }, () => ({ name: 'a', value: 'a' })),
      problem: 'choices BASE_TYPE_MAX_LENGTH',
    },
    {
      what: 'a name of 101',
      choices: [{ name: 'x'.repeat(101), value: 'a' }],
      problem: 'choices.0.name BASE_TYPE_BAD_LENGTH',
    },
    { what: 'an empty name', choices: [{ name: '', value: 'a' }], problem: 'choices.0.name BASE_TYPE_BAD_LENGTH' },
    {
      what: 'a value of 101',
      choices: [{ name: 'a', value: 'x'.repeat(101) }],
      problem: 'choices.0.value BASE_TYPE_BAD_LENGTH',
    },
  ])('is refused with $what', ({ choices, problem }) => {
    expect(problemsOf(() => parseChoices({ choices }))).toContain(problem);
  });

  it('takes an empty list', () => {
    expect(parseChoices({ choices: [] })).toEqual([]);
  });
});

describe('a command', () => {
  const command = (more: object = {}) => ({ name: 'ask', description: 'Ask the document', ...more });
  const option = (more: object = {}) => ({ type: 3, name: 'question', description: 'What to ask', ...more });

  it.each([
    { what: 'a name with a capital', body: command({ name: 'Ask' }), problem: 'name APPLICATION_COMMAND_INVALID_NAME' },
    { what: 'a name of 33', body: command({ name: 'x'.repeat(33) }), problem: 'name BASE_TYPE_BAD_LENGTH' },
    { what: 'no description', body: { name: 'ask' }, problem: 'description BASE_TYPE_REQUIRED' },
    {
      what: 'a description of 101',
      body: command({ description: 'x'.repeat(101) }),
      problem: 'description BASE_TYPE_MAX_LENGTH',
    },
    {
      what: 'a menu with a description',
      body: command({ type: 3, name: 'Check it' }),
      problem: 'description APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION',
    },
    {
      what: 'an optional option before a required one',
      body: command({ options: [option(), option({ name: 'document', required: true })] }),
      problem: 'options.1 APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
    },
    {
      what: 'two options of one name',
      body: command({ options: [option(), option()] }),
      problem: 'options.1.name APPLICATION_COMMAND_OPTIONS_NAME_INVALID',
    },
    {
      what: '26 choices',
      body: command({ options: [option({ choices: Array.from({ length: 26 }, () => ({ name: 'a', value: 'a' })) })] }),
      problem: 'options.0.choices BASE_TYPE_MAX_LENGTH',
    },
    {
      what: 'choices beside autocomplete',
      body: command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
      problem: 'options.0.choices APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE',
    },
    {
      what: 'more than 8,000 characters in all',
      body: command({
        options: Array.from({ length: 4 }, (_, at) =>
          option({
            name: `o${at}`,
            choices: Array.from({ length: 25 }, () => ({ name: 'x'.repeat(50), value: 'y'.repeat(50) })),
          }),
        ),
      }),
      problem: ' APPLICATION_COMMAND_TOO_LARGE',
    },
  ])('is refused with $what', ({ body, problem }) => {
    expect(problemsOf(() => parseCommand(body))).toContain(problem);
  });

  it('takes a menu with a name of two words, and a name in another script', () => {
    expect(problemsOf(() => parseCommand({ type: 3, name: 'Check against the document' }))).toEqual([]);
    expect(problemsOf(() => parseCommand(command({ name: 'اسأل' })))).toEqual([]);
  });

  it('is refused beside another of its name, or as the 101st', () => {
    expect(problemsOf(() => parseCommands([command(), command()]))).toEqual([
      '1.name APPLICATION_COMMANDS_DUPLICATE_NAME',
    ]);
    const many = Array.from({ length: 101 }, (_, at) => command({ name: `ask${at}` }));
    expect(problemsOf(() => parseCommands(many))).toEqual([' APPLICATION_COMMANDS_MAX']);
  });
});
