import { openDialog } from './dialogs.ts';
import { drawMarkdown, type MarkdownUses } from './draw-markdown.ts';
import { button, element, nextId } from './element.ts';
import { SelectMenu } from './select-menu.ts';
import type { FieldValues, FieldView, ModalView, SelectFrom, SelectOptionView, UploadReply } from './view.ts';

type Value = FieldValues[string];
type Entry = { readonly value: Value | undefined } | { readonly problem: string };

/** A field on the screen. */
type Drawn = {
  readonly customId: string;
  readonly node: HTMLElement;
  /** Where a problem of the field puts the focus. */
  readonly control: HTMLElement;
  readonly problem: HTMLElement;
  /** What it is sent as, or why it cannot be. */
  readonly entry: () => Entry | Promise<Entry>;
};

/** What a form needs of the page. */
export type ModalUses = {
  readonly botName: string;
  readonly markdown: MarkdownUses;
  readonly offeredBy: (select: SelectFrom) => readonly SelectOptionView[];
  readonly upload: (file: File) => Promise<UploadReply>;
  /** @returns a problem, which leaves the form open, or nothing */
  readonly send: (values: FieldValues) => Promise<string | undefined>;
};

/** Shows a form of the bot's. Each field says what is wrong with it. */
export function openModal(modal: ModalView, uses: ModalUses): void {
  const fields: Drawn[] = [];
  const parts = modal.parts.map((part) => {
    if (part.kind === 'words') return drawMarkdown(part.content, uses.markdown);
    const drawn = drawField(part, uses);
    fields.push(drawn);
    return drawn.node;
  });
  const problem = element('p', { class: 'form-problem', role: 'alert' });
  const submit = element('button', { type: 'submit', class: 'primary' }, 'Submit');
  const cancel = button('Cancel', () => close(), { class: 'secondary' });
  const form = element(
    'form',
    { novalidate: true },
    element('p', { class: 'small' }, `This form goes to ${uses.botName}. Enter no password in it.`),
    element('div', { class: 'fields-of-form' }, ...parts),
    problem,
    element('div', { class: 'dialog-buttons' }, cancel, submit),
  );
  const submitted = async (): Promise<void> => {
    if (submit.getAttribute('aria-busy') === 'true') return;
    problem.textContent = '';
    submit.setAttribute('aria-busy', 'true');
    const values = await collected(fields);
    const wrong = values === undefined ? undefined : await uses.send(values);
    submit.removeAttribute('aria-busy');
    if (wrong !== undefined) problem.textContent = wrong;
    else if (values !== undefined) close();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitted();
  });
  const close = openDialog(modal.title, form);
  (fields[0]?.control ?? submit).focus();
}

/** What the fields hold; nothing where one of them has a problem, which then has the focus. */
async function collected(fields: readonly Drawn[]): Promise<FieldValues | undefined> {
  const entries = await Promise.all(fields.map(async (field) => ({ field, entry: await field.entry() })));
  for (const { field, entry } of entries) tell(field, 'problem' in entry ? entry.problem : '');
  const wrong = entries.find(({ entry }) => 'problem' in entry);
  wrong?.field.control.focus();
  if (wrong !== undefined) return undefined;
  return Object.fromEntries(
    entries.flatMap(({ field, entry }): [string, Value][] =>
      'value' in entry && entry.value !== undefined ? [[field.customId, entry.value]] : [],
    ),
  );
}

function tell({ control, problem }: Drawn, words: string): void {
  problem.textContent = words;
  if (words === '') control.removeAttribute('aria-invalid');
  else control.setAttribute('aria-invalid', 'true');
}

function drawField(field: FieldView, uses: ModalUses): Drawn {
  switch (field.kind) {
    case 'text':
      return drawText(field);
    case 'select':
      return drawSelect(field, uses);
    case 'radio':
      return drawRadios(field);
    case 'checks':
      return drawChecks(field);
    case 'check':
      return drawCheck(field);
    case 'files':
      return drawFiles(field, uses);
  }
}

type Of<Kind extends FieldView['kind']> = Extract<FieldView, { kind: Kind }>;

function drawText(field: Of<'text'>): Drawn {
  const { required, placeholder, minLength, maxLength, value } = field;
  const attributes = { placeholder, maxlength: maxLength, dir: 'auto', 'aria-required': required ? 'true' : undefined };
  const input = field.isLong
    ? element('textarea', { ...attributes, rows: 4 })
    : element('input', { ...attributes, type: 'text' });
  input.value = value;
  return labelled(field, input, input, () => {
    const length = input.value.trim() === '' ? 0 : input.value.length;
    if (required && length === 0) return { problem: 'Fill this in.' };
    if (length > 0 && length < minLength)
      return { problem: `Write at least ${minLength} characters; these are ${length}.` };
    return { value: input.value };
  });
}

