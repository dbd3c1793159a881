import { button, element, nextId } from './element.ts';
import { type OptionEntry, optionEntry } from './option-value.ts';
import { type Offer, SuggestionList } from './suggestion-list.ts';
import type { ChoiceView, CommandView, OptionValues, OptionView, UploadReply } from './view.ts';

export type CommandUses = {
  readonly run: (command: CommandView, options: OptionValues) => void;
  readonly complete: (
    command: CommandView,
    option: string,
    typed: string,
    options: OptionValues,
  ) => Promise<readonly ChoiceView[]>;
  /** What an option picks from: people, roles, channels. */
  readonly picksFor: (option: OptionView) => readonly ChoiceView[];
  readonly upload: (file: File) => Promise<UploadReply>;
  readonly cancel: () => void;
};

type Field = {
  readonly option: OptionView;
  readonly node: HTMLElement;
  readonly input: HTMLInputElement;
  readonly problem: HTMLElement;
  /** As it stands, for the autocomplete of others. */
  readonly now: () => OptionEntry;
  /** As it is sent. */
  readonly entry: () => Promise<OptionEntry>;
};

/** A slash command in the box: its name, and a field for each option. Enter runs it, Escape leaves it. */
export function commandForm(command: CommandView, uses: CommandUses): HTMLFormElement {
  const fields: Field[] = command.options.map((option) =>
    option.kind === 'attachment' ? fileField(option, uses) : typedField(option, offersOf(option), completer(option)),
  );
  const form = element(
    'form',
    { class: 'command', novalidate: true, 'aria-label': `/${command.path}: ${command.description}` },
    element(
      'p',
      { class: 'command-name' },
      element('strong', {}, `/${command.path}`),
      element('span', { class: 'small' }, command.description),
    ),
    ...fields.map(({ node }) => node),
    element(
      'span',
      { class: 'command-buttons' },
      element('button', { type: 'submit', class: 'primary' }, 'Send'),
      button('Cancel', uses.cancel, { class: 'secondary' }),
    ),
  );
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitted();
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') uses.cancel();
  });
  return form;

  async function submitted(): Promise<void> {
    const entries = await Promise.all(fields.map(async (field) => ({ field, entry: await field.entry() })));
    for (const { field, entry } of entries) tell(field, 'problem' in entry ? entry.problem : '');
    const wrong = entries.find(({ entry }) => 'problem' in entry);
    if (wrong === undefined) uses.run(command, valuesOf(entries));
    else wrong.field.input.focus();
  }

  function offersOf(option: OptionView): readonly ChoiceView[] {
    if (option.kind === 'switch') return switchChoices;
    return option.choices.length > 0 ? option.choices : uses.picksFor(option);
  }

  function completer(option: OptionView): (typed: string) => Promise<readonly ChoiceView[]> {
    if (option.autocompletes)
      return (typed) => {
        const others = fields.filter((field) => field.option.name !== option.name);
        const values = valuesOf(others.map((field) => ({ field, entry: field.now() })));
        return uses.complete(command, option.name, typed, values);
      };
    return async (typed) => offersOf(option).filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  }
}

const valuesOf = (entries: readonly { readonly field: Field; readonly entry: OptionEntry }[]): OptionValues =>
  Object.fromEntries(
    entries.flatMap(({ field, entry }) =>
      'value' in entry && entry.value !== undefined ? [[field.option.name, entry.value]] : [],
    ),
  );

function tell({ input, problem }: Field, words: string): void {
  problem.textContent = words;
  if (words === '') input.removeAttribute('aria-invalid');
  else input.setAttribute('aria-invalid', 'true');
}

const switchChoices: readonly ChoiceView[] = [
  { name: 'True', value: 'true' },
  { name: 'False', value: 'false' },
];

function typedField(
  option: OptionView,
  offered: readonly ChoiceView[],
  complete: (typed: string) => Promise<readonly ChoiceView[]>,
): Field {
  const input = element('input', {
    type: 'text',
    inputmode: { whole: 'numeric', number: 'decimal' }[option.kind as string],
    'aria-required': option.required ? 'true' : undefined,
    maxlength: option.kind === 'text' ? option.maxLength : undefined,
    autocomplete: 'off',
    dir: 'auto',
    placeholder: option.description,
    'data-option': option.name,
  });
  const list = new SuggestionList(input, `Values of ${option.name}`);
  let picked: ChoiceView | undefined;
  let asked = 0;
  const offerFor = (choice: ChoiceView): Offer => ({
    label: choice.name,
    detail: '',
    pick: () => {
      picked = option.kind === 'switch' ? undefined : choice;
      input.value = choice.name;
    },
  });
  const offer = async (): Promise<void> => {
    asked += 1;
    const mine = asked;
    const choices = await complete(input.value);
    // Answers may come in another order than they were asked for, or after the field was left.
    if (mine === asked && document.activeElement === input) list.offer(choices.map(offerFor));
  };
  input.addEventListener('input', () => {
    picked = undefined;
    void offer();
  });
  input.addEventListener('focus', () => void offer());
  input.addEventListener('keydown', (event) => void list.takeKey(event));
  const now = (): OptionEntry => optionEntry(option, input.value, offered, picked);
  return { option, input, now, entry: async () => now(), ...around(option, input, list.node) };
}

function fileField(option: OptionView, { upload }: CommandUses): Field {
  const input = element('input', {
    type: 'file',
    'aria-required': option.required ? 'true' : undefined,
    'data-option': option.name,
  });
  const entry = async (): Promise<OptionEntry> => {
    const file = input.files?.[0];
    if (file === undefined) return optionEntry(option, '', [], undefined);
    const sent = await upload(file);
    return 'upload' in sent ? { value: sent } : sent;
  };
  return { option, input, now: () => ({ value: undefined }), entry, ...around(option, input) };
}

/** A field with its name above and its problem below. */
function around(
  option: OptionView,
  input: HTMLInputElement,
  ...more: readonly HTMLElement[]
): { node: HTMLElement; problem: HTMLElement } {
  const problem = element('span', { class: 'field-problem', id: nextId(), role: 'alert' });
  input.setAttribute('aria-describedby', problem.id);
  const name = element(
    'span',
    {},
    option.name,
    element('span', { class: 'small' }, option.required ? ' (required)' : ' (optional)'),
  );
  const kind = option.required ? 'option required' : 'option';
  return {
    node: element('div', { class: kind }, element('label', {}, name, input), ...more, problem),
    problem,
  };
}
