import type { Session } from './session.ts';

/** An option of a command, as parsed and as its help shows it. */
export type Option = {
  /** What stands after it in the help, for example `ID|PATH`; without one the option is a switch. */
  readonly value?: string;
  readonly help: string;
};

/** What was typed after a command's name. */
export class Call {
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(
    readonly command: Command,
    /** What stands beside the options. */
    readonly words: readonly string[],
    values: Readonly<Record<string, unknown>>,
  ) {
    this.#values = values;
  }

  /** The value of an option; undefined where it was not given. */
  value(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  switchedOn(name: string): boolean {
    return this.#values[name] === true;
  }
}

export type Command = {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is called, without `hearsay`; the first is the usual way. */
  readonly usage: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  /** What else its help says, line by line. */
  readonly notes?: readonly string[];
  /** How many words may stand beside the options, and what the words are called where too few do. */
  readonly words: { readonly min: number; readonly max: number; readonly called: string };
  /** @returns the exit code: 0 fine, 1 failed */
  run(call: Call, session: Session): Promise<number>;
};

/** Options that several commands share, so that they mean the same everywhere. */
export const documentOption: Option = { value: 'ID', help: 'Which document; see `hearsay documents`.' };
export const serverOption: Option = {
  value: 'SERVER',
  help: 'Whose documents: the id of a Discord server. Left out: everybody’s and those of this computer.',
};
export const jsonOption: Option = { help: 'Print JSON instead of text.' };
