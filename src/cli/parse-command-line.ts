import { parseArgs } from 'node:util';
import { Call, type Command } from './command.ts';
import { UsageError } from './usage-error.ts';

/** What somebody wants of the program. */
export type Wish =
  | { readonly kind: 'help'; readonly command: Command | undefined }
  | { readonly kind: 'version' }
  | { readonly kind: 'run'; readonly call: Call };

/**
 * Reads what was typed after `hearsay`.
 * @throws UsageError naming what is wrong and the help that tells more
 */
export function parseCommandLine(typed: readonly string[], commands: readonly Command[]): Wish {
  const [first, ...rest] = typed;
  if (first === undefined) throw new UsageError('Say what to do, for example: hearsay ask "What is Mossalaha?"');
  if (first === '--help' || first === '-h') return { kind: 'help', command: undefined };
  if (first === '--version' || first === '-v') return { kind: 'version' };
  if (first === 'help') return { kind: 'help', command: rest[0] === undefined ? undefined : named(rest[0], commands) };
  return parseCall(named(first, commands), rest);
}

function named(name: string, commands: readonly Command[]): Command {
  const found = commands.find((command) => command.name === name);
  if (found) return found;
  if (name.startsWith('-')) throw new UsageError(`Unknown option '${name}' before a command.`);
  throw new UsageError(`There is no command '${name}'.`);
}

function parseCall(command: Command, typed: readonly string[]): Wish {
  const options = Object.entries(command.options).map(
    ([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }] as const,
  );
  const { values, positionals } = parsed(command, typed, Object.fromEntries(options));
  if (values.help === true) return { kind: 'help', command };
  const { min, max, called } = command.words;
  if (positionals.length > max)
    throw new UsageError(
      max === 0
        ? `'${positionals[0]}' is too much here.`
        : `There is too much beside ${called.charAt(0).toLowerCase()}${called.slice(1)}: put names with spaces in quotes.`,
      command.name,
    );
  if (positionals.length < min && !canDoWithout(values)) throw new UsageError(`${called} is missing.`, command.name);
  return { kind: 'run', call: new Call(command, positionals, values) };
}

/** A batch has its questions in a file. */
const canDoWithout = (values: Readonly<Record<string, unknown>>): boolean => values.batch !== undefined;

function parsed(
  command: Command,
  typed: readonly string[],
  options: Record<string, { type: 'boolean' | 'string' }>,
): { values: Readonly<Record<string, unknown>>; positionals: string[] } {
  try {
    return parseArgs({
      args: [...typed],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    // "Unknown option '--x'. To specify a positional …": the first sentence names it, the rest is for programmers.
    const sentence = error.message.split(/\. |\n/u)[0]!.replace(/\.$/u, '');
    throw new UsageError(`${sentence}.`, command.name);
  }
}
