import { z } from 'zod';
import { type FormProblem, invalidForm, serverError } from './discord-error.ts';
import { addProblem, lengthBetween, parseForm } from './parse-form.ts';
import { buttonStyles, commandTypes, componentTypes, messageFlags, optionTypes } from './protocol.ts';

/*
 * Every limit that Discord sets to a body of a bot, in one place. Lengths are UTF-16 units: Discord counts characters
 * in places, so a body that passes here is never longer than what Discord takes.
 * Source: Discord's documentation (Components, Application Commands, Messages) and DESIGN section 7.
 */

const maxComponents = 40;
const maxDisplayedText = 4_000;
/** Measured on Discord: above about 10,170 bytes of text it answers 500, so 10,000 is refused. */
const maxDisplayedBytes = 10_000;
const maxEmbedText = 6_000;
const maxCommandText = 8_000;

// --- fields ---------------------------------------------------------------------------------------------------------

const text = (min: number, max: number) => z.string().superRefine(lengthBetween(min, max));
const list = <S extends z.ZodType>(entry: S, min: number, max: number) =>
  z.array(entry).superRefine(lengthBetween(min, max));
const whole = (min: number, max: number) => z.int().min(min).max(max);
const snowflake = z.string().superRefine((value, context) => {
  if (!/^\d{1,20}$/.test(value)) addProblem(context, 'NUMBER_TYPE_COERCE', `Value "${value}" is not snowflake.`);
});

/** `http`, `https` and `discord` links, as in a link button. */
const link = (max: number, schemes: readonly string[]) =>
  text(1, max).superRefine((value, context) => {
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : undefined;
    if (scheme === undefined) addProblem(context, 'URL_TYPE_INVALID_URL', 'Not a well formed URL.');
    else if (!schemes.includes(scheme))
      addProblem(context, 'URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" is not one of (${schemes.join(', ')}).`);
  });

const componentId = whole(0, 2_147_483_647).nullish();
const customId = text(1, 100);
const emoji = z.object({ id: snowflake.nullish(), name: text(1, 32).nullish(), animated: z.boolean().nullish() });
const media = z.object({ url: link(2_048, ['http', 'https', 'attachment']) });

// --- components of messages -----------------------------------------------------------------------------------------

const button = z
  .object({
    type: z.literal(componentTypes.button),
    id: componentId,
    style: z.literal(Object.values(buttonStyles)),
    label: text(0, 80).nullish(),
    custom_id: customId.nullish(),
    url: link(512, ['http', 'https', 'discord']).nullish(),
    sku_id: snowflake.nullish(),
    emoji: emoji.nullish(),
    disabled: z.boolean().nullish(),
  })
  .superRefine((value, context) => {
    const isLink = value.style === buttonStyles.link;
    const isPremium = value.style === buttonStyles.premium;
    const needed = isLink ? 'url' : isPremium ? 'sku_id' : 'custom_id';
    for (const field of ['url', 'sku_id', 'custom_id'] as const) {
      if (field === needed && !value[field])
        addProblem(context, 'BASE_TYPE_REQUIRED', 'This field is required', [field]);
      if (field !== needed && value[field])
        addProblem(context, 'BUTTON_COMPONENT_INVALID_FIELD', `A button of this style cannot have ${field}.`, [field]);
    }
    const bare = !value.label && !value.emoji;
    if (bare && !isPremium) addProblem(context, 'BASE_TYPE_REQUIRED', 'A button needs a label or an emoji.', ['label']);
  });

const selectOption = z.object({
  label: text(1, 100),
  value: text(1, 100),
  description: text(0, 100).nullish(),
  emoji: emoji.nullish(),
  default: z.boolean().nullish(),
});

const selectFields = {
  id: componentId,
  custom_id: customId,
  placeholder: text(0, 150).nullish(),
  min_values: whole(0, 25).nullish(),
  max_values: whole(1, 25).nullish(),
  disabled: z.boolean().nullish(),
  required: z.boolean().nullish(),
};

const stringSelect = z
  .object({
    type: z.literal(componentTypes.stringSelect),
    ...selectFields,
    options: list(selectOption, 1, 25),
  })
  .superRefine((value, context) => {
    const seen = new Set<string>();
    value.options.forEach((option, at) => {
      if (seen.has(option.value))
        addProblem(context, 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED', 'The specified option value is already used', [
          'options',
          at,
          'value',
        ]);
      seen.add(option.value);
    });
    if ((value.max_values ?? 1) > value.options.length)
      addProblem(context, 'BASE_TYPE_BAD_LENGTH', `Must be ${value.max_values} or more in length.`, ['options']);
  });