function drawSelect(field: Of<'select'>, uses: ModalUses): Drawn {
  const label = element('span', {}, nameOf(field));
  const menu = new SelectMenu({
    ...field,
    label,
    offered: () => uses.offeredBy(field),
  });
  const { node, box } = menu;
  return described(field, label, node, box, () => counted(menu.values, field));
}

/** As many as the bot asks for; none at all where the field may be left out. */
function counted(
  values: readonly string[],
  { required, min, max }: { readonly required: boolean; readonly min: number; readonly max: number },
): Entry {
  if (values.length === 0 && !required) return { value: [] };
  const least = Math.max(required ? 1 : 0, min);
  if (values.length < least) return { problem: least === 1 ? 'Choose something.' : `Choose at least ${least}.` };
  if (values.length > max) return { problem: `Choose at most ${max}; these are ${values.length}.` };
  return { value: values };
}

type Group = {
  readonly node: HTMLElement;
  readonly inputs: readonly HTMLInputElement[];
  readonly problem: HTMLElement;
};

/** Radio buttons, or boxes to tick, under one name. */
function drawGroup(field: Of<'radio'> | Of<'checks'>): Group {
  const name = nextId();
  const problem = problemLine();
  const entries = field.options.map(({ label, value, description, isDefault }) => {
    const type = field.kind === 'radio' ? 'radio' : 'checkbox';
    const input = element('input', { type, name, value, checked: isDefault, 'aria-describedby': problem.id });
    const words = element('span', {}, label, description !== '' && element('span', { class: 'small' }, description));
    return { input, node: element('label', { class: 'choice' }, input, words) };
  });
  const node = element(
    'fieldset',
    { role: field.kind === 'radio' ? 'radiogroup' : undefined },
    element('legend', {}, nameOf(field)),
    field.description !== '' && element('p', { class: 'small' }, field.description),
    ...entries.map((one) => one.node),
    problem,
  );
  return { node, inputs: entries.map(({ input }) => input), problem };
}

const ticked = ({ inputs }: Group): string[] => inputs.filter(({ checked }) => checked).map(({ value }) => value);

function drawRadios(field: Of<'radio'>): Drawn {
  const group = drawGroup(field);
  return ofGroup(field, group, () => {
    const [value] = ticked(group);
    return value === undefined && field.required ? { problem: 'Choose something.' } : { value };
  });
}

function drawChecks(field: Of<'checks'>): Drawn {
  const group = drawGroup(field);
  return ofGroup(field, group, () => counted(ticked(group), field));
}

const ofGroup = ({ customId }: FieldView, { node, inputs, problem }: Group, entry: Drawn['entry']): Drawn => ({
  customId,
  node,
  control: inputs[0] ?? node,
  problem,
  entry,
});

function drawCheck({ customId, label, description, isTicked }: Of<'check'>): Drawn {
  const input = element('input', { type: 'checkbox', checked: isTicked });
  const words = element('span', {}, label, description !== '' && element('span', { class: 'small' }, description));
  const node = element('label', { class: 'choice' }, input, words);
  return { customId, node, control: input, problem: problemLine(), entry: () => ({ value: input.checked }) };
}

function drawFiles(field: Of<'files'>, { upload }: ModalUses): Drawn {
  const { required, max } = field;
  const input = element('input', { type: 'file', multiple: max > 1, 'aria-required': required ? 'true' : undefined });
  return labelled(field, input, input, async () => {
    const files = [...(input.files ?? [])];
    const count = counted(
      files.map(({ name }) => name),
      field,
    );
    if ('problem' in count) return count;
    const sent = await Promise.all(files.map(upload));
    const refused = sent.find((one) => 'problem' in one);
    return refused ?? { value: sent.filter((one) => 'upload' in one) };
  });
}

const nameOf = ({ label, required }: FieldView): string => (required ? `${label} (required)` : label);

const problemLine = (): HTMLElement => element('span', { class: 'field-problem', id: nextId() });

function labelled(field: FieldView, node: HTMLElement, control: HTMLElement, entry: Drawn['entry']): Drawn {
  control.id = nextId();
  return described(field, element('label', { for: control.id }, nameOf(field)), node, control, entry);
}

/** A field with its name above it, and its description and problem told with it. */
function described(
  field: FieldView,
  name: HTMLElement,
  node: HTMLElement,
  control: HTMLElement,
  entry: Drawn['entry'],
): Drawn {
  const problem = problemLine();
  const description = element('span', { class: 'small', id: nextId() }, field.description);
  control.setAttribute('aria-describedby', `${description.id} ${problem.id}`);
  const words = field.description === '' ? undefined : description;
  return {
    customId: field.customId,
    node: element('div', { class: 'field' }, name, words, node, problem),
    control,
    problem,
    entry,
  };
}
