import type { Label, Select, SelectOption } from './components.ts';

type TextOptions = {
  readonly max: number;
  /** Yes, where nothing is said. */
  readonly required?: boolean;
  readonly value?: string;
  readonly placeholder?: string;
  readonly description?: string;
};

const textField =
  (style: 1 | 2) =>
  (id: string, label: string, { max, required = true, value, placeholder, description }: TextOptions): Label => ({
    type: 18,
    label,
    ...(description === undefined ? {} : { description }),
    component: {
      type: 4,
      custom_id: id,
      style,
      required,
      max_length: max,
      ...(value ? { value: value.slice(0, max) } : {}),
      ...(placeholder === undefined ? {} : { placeholder }),
    },
  });

/** A field of a form for one line of text. */
export const lineField = textField(1);
/** A field of a form for several lines of text. */
export const paragraphField = textField(2);

/** A field of a form in which one of a few is chosen. */
export const radioField = (id: string, label: string, options: SelectOption[], description?: string): Label => ({
  type: 18,
  label,
  ...(description === undefined ? {} : { description }),
  component: { type: 21, custom_id: id, required: true, options },
});

/** A field of a form in which something is picked from a menu. */
export const menuField = (label: string, component: Select, description?: string): Label => ({
  type: 18,
  label,
  ...(description === undefined ? {} : { description }),
  component,
});