/** Selects that Discord fills itself: users, roles, both, channels. */
const pickSelect = z.object({
  type: z.literal([
    componentTypes.userSelect,
    componentTypes.roleSelect,
    componentTypes.mentionableSelect,
    componentTypes.channelSelect,
  ]),
  ...selectFields,
  channel_types: z.array(z.int()).nullish(),
  default_values: list(z.object({ id: snowflake, type: z.literal(['user', 'role', 'channel']) }), 0, 25).nullish(),
});

const actionRow = z
  .object({
    type: z.literal(componentTypes.actionRow),
    id: componentId,
    components: list(z.discriminatedUnion('type', [button, stringSelect, pickSelect]), 1, 5),
  })
  .superRefine((row, context) => {
    const width = (type: number): number => (type === componentTypes.button ? 1 : 5);
    let total = 0;
    row.components.forEach((component, at) => {
      total += width(component.type);
      if (total > 5)
        addProblem(context, 'COMPONENT_LAYOUT_WIDTH_EXCEEDED', 'The specified component exceeds the maximum width', [
          'components',
          at,
        ]);
    });
  });

const textDisplay = z.object({
  type: z.literal(componentTypes.textDisplay),
  id: componentId,
  content: text(1, maxDisplayedText).superRefine((value, context) => {
    if (value.length > 0 && value.trim() === '')
      addProblem(context, 'BASE_TYPE_REQUIRED', 'This field cannot be empty.');
  }),
});

const thumbnail = z.object({
  type: z.literal(componentTypes.thumbnail),
  id: componentId,
  media,
  description: text(0, 1_024).nullish(),
  spoiler: z.boolean().nullish(),
});

