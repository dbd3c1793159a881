import { openDialog } from './dialogs.ts';
import { drawMarkdown } from './draw-markdown.ts';
import { button, element, nextId } from './element.ts';
import type { FieldValues, FieldView, ModalView } from './view.ts';

type Drawn = { readonly node: HTMLElement; readonly entries: () => [string, FieldValues[string]][] };

/** Shows a form of the bot's. @param send resolves to a problem, which leaves the form open, or to nothing */
export function openModal(modal: ModalView, send: (values: FieldValues) => Promise<string | undefined>): void {
  const parts = modal.parts.map(drawPart);
  const problem = element('p', { class: 'form-problem', role: 'alert' });
  const submit = element('button', { type: 'submit', class: 'primary' }, 'Submit');
  const cancel = button('Cancel', () => close(), { class: 'secondary' });
  const form = element(
    'form',
    {},
    ...parts.map(({ node }) => node),
    problem,
    element('div', { class: 'dialog-buttons' }, cancel, submit),
  );
  const submitted = async (): Promise<void> => {
    submit.disabled = true;
    const wrong = await send(Object.fromEntries(parts.flatMap(({ entries }) => entries())));
    submit.disabled = false;
    if (wrong === undefined) close();
    else problem.textContent = wrong;
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitted();
  });
  const close = openDialog(modal.title, form);
  form.querySelector<HTMLElement>('textarea, input, select')?.focus();
}

function drawPart(part: ModalView['parts'][number]): Drawn {
  switch (part.kind) {
    case 'words':
      return { node: drawMarkdown(part.content, () => undefined), entries: () => [] };
    case 'text':
      return drawText(part);
    case 'select':
      return drawSelect(part);
    case 'radio':
    case 'checks':
      return drawGroup(part);
    case 'check':
      return drawCheck(part);
    case 'unknown':
      return { node: labelled(part, element('p', {}, 'The playground does not draw this field.')), entries: () => [] };
  }
}

function drawText(field: Extract<FieldView, { kind: 'text' }>): Drawn {
  const { required, placeholder, minLength, maxLength, value } = field;
  const attributes = { required, placeholder, minlength: minLength, maxlength: maxLength, dir: 'auto' };
  const input = field.isLong
    ? element('textarea', { ...attributes, rows: 4 })
    : element('input', { ...attributes, type: 'text' });
  input.value = value;
  return { node: labelled(field, input), entries: () => [[field.customId, input.value]] };
}

function drawSelect(field: Extract<FieldView, { options: unknown }>): Drawn {
  const empty = element('option', { value: '' }, 'Make a selection');
  const options = field.options.map(({ label, value, isDefault }) =>
    element('option', { value, selected: isDefault }, label),
  );
  const select = element('select', { required: field.required }, empty, ...options);
  const entries = (): [string, string][] => (select.value === '' ? [] : [[field.customId, select.value]]);
  return { node: labelled(field, select), entries };
}

/** Radio buttons where one can be picked, boxes to tick where several can. */
function drawGroup(field: Extract<FieldView, { options: unknown }>): Drawn {
  const isRadio = field.kind === 'radio';
  const name = nextId();
  const inputs = field.options.map((option) => ({
    option,
    input: element('input', {
      type: isRadio ? 'radio' : 'checkbox',
      name,
      value: option.value,
      checked: option.isDefault,
      required: isRadio && field.required,
    }),
  }));
  const node = element(
    'fieldset',
    {},
    element('legend', {}, nameOf(field)),
    field.description !== '' && element('p', { class: 'small' }, field.description),
    ...inputs.map(({ option, input }) => element('label', { class: 'choice' }, input, option.label)),
  );
  const picked = (): string[] => inputs.filter(({ input }) => input.checked).map(({ option }) => option.value);
  return {
    node,
    entries: () => (picked().length === 0 ? [] : [[field.customId, isRadio ? (picked()[0] ?? '') : picked()]]),
  };
}

function drawCheck(field: Extract<FieldView, { kind: 'check' }>): Drawn {
  const input = element('input', { type: 'checkbox', checked: field.isTicked });
  return {
    node: element('label', { class: 'choice' }, input, field.label),
    entries: () => [[field.customId, input.checked]],
  };
}

const nameOf = ({ label, required }: FieldView): string => (required ? `${label} (required)` : label);

const labelled = (field: FieldView, input: HTMLElement): HTMLElement =>
  element(
    'label',
    { class: 'field' },
    element('span', {}, nameOf(field)),
    field.description !== '' && element('span', { class: 'small' }, field.description),
    input,
  );
