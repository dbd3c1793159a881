import { optionView, selectFrom } from './component-view.ts';
import type { ModalField } from './discord-limits.ts';
import type { ShownModal } from './interactions.ts';
import type { FieldView, ModalView } from './page/view.ts';
import { componentTypes } from './protocol.ts';

/** A form as the page draws it. @param id what the page sends back with it */
export const modalView = (id: string, modal: ShownModal): ModalView => ({
  id,
  title: modal.title,
  parts: modal.components.map((part) =>
    'component' in part
      ? fieldView(part.component, part.label, part.description ?? '')
      : { kind: 'words', content: part.content },
  ),
});

function fieldView(field: ModalField, label: string, description: string): FieldView {
  const required = field.type !== componentTypes.checkbox && field.required !== false;
  const base = { customId: field.custom_id, label, description, required };
  switch (field.type) {
    case componentTypes.textInput:
      return {
        ...base,
        kind: 'text',
        isLong: field.style === 2,
        value: field.value ?? '',
        placeholder: field.placeholder ?? '',
        minLength: field.min_length ?? 0,
        maxLength: field.max_length ?? 4_000,
      };
    case componentTypes.radioGroup:
      return { ...base, kind: 'radio', options: field.options.map(optionView) };
    case componentTypes.checkboxGroup: {
      const options = field.options.map(optionView);
      const max = field.max_values ?? options.length;
      return { ...base, kind: 'checks', options, min: field.min_values ?? 1, max };
    }
    case componentTypes.checkbox:
      return { ...base, kind: 'check', isTicked: field.default ?? false };
    case componentTypes.fileUpload:
      return { ...base, kind: 'files', min: field.min_values ?? 1, max: field.max_values ?? 1 };
    default:
      return { ...base, kind: 'select', ...selectFrom(field) };
  }
}
