import { describe, expect, it } from 'vitest';
import {
  button,
  type Container,
  type Control,
  channelSelect,
  type Form,
  type Label,
  roleSelect,
  type StringSelect,
} from '../../src/discord/components.ts';
import { lineField, menuField } from '../../src/discord/form-fields.ts';
import { checkForm, checkLimits } from '../../src/discord/limits.ts';
import { flagForm, followUpForm } from '../../src/discord/render-answer.ts';
import { InvariantError } from '../../src/domain/errors.ts';
import { parseModal } from '../../src/playground/discord-limits.ts';

const text = (more: Partial<Label> = {}, id = 'text'): Label => ({
  type: 18,
  label: 'Words',
  component: { type: 4, custom_id: id, style: 2, required: true, max_length: 100 },
  ...more,
});
const radio = (count: number, length = 5): Label =>
  text({
    component: {
      type: 21,
      custom_id: 'radio',
      required: true,
      options: Array.from({ length: count }, (_, at) => ({ label: 'x'.repeat(length), value: `${at}` })),
    },
  });
const form = (more: Partial<Form>): Form => ({ custom_id: 'form', title: 'Form', components: [text()], ...more });
const texts = (count: number) => Array.from({ length: count }, (_, at) => text({}, `text ${at}`));

const menu = (count: number, length = 5, most = 1): StringSelect => ({
  type: 3,
  custom_id: 'menu',
  max_values: most,
  options: Array.from({ length: count }, (_, at) => ({ label: 'x'.repeat(length), value: `${at}` })),
});
const message = (...rows: Control[][]): Container => ({
  type: 17,
  components: [{ type: 10, content: 'Words' }, ...rows.map((components) => ({ type: 1, components }) as const)],
});

describe('a message', () => {
  it.each([
    { what: 'a menu of 26', wrong: message([menu(26)]) },
    { what: 'a menu beside a button', wrong: message([menu(2), button('A', 'a')]) },
    { what: 'two menus in a row', wrong: message([menu(2), roleSelect('roles', [])]) },
    { what: 'a menu with more picked than it takes', wrong: message([channelSelect('channels', ['1', '2'])]) },
    { what: 'a choice twice', wrong: message([{ ...menu(1), options: [...menu(1).options, ...menu(1).options] }]) },
    { what: 'a custom_id twice', wrong: message([menu(2)], [menu(2)]) },
  ])('never leaves with $what', ({ wrong }) => {
    expect(() => checkLimits(wrong)).toThrow(InvariantError);
  });

  it('leaves with a menu in each of its rows', () => {
    expect(() =>
      checkLimits(message([menu(25, 100, 25)], [roleSelect('roles', ['1'])], [button('A', 'a', 4)])),
    ).not.toThrow();
  });
});

describe('a form', () => {
  it.each([
    { what: 'no field', wrong: form({ components: [] }) },
    { what: 'six fields', wrong: form({ components: texts(6) }) },
    { what: 'too long a title', wrong: form({ title: 'x'.repeat(46) }) },
    { what: 'too long a label', wrong: form({ components: [text({ label: 'x'.repeat(46) })] }) },
    { what: 'too long a description', wrong: form({ components: [text({ description: 'x'.repeat(101) })] }) },
    { what: 'one thing to choose from', wrong: form({ components: [radio(1)] }) },
    { what: 'eleven things to choose from', wrong: form({ components: [radio(11)] }) },
    { what: 'too long a choice', wrong: form({ components: [radio(2, 101)] }) },
    { what: 'too long a custom_id', wrong: form({ custom_id: 'x'.repeat(101) }) },
    { what: 'a custom_id twice', wrong: form({ components: [text(), text()] }) },
    { what: 'an empty menu', wrong: form({ components: [menuField('Menu', menu(0))] }) },
    { what: 'a menu of 26', wrong: form({ components: [menuField('Menu', menu(26))] }) },
    { what: 'a menu with too long a choice', wrong: form({ components: [menuField('Menu', menu(2, 101))] }) },
    { what: 'a menu that takes more than it has', wrong: form({ components: [menuField('Menu', menu(2, 5, 3))] }) },
    {
      what: 'too long a placeholder',
      wrong: form({ components: [lineField('a', 'A', { max: 9, placeholder: 'x'.repeat(101) })] }),
    },
  ])('never leaves with $what, which Discord refuses too', ({ wrong }) => {
    expect(() => checkForm(wrong)).toThrow(InvariantError);
    expect(() => parseModal(wrong)).toThrow();
  });

  it.each([
    { which: 'behind Follow up', right: followUpForm('A'.repeat(22), 1_000) },
    { which: 'behind Not right?', right: flagForm('A'.repeat(22)) },
    {
      which: 'that just keeps the limits',
      right: form({
        custom_id: 'x'.repeat(100),
        title: 'x'.repeat(45),
        components: [...texts(4), { ...radio(10, 100), label: 'x'.repeat(45), description: 'x'.repeat(100) }],
      }),
    },
  ])('leaves, $which, and Discord takes it', ({ right }) => {
    checkForm(right);
    expect(parseModal(right)).toMatchObject(right);
  });
});
