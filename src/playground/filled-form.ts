import type { ModalField } from './discord-limits.ts';
import { ImpossibleAction } from './impossible-action.ts';
import type { ShownModal } from './interactions.ts';
import type { UploadedFile } from './messages.ts';
import { checkPicks, namedBy, type Place } from './picks.ts';
import { componentTypes } from './protocol.ts';
import type { Named } from './resolved.ts';
import type { Attachment } from './world.ts';

/** What somebody enters into a form, by custom_id: text or a radio's value, picked values, a single tick, files. */
export type FieldValues = Readonly<Record<string, string | readonly string[] | boolean | readonly UploadedFile[]>>;

/** A field as the interaction carries it, with what its values stand for. */
type Filled = { readonly field: object; readonly named: Named };

/**
 * The `components` of a form that is sent, in the shape that Discord gives to each kind of field.
 * @param upload keeps a file and gives it its id
 * @throws ImpossibleAction where the client would not send the form
 */
export function filledForm(
  place: Place,
  modal: ShownModal,
  values: FieldValues,
  upload: (file: UploadedFile) => Attachment,
): { readonly components: readonly object[]; readonly named: Named } {
  const fields = modal.components.flatMap((one) => ('component' in one ? [one.component.custom_id] : []));
  const unknown = Object.keys(values).find((id) => !fields.includes(id));
  if (unknown !== undefined) throw new ImpossibleAction(`The form has no field "${unknown}"`);
  const named: Named[] = [];
  let last = 0;
  const idOf = (component: { readonly id?: number | null | undefined }): number => component.id || ++last;
  const components = modal.components.map((one) => {
    const base = { type: one.type, id: idOf(one) };
    if (!('component' in one)) return base;
    const filled = filledField(place, one.component, values[one.component.custom_id], upload);
    named.push(filled.named);
    return { ...base, component: { id: idOf(one.component), ...filled.field } };
  });
  return { components, named: together(named) };
}

const together = (named: readonly Named[]): Named => ({
  users: named.flatMap(({ users = [] }) => users),
  roles: named.flatMap(({ roles = [] }) => roles),
  channels: named.flatMap(({ channels = [] }) => channels),
  attachments: named.flatMap(({ attachments = [] }) => attachments),
});

function filledField(
  place: Place,
  field: ModalField,
  given: FieldValues[string] | undefined,
  upload: (file: UploadedFile) => Attachment,
): Filled {
  const base = { type: field.type, custom_id: field.custom_id };
  switch (field.type) {
    case componentTypes.checkbox:
      return { field: { ...base, value: given === undefined ? !!field.default : given === true }, named: {} };
    case componentTypes.textInput:
      return { field: { ...base, value: textOf(field, given) }, named: {} };
    case componentTypes.fileUpload: {
      const attachments = filesOf(field, given).map(upload);
      return { field: { ...base, values: attachments.map(({ id }) => id) }, named: { attachments } };
    }
    default: {
      const picked = picksOf(field, given);
      checkRequired(field, picked);
      if (picked.length > 0) checkPicks(place, { ...field, ...boundsOf(field) }, picked);
      if (field.type === componentTypes.radioGroup) return { field: { ...base, value: picked[0] ?? null }, named: {} };
      return { field: { ...base, values: picked }, named: namedBy(field.type, picked) };
    }
  }
}

type FieldOf<T extends number> = Extract<ModalField, { type: T }>;
type PickField = Exclude<
  ModalField,
  FieldOf<typeof componentTypes.checkbox | typeof componentTypes.textInput | typeof componentTypes.fileUpload>
>;

function textOf(field: FieldOf<typeof componentTypes.textInput>, given: FieldValues[string] | undefined): string {
  const text = typeof given === 'string' ? given : (field.value ?? '');
  checkRequired(field, text);
  const [min, max] = [field.min_length ?? 0, field.max_length ?? 4_000];
  if (text !== '' && (text.length > max || text.length < min))
    throw new ImpossibleAction(`"${field.custom_id}" takes ${min} to ${max} characters`);
  return text;
}

function filesOf(
  field: FieldOf<typeof componentTypes.fileUpload>,
  given: FieldValues[string] | undefined,
): readonly UploadedFile[] {
  const files = Array.isArray(given) ? given.filter((one): one is UploadedFile => typeof one === 'object') : [];
  checkRequired(field, files);
  const [min, max] = [field.min_values ?? 1, field.max_values ?? 1];
  if (files.length > 0 && (files.length < min || files.length > max))
    throw new ImpossibleAction(`"${field.custom_id}" takes ${min} to ${max} files, not ${files.length}`);
  return files;
}

/** Without a choice of the person's what the form came with stays picked. */
function picksOf(field: PickField, given: FieldValues[string] | undefined): readonly string[] {
  if (typeof given === 'string') return [given];
  if (Array.isArray(given)) return given.filter((one): one is string => typeof one === 'string');
  if ('options' in field) return field.options.flatMap((option) => (option.default ? [option.value] : []));
  return (field.default_values ?? []).map(({ id }) => id);
}

function boundsOf(field: PickField): { readonly min_values: number; readonly max_values: number } {
  if (field.type === componentTypes.radioGroup) return { min_values: 1, max_values: 1 };
  const most = field.type === componentTypes.checkboxGroup ? field.options.length : 1;
  return { min_values: field.min_values ?? 1, max_values: field.max_values ?? most };
}

function checkRequired(
  field: { readonly custom_id: string; readonly required?: boolean | null | undefined },
  { length }: { readonly length: number },
): void {
  if (field.required !== false && length === 0) throw new ImpossibleAction(`The form needs "${field.custom_id}"`);
}
