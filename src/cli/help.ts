import type { Command, Option } from './command.ts';

/** Two columns, the left one as wide as its longest entry. */
function columns(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`).join('\n');
}

const optionRow = ([name, { value, help }]: [string, Option]): [string, string] => [
  value === undefined ? `--${name}` : `--${name} ${value}`,
  help,
];

/** What `hearsay --help` prints. */
export const programHelp = (
  commands: readonly Command[],
): string => `Hearsay answers questions about a document in its own words, and keeps that apart from what is verified.

Usage: hearsay COMMAND …

${columns(commands.map(({ name, summary }): [string, string] => [name, summary]))}

  hearsay COMMAND --help tells more; hearsay --version prints the version.

Settings come from the environment or .env; .env.example explains them. Exit codes: 0 fine, 1 failed, 2 wrong use.
`;

/** What `hearsay COMMAND --help` prints. */
export const commandHelp = ({ summary, usage, options, notes = [] }: Command): string => `${summary}

Usage:
${usage.map((line) => `  hearsay ${line}`).join('\n')}

${columns([...Object.entries(options).map(optionRow), ['--help', 'Show this.']])}
${notes.length === 0 ? '' : `\n${notes.join('\n')}\n`}`;
