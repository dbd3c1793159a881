import type { z } from 'zod';
import { type FormProblem, invalidForm } from './discord-error.ts';

type Issue = z.core.$ZodIssue;
type Path = readonly (string | number)[];

/**
 * Reads a body by its schema.
 * @param at where the value stands in the whole body, so that the paths of the errors begin at the root
 * @throws DiscordError 50035 with every problem at its path
 */
export function parseForm<S extends z.ZodType>(schema: S, value: unknown, at: Path = []): z.output<S> {
  const parsed = schema.safeParse(value, { reportInput: true });
  if (parsed.success) return parsed.data;
  throw invalidForm(parsed.error.issues.map((issue) => problemOf(issue, at)));
}

/** A rule that zod has no name for: `code` and `message` go to the client as they are. */
export function addProblem(
  context: z.core.$RefinementCtx<unknown>,
  code: string,
  message: string,
  path: (string | number)[] = [],
): void {
  context.addIssue({ code: 'custom', message, path, params: { code } });
}

/** Length between two bounds, in UTF-16 units of a string or entries of a list, with Discord's words for it. */
export function lengthBetween<T extends { readonly length: number }>(
  min: number,
  max: number,
): (value: T, context: z.core.$RefinementCtx<T>) => void {
  return (value, context) => {
    if (value.length >= min && value.length <= max) return;
    if (min === 0) addProblem(context, 'BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`);
    else addProblem(context, 'BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`);
  };
}

function problemOf(issue: Issue, at: Path): FormProblem {
  const path = [...at, ...issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step))];
  return { path, ...ruleOf(issue) };
}

function ruleOf(issue: Issue): { code: string; message: string } {
  switch (issue.code) {
    case 'custom':
      return { code: String(issue.params?.code ?? 'BASE_TYPE_INVALID'), message: issue.message };
    case 'invalid_type':
      return issue.input === undefined ? required : wrongType(issue.expected);
    case 'invalid_value':
      return issue.input === undefined
        ? required
        : { code: 'BASE_TYPE_CHOICES', message: `Value must be one of (${issue.values.map(String).join(', ')}).` };
    case 'invalid_union':
      return 'discriminator' in issue && typeof issue.discriminator === 'string'
        ? { code: 'UNION_TYPE_CHOICES', message: `Value of field "${issue.discriminator}" is not one of the choices.` }
        : { code: 'UNION_TYPE_CHOICES', message: 'Value is none of the choices.' };
    case 'too_big':
      return { code: 'NUMBER_TYPE_MAX', message: `int value should be less than or equal to ${issue.maximum}.` };
    case 'too_small':
      return { code: 'NUMBER_TYPE_MIN', message: `int value should be greater than or equal to ${issue.minimum}.` };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

const required = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

const typeProblems: Readonly<Record<string, { code: string; message: string }>> = {
  string: { code: 'STRING_TYPE_CONVERT', message: 'Could not interpret the value as string.' },
  boolean: { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' },
  array: { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' },
  object: { code: 'DICT_TYPE_CONVERT', message: 'Only dictionaries may be used in a DictType' },
};

const wrongType = (expected: string): { code: string; message: string } =>
  typeProblems[expected] ?? { code: 'NUMBER_TYPE_COERCE', message: `Value is not ${expected}.` };
