import type { Line } from '../answer/message.ts';
import { InvariantError } from '../domain/errors.ts';
import type { Quote } from '../domain/quote.ts';
import {
  type Container,
  type Control,
  controlsOf,
  type Form,
  type Label,
  type Select,
  type SelectOption,
  textsOf,
} from './components.ts';

/**
 * What one message or form may hold. Lengths are UTF-16 units, which are never fewer than Discord's characters.
 * Source: Discord's documentation of components; the bytes were measured (above about 10,170 it answers 500).
 */
export const limits = {
  components: 40,
  characters: 4_000,
  bytes: 9_999,
  buttonsInRow: 5,
  label: 80,
  customId: 100,
  choices: 25,
  choiceName: 100,
  fields: 5,
  formTitle: 45,
  formLabel: 45,
  formDescription: 100,
  radioOptions: 10,
  selectOptions: 25,
  option: 100,
  placeholder: 150,
  textPlaceholder: 100,
  textValue: 4_000,
} as const;

/** @throws InvariantError naming the limit that a message would pass */
export function checkLimits(container: Container): void {
  const passed = limitPassed(container);
  if (passed !== undefined) throw new InvariantError(`a message would pass a limit of Discord's: ${passed}`);
}

function limitPassed(container: Container): string | undefined {
  const texts = textsOf(container);
  const controls = controlsOf(container);
  const ids = controls.map((control) => control.custom_id);
  if (1 + container.components.length + controls.length > limits.components) return 'components';
  if (texts.reduce((sum, text) => sum + text.length, 0) > limits.characters) return 'characters';
  if (Buffer.byteLength(texts.join('\n')) > limits.bytes) return 'bytes';
  if (container.components.some((part) => part.type === 1 && widthOf(part.components) > limits.buttonsInRow))
    return 'controls in a row';
  if (controls.some((control) => control.type === 2 && control.label.length > limits.label)) return 'label';
  if (controls.some((control) => control.type !== 2 && selectLimitPassed(control))) return 'menu';
  if (ids.some((id) => id.length > limits.customId)) return 'custom_id';
  return new Set(ids).size < ids.length ? 'custom_ids that are not unique' : undefined;
}

/** A menu takes a row of its own. */
const widthOf = (controls: readonly Control[]): number =>
  controls.reduce((sum, control) => sum + (control.type === 2 ? 1 : limits.buttonsInRow), 0);

function selectLimitPassed(select: Select): boolean {
  const most = select.max_values ?? 1;
  if ((select.placeholder?.length ?? 0) > limits.placeholder || most < (select.min_values ?? 1)) return true;
  if (select.type !== 3) return select.default_values.length > most;
  const { options } = select;
  const values = new Set(options.map(({ value }) => value));
  return (
    options.length < 1 ||
    options.length > limits.selectOptions ||
    options.length < most ||
    values.size < options.length ||
    options.some(optionPasses)
  );
}

const optionPasses = ({ label, value, description = '' }: SelectOption): boolean =>
  label === '' || [label, value, description].some((words) => words.length > limits.option);

/** @throws InvariantError naming the limit that a form would pass */
export function checkForm(form: Form): void {
  const passed = formLimitPassed(form);
  if (passed !== undefined) throw new InvariantError(`a form would pass a limit of Discord's: ${passed}`);
}

function formLimitPassed({ custom_id: id, title, components }: Form): string | undefined {
  const fields = components.map(({ component }) => component);
  const ids = [id, ...fields.map((field) => field.custom_id)];
  if (components.length < 1 || components.length > limits.fields) return 'fields';
  if (title.length > limits.formTitle) return 'title';
  if (components.some(({ label }) => label.length > limits.formLabel)) return 'label';
  if (components.some(({ description = '' }) => description.length > limits.formDescription)) return 'description';
  if (fields.some(fieldPasses)) return 'field';
  if (ids.some((one) => one.length > limits.customId)) return 'custom_id';
  return new Set(ids).size < ids.length ? 'custom_ids that are not unique' : undefined;
}

function fieldPasses(field: Label['component']): boolean {
  switch (field.type) {
    case 4:
      return (
        (field.placeholder?.length ?? 0) > limits.textPlaceholder ||
        (field.value?.length ?? 0) > field.max_length ||
        field.max_length > limits.textValue
      );
    case 21:
      return field.options.length < 2 || field.options.length > limits.radioOptions || field.options.some(optionPasses);
    default:
      return selectLimitPassed(field);
  }
}

const note: Line = { kind: 'small', runs: [{ text: 'Shortened: a message of Discord has no room for the rest.' }] };

/**
 * As many lines as fit, from the first on. Nothing stands without what belongs to it: a quote keeps the small line
 * beneath it, and a heading or separator at the end goes. Further small lines are left out before the line that they
 * stand under. A quote that is too long is cut after a sentence. Where anything is left out, the last line says so.
 */
export function fitLines(lines: readonly Line[], draw: (lines: readonly Line[]) => Container): readonly Line[] {
  const fits = (candidate: readonly Line[]): boolean => limitPassed(draw(candidate)) === undefined;
  if (fits(lines)) return lines;
  const kept: Line[] = [];
  for (const unit of unitsOf(lines)) {
    const fitting = fits([...kept, ...unit, note])
      ? unit
      : shortened(unit, (shorter) => fits([...kept, ...shorter, note]));
    kept.push(...fitting);
    if (fitting !== unit) break;
  }
  while (kept.at(-1)?.kind === 'heading' || kept.at(-1)?.kind === 'separator') kept.pop();
  return [...kept, note];
}

/** Lines that belong together: each with the small lines beneath it. */
function unitsOf(lines: readonly Line[]): (readonly Line[])[] {
  const units: Line[][] = [];
  for (const line of lines) {
    const last = units.at(-1);
    if (line.kind === 'small' && last !== undefined) last.push(line);
    else units.push([line]);
  }
  return units;
}

/**
 * The unit with fewer small lines, but for the first, which holds place and standing; else with its quote cut after the
 * last sentence that fits; nothing where neither does.
 */
function shortened(unit: readonly Line[], fits: (unit: readonly Line[]) => boolean): readonly Line[] {
  const [first, ...beneath] = unit;
  const run = first?.kind === 'quote' ? first.runs[0] : undefined;
  for (let count = unit.length - 1; count >= 2; count--) if (fits(unit.slice(0, count))) return unit.slice(0, count);
  if (first?.kind !== 'quote' || run === undefined || !('quote' in run)) return [];
  const cuts = cutsOf(run.quote).map((quote): Line => ({ ...first, runs: [{ quote }] }));
  const candidates = [beneath, beneath.slice(0, 1)].flatMap((small) => cuts.map((cut) => [cut, ...small]));
  return candidates.find(fits) ?? [];
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** The quote up to each sentence's end that a message could hold, longest first. */
function cutsOf(quote: Quote): Quote[] {
  const ends = [...sentences.segment(quote.text.slice(0, limits.characters))]
    .map(({ index, segment }) => index + segment.trimEnd().length)
    // The last one may be half a sentence: the text was cut to look at no more of it than could fit.
    .slice(0, -1);
  return ends.reverse().flatMap((end) => (end > 0 ? [quote.upTo(quote.start + end)] : []));
}
