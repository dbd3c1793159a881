import { button, element } from './element.ts';
import { type Offer, SuggestionList } from './suggestion-list.ts';
import type { ChoiceView, CommandView, OptionValues, OptionView } from './view.ts';

export type CommandUses = {
  readonly run: (command: CommandView, options: OptionValues) => void;
  readonly complete: (
    command: CommandView,
    option: string,
    typed: string,
    options: OptionValues,
  ) => Promise<readonly ChoiceView[]>;
  readonly cancel: () => void;
};

type Field = { readonly option: OptionView; readonly node: HTMLElement; value(): OptionValues[string] | undefined };

/** A slash command in the box: its name, and a field for each option. Enter runs it, Escape leaves it. */
export function commandForm(command: CommandView, uses: CommandUses): HTMLFormElement {
  const fields: Field[] = command.options.map((option) => fieldFor(option, completer(option)));
  const values = (except = ''): OptionValues =>
    Object.fromEntries(
      fields.flatMap((field) => {
        const value = field.option.name === except ? undefined : field.value();
        return value === undefined ? [] : [[field.option.name, value]];
      }),
    );
  const form = element(
    'form',
    { class: 'command', 'aria-label': `/${command.path}: ${command.description}` },
    element('span', { class: 'command-name' }, `/${command.path}`),
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
    uses.run(command, values());
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') uses.cancel();
  });
  return form;

  function completer(option: OptionView): (typed: string) => Promise<readonly ChoiceView[]> {
    if (option.autocompletes) return (typed) => uses.complete(command, option.name, typed, values(option.name));
    const choices = option.kind === 'switch' ? switchChoices : option.choices;
    return async (typed) => choices.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()));
  }
}

const switchChoices: readonly ChoiceView[] = [
  { name: 'True', value: 'true' },
  { name: 'False', value: 'false' },
];

function fieldFor(option: OptionView, complete: (typed: string) => Promise<readonly ChoiceView[]>): Field {
  const input = element('input', {
    type: option.kind === 'number' ? 'number' : 'text',
    step: option.kind === 'number' ? 'any' : undefined,
    required: option.required,
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
      picked = choice;
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
  const name = option.required ? option.name : `${option.name} (optional)`;
  return {
    option,
    node: element('div', { class: 'option' }, element('label', {}, element('span', {}, name), input), list.node),
    value: () => enteredValue(option, input.value, picked),
  };
}

function enteredValue(
  option: OptionView,
  typed: string,
  picked: ChoiceView | undefined,
): OptionValues[string] | undefined {
  if (typed === '') return undefined;
  if (option.kind === 'switch') return typed.toLowerCase() === 'true';
  const value = picked?.value ?? option.choices.find(({ name }) => name === typed)?.value ?? typed;
  return option.kind === 'number' ? Number(value) : value;
}