const section = z.object({
  type: z.literal(componentTypes.section),
  id: componentId,
  components: list(textDisplay, 1, 3),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const mediaGallery = z.object({
  type: z.literal(componentTypes.mediaGallery),
  id: componentId,
  items: list(z.object({ media, description: text(0, 1_024).nullish(), spoiler: z.boolean().nullish() }), 1, 10),
});

const file = z.object({
  type: z.literal(componentTypes.file),
  id: componentId,
  file: z.object({ url: link(2_048, ['attachment']) }),
  spoiler: z.boolean().nullish(),
});

const separator = z.object({
  type: z.literal(componentTypes.separator),
  id: componentId,
  divider: z.boolean().nullish(),
  spacing: z.literal([1, 2]).nullish(),
});

const insideContainer = [actionRow, section, textDisplay, mediaGallery, file, separator] as const;

const container = z.object({
  type: z.literal(componentTypes.container),
  id: componentId,
  components: list(z.discriminatedUnion('type', insideContainer), 1, maxComponents),
  accent_color: whole(0, 0xffffff).nullish(),
  spoiler: z.boolean().nullish(),
});

const anyTopLevel = z.discriminatedUnion('type', [...insideContainer, container]);

/** A component at the top of a message, as parsed: what Discord does not know is gone. */
export type MessageComponent = z.output<typeof anyTopLevel>;
/** Any component of a message, at any depth. */
export type NestedComponent =
  | MessageComponent
  | z.output<typeof button>
  | z.output<typeof stringSelect>
  | z.output<typeof pickSelect>
  | z.output<typeof thumbnail>;

type Located = { readonly component: NestedComponent; readonly path: readonly (string | number)[] };

/** Every component of a message from top to bottom, each with its path in the body. */
export function everyComponent(components: readonly MessageComponent[]): Located[] {
  return components.flatMap((component, at) => withChildren(component, ['components', at]));
}

function withChildren(component: NestedComponent, path: readonly (string | number)[]): Located[] {
  const children =
    'components' in component
      ? component.components.flatMap((child, at) => withChildren(child, [...path, 'components', at]))
      : [];
  const accessory = 'accessory' in component ? withChildren(component.accessory, [...path, 'accessory']) : [];
  return [{ component, path }, ...children, ...accessory];
}

// --- messages -------------------------------------------------------------------------------------------------------

const allowedMentions = z
  .object({
    parse: list(z.literal(['users', 'roles', 'everyone']), 0, 3).nullish(),
    users: list(snowflake, 0, 100).nullish(),
    roles: list(snowflake, 0, 100).nullish(),
    replied_user: z.boolean().nullish(),
  })
  .superRefine((value, context) => {
    for (const kind of ['users', 'roles'] as const)
      if (value.parse?.includes(kind) && (value[kind]?.length ?? 0) > 0)
        addProblem(
          context,
          'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
          `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
        );
  });

/** Who a message may ping, as the bot said it. */
export type AllowedMentions = z.output<typeof allowedMentions>;

const embed = z.looseObject({
  title: text(0, 256).nullish(),
  description: text(0, 4_096).nullish(),
  footer: z.looseObject({ text: text(0, 2_048).nullish() }).nullish(),
  author: z.looseObject({ name: text(0, 256).nullish() }).nullish(),
  fields: list(z.looseObject({ name: text(1, 256), value: text(1, 1_024) }), 0, 25).nullish(),
});

const messageBody = z.object({
  content: text(0, 2_000).nullish(),
  components: z.array(anyTopLevel).nullish(),
  embeds: list(embed, 0, 10).nullish(),
  flags: whole(0, 2 ** 31).nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: list(
    z.object({
      id: z.union([z.string(), z.int()]),
      filename: text(1, 1_024).nullish(),
      description: text(0, 1_024).nullish(),
    }),
    0,
    10,
  ).nullish(),
  nonce: z.union([text(0, 25), z.int()]).nullish(),
  enforce_nonce: z.boolean().nullish(),
  message_reference: z.object({ message_id: snowflake, fail_if_not_exists: z.boolean().nullish() }).nullish(),
  tts: z.boolean().nullish(),
});

/** What a bot sent as a message, an edit, a response or a follow-up. */
export type MessageBody = z.output<typeof messageBody>;

/** What a message would show once a body is applied to it: the part that the limits on the whole look at. */
export type Shown = {
  readonly content: string;
  readonly embeds: readonly unknown[];
  readonly components: readonly MessageComponent[];
  readonly flags: number;
};

/** @param at where the message stands in the request, `['data']` in an interaction's callback. */
export const parseMessage = (body: unknown, at: readonly (string | number)[] = []): MessageBody =>
  parseForm(messageBody, body, at);

/**
 * Holds a whole message against what Discord takes: Components V2 or not, totals, ids that stand twice.
 * @throws DiscordError 50035 with the path, or 500 above 10,000 bytes of text
 */
export function checkMessage(shown: Shown, at: readonly (string | number)[] = []): void {
  const isV2 = (shown.flags & messageFlags.componentsV2) !== 0;
  const problems = [
    ...(isV2 ? v2Problems(shown) : classicProblems(shown)),
    ...duplicateIds(shown.components),
    ...embedProblems(shown.embeds),
  ];
  if (problems.length > 0)
    throw invalidForm(problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] })));
  if (isV2 && Buffer.byteLength(displayedText(shown.components)) > maxDisplayedBytes) throw serverError();
}

/** What the text displays of a message say, one line break between two. */
export const displayedText = (components: readonly MessageComponent[]): string => textsOf(components).join('\n');

const textsOf = (components: readonly MessageComponent[]): string[] =>
  everyComponent(components).flatMap(({ component }) => ('content' in component ? [component.content] : []));

function v2Problems(shown: Shown): FormProblem[] {
  const legacy = (['content', 'embeds'] as const).filter((field) => shown[field].length > 0);
  const characters = textsOf(shown.components).reduce((total, one) => total + one.length, 0);
  return [
    ...legacy.map((field) => ({
      path: [field],
      code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    })),
    ...problemIf(
      everyComponent(shown.components).length > maxComponents,
      'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
      `The total number of components exceeds the maximum of ${maxComponents}`,
    ),
    ...problemIf(
      characters > maxDisplayedText,
      'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
      `Components displayable text size exceeds maximum size of ${maxDisplayedText}`,
    ),
  ];
}

function classicProblems({ components }: Shown): FormProblem[] {
  const notRows = components.flatMap((component, at) =>
    component.type === componentTypes.actionRow
      ? []
      : [
          {
            path: ['components', at, 'type'],
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  return [...notRows, ...problemIf(components.length > 5, 'BASE_TYPE_BAD_LENGTH', 'Must be 5 or fewer in length.')];
}

const problemIf = (wrong: boolean, code: string, message: string): FormProblem[] =>
  wrong ? [{ path: ['components'], code, message }] : [];

function duplicateIds(components: readonly MessageComponent[]): FormProblem[] {
  const seen = new Set<string>();
  return everyComponent(components).flatMap(({ component, path }) => {
    const id = 'custom_id' in component ? component.custom_id : undefined;
    if (!id) return [];
    const again = seen.has(id);
    seen.add(id);
    const problem = {
      path: [...path, 'custom_id'],
      code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
      message: 'Component custom id cannot be duplicated',
    };
    return again ? [problem] : [];
  });
}

function embedProblems(embeds: readonly unknown[]): FormProblem[] {
  const total = z
    .array(embed)
    .parse(embeds)
    .reduce((sum, one) => sum + embedLength(one), 0);
  const problem = {
    path: ['embeds'],
    code: 'MAX_EMBED_SIZE_EXCEEDED',
    message: `Embed size exceeds maximum size of ${maxEmbedText}`,
  };
  return total > maxEmbedText ? [problem] : [];
}

const embedLength = (one: z.output<typeof embed>): number =>
  [
    one.title,
    one.description,
    one.footer?.text,
    one.author?.name,
    ...(one.fields ?? []).flatMap((field) => [field.name, field.value]),
  ].reduce((sum, part) => sum + (part?.length ?? 0), 0);

// --- modals ---------------------------------------------------------------------------------------------------------

const choiceFields = { label: text(1, 100), value: text(1, 100), description: text(0, 100).nullish() };
const checkOption = z.object({ ...choiceFields, default: z.boolean().nullish() });
const fieldBase = { id: componentId, custom_id: customId, required: z.boolean().nullish() };

const textInput = z.object({
  type: z.literal(componentTypes.textInput),
  ...fieldBase,
  style: z.literal([1, 2]),
  value: text(0, 4_000).nullish(),
  placeholder: text(0, 100).nullish(),
  min_length: whole(0, 4_000).nullish(),
  max_length: whole(1, 4_000).nullish(),
});

const radioGroup = z.object({
  type: z.literal(componentTypes.radioGroup),
  ...fieldBase,
  options: list(checkOption, 2, 10),
});

const checkboxGroup = z.object({
  type: z.literal(componentTypes.checkboxGroup),
  ...fieldBase,
  min_values: whole(0, 10).nullish(),
  max_values: whole(1, 10).nullish(),
  options: list(checkOption, 1, 10),
});

const checkbox = z.object({
  type: z.literal(componentTypes.checkbox),
  id: componentId,
  custom_id: customId,
  default: z.boolean().nullish(),
});

const fileUpload = z.object({
  type: z.literal(componentTypes.fileUpload),
  ...fieldBase,
  min_values: whole(0, 10).nullish(),
  max_values: whole(1, 10).nullish(),
});

const modalField = z.discriminatedUnion('type', [
  textInput,
  stringSelect,
  pickSelect,
  radioGroup,
  checkboxGroup,
  checkbox,
  fileUpload,
]);

const label = z.object({
  type: z.literal(componentTypes.label),
  id: componentId,
  label: text(1, 45),
  description: text(0, 100).nullish(),
  component: modalField,
});

const modalBody = z
  .object({
    custom_id: customId,
    title: text(1, 45),
    components: list(z.discriminatedUnion('type', [label, textDisplay]), 1, 5),
  })
  .superRefine((modal, context) => {
    const seen = new Set<string>();
    modal.components.forEach((component, at) => {
      if (!('component' in component)) return;
      const id = component.component.custom_id;
      if (seen.has(id))
        addProblem(context, 'COMPONENT_CUSTOM_ID_DUPLICATED', 'Component custom id cannot be duplicated', [
          'components',
          at,
          'component',
          'custom_id',
        ]);
      seen.add(id);
    });
  });

/** A form as the bot sent it. */
export type ModalBody = z.output<typeof modalBody>;
/** What stands in a Label. */
export type ModalField = z.output<typeof modalField>;

export const parseModal = (body: unknown, at: readonly (string | number)[] = []): ModalBody =>
  parseForm(modalBody, body, at);

// --- autocomplete ---------------------------------------------------------------------------------------------------

const localizations = (max: number) => z.record(z.string(), text(1, max)).nullish();
const choiceValue = z.union([text(1, 100), z.number()]);
const choice = z.object({ name: text(1, 100), name_localizations: localizations(100), value: choiceValue });
const choicesBody = z.object({ choices: list(choice, 0, 25) });

/** One line of an autocomplete list or of an option's choices. */
export type Choice = z.output<typeof choice>;

export const parseChoices = (body: unknown, at: readonly (string | number)[] = []): Choice[] =>
  parseForm(choicesBody, body, at).choices;

// --- commands -------------------------------------------------------------------------------------------------------

const slashName = text(1, 32).superRefine((value, context) => {
  const isName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(value) && value === value.toLowerCase();
  if (value.length > 0 && !isName) addProblem(context, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid');
});

const optionFields = {
  name: slashName,
  name_localizations: localizations(32),
  description: text(1, 100),
  description_localizations: localizations(100),
};

const valueOption = z
  .object({
    ...optionFields,
    type: z.literal([
      optionTypes.string,
      optionTypes.integer,
      optionTypes.boolean,
      optionTypes.user,
      optionTypes.channel,
      optionTypes.role,
      optionTypes.mentionable,
      optionTypes.number,
      optionTypes.attachment,
    ]),
    required: z.boolean().nullish(),
    autocomplete: z.boolean().nullish(),
    choices: list(choice, 0, 25).nullish(),
    min_length: whole(0, 6_000).nullish(),
    max_length: whole(1, 6_000).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
    channel_types: z.array(z.int()).nullish(),
  })
  .superRefine((option, context) => {
    if (option.autocomplete && (option.choices?.length ?? 0) > 0)
      addProblem(
        context,
        'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_EXCLUSIVE',
        'Autocomplete and choices cannot both be set',
        ['choices'],
      );
  });

const subcommand = z.object({
  ...optionFields,
  type: z.literal(optionTypes.subcommand),
  options: list(valueOption, 0, 25).superRefine(optionOrder).nullish(),
});

const subcommandGroup = z.object({
  ...optionFields,
  type: z.literal(optionTypes.subcommandGroup),
  options: list(subcommand, 1, 25).superRefine(optionOrder),
});

const anyOption = z.discriminatedUnion('type', [subcommand, subcommandGroup, valueOption]);

function optionOrder(
  options: readonly { readonly name: string; readonly required?: boolean | null | undefined }[],
  context: z.core.$RefinementCtx<unknown>,
): void {
  const names = new Set<string>();
  let optionalSeen = false;
  options.forEach(({ name, required }, at) => {
    if (names.has(name))
      addProblem(context, 'APPLICATION_COMMAND_OPTIONS_NAME_INVALID', 'Option name is already used', [at, 'name']);
    if (required && optionalSeen)
      addProblem(
        context,
        'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
        'Required options must be placed before non-required options',
        [at],
      );
    names.add(name);
    optionalSeen ||= !required;
  });
}

const permissionBits = z.union([z.string().regex(/^\d{1,19}$/), z.int().nonnegative()]).nullish();

const commandBody = z
  .object({
    name: text(1, 32),
    type: z.literal(Object.values(commandTypes)).nullish(),
    name_localizations: localizations(32),
    description: text(0, 100).nullish(),
    description_localizations: localizations(100),
    options: list(anyOption, 0, 25).superRefine(optionOrder).nullish(),
    default_member_permissions: permissionBits,
    dm_permission: z.boolean().nullish(),
    contexts: list(z.literal([0, 1, 2]), 1, 3).nullish(),
    integration_types: list(z.literal([0, 1]), 1, 2).nullish(),
    nsfw: z.boolean().nullish(),
  })
  .superRefine((command, context) => {
    const isSlash = (command.type ?? commandTypes.slash) === commandTypes.slash;
    if (isSlash) checkSlash(command, context);
    else if (command.description || command.options?.length)
      addProblem(context, 'APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION', 'Context menu commands have a name only.', [
        command.description ? 'description' : 'options',
      ]);
    if (commandLength(command) > maxCommandText)
      addProblem(context, 'APPLICATION_COMMAND_TOO_LARGE', `Command exceeds maximum size (${maxCommandText})`);
  });

/** A command as the bot registers it. */
export type CommandBody = z.output<typeof commandBody>;
/** An option of a command: a value, a subcommand or a group of them. */
export type CommandOption = z.output<typeof anyOption>;
/** An option that holds a value. */
export type ValueOption = z.output<typeof valueOption>;

function checkSlash(
  command: { readonly name: string; readonly description?: string | null | undefined },
  context: z.core.$RefinementCtx<unknown>,
): void {
  if (!slashName.safeParse(command.name).success)
    addProblem(context, 'APPLICATION_COMMAND_INVALID_NAME', 'Command name is invalid', ['name']);
  if (!command.description) addProblem(context, 'BASE_TYPE_REQUIRED', 'This field is required', ['description']);
}

/** Characters of names, descriptions and choices of a command with all it holds. */
function commandLength(of: {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly options?: readonly CommandOption[] | null | undefined;
}): number {
  const own = of.name.length + (of.description?.length ?? 0);
  return (of.options ?? []).reduce((sum, option) => sum + optionLength(option), own);
}

function optionLength(option: CommandOption): number {
  if (!('choices' in option)) return commandLength(option);
  const choices = (option.choices ?? []).reduce((sum, one) => sum + one.name.length + String(one.value).length, 0);
  return option.name.length + option.description.length + choices;
}

export const parseCommand = (body: unknown): CommandBody => parseForm(commandBody, body);

/** How many commands of each type one scope takes. */
const commandCounts = { [commandTypes.slash]: 100, [commandTypes.user]: 15, [commandTypes.message]: 15 } as const;

/** A whole set of commands, as in a bulk overwrite. */
export function parseCommands(body: unknown): CommandBody[] {
  const commands = parseForm(z.array(commandBody), body);
  const seen = new Set<string>();
  const twice = commands.flatMap((command, at) => {
    const key = `${command.type ?? commandTypes.slash}/${command.name}`;
    const again = seen.has(key);
    seen.add(key);
    const problem = {
      path: [at, 'name'],
      code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
      message: 'Application command names must be unique',
    };
    return again ? [problem] : [];
  });
  const problems = [...twice, ...countProblems(commands)];
  if (problems.length > 0) throw invalidForm(problems);
  return commands;
}

/** @param commands all that one scope would hold */
export function countProblems(commands: readonly Pick<CommandBody, 'type'>[]): FormProblem[] {
  return Object.values(commandTypes).flatMap((type) => {
    const count = commands.filter((command) => (command.type ?? commandTypes.slash) === type).length;
    const problem = {
      path: [],
      code: 'APPLICATION_COMMANDS_MAX',
      message: `Maximum number of application commands reached (${commandCounts[type]}).`,
    };
    return count > commandCounts[type] ? [problem] : [];
  });
}
