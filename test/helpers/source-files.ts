import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor } from 'oxc-parser';

const src = fileURLToPath(new URL('../../src', import.meta.url));

/** One file of `src/` as its syntax tree tells it; comments and strings are no part of that. */
export type SourceFile = {
  /** Within `src/`, with `/` between folders. */
  readonly path: string;
  /** Where it imports from, as written: values, types, `import('…')` of both, and `require`. */
  readonly imports: readonly string[];
  /** Names that it exports without making them. */
  readonly reExports: readonly string[];
  readonly hasDefaultExport: boolean;
  /** The classes it makes instances of: `Quote` for `new Quote(…)`. */
  readonly makes: readonly string[];
  /** Members it reads, as written: `process.env`, `Document.make`. */
  readonly members: readonly string[];
  /** Types it asserts: `Answer` for `draft as Answer`. */
  readonly asserts: readonly string[];
};

/** Every file of `src/`, by path. */
export const sourceFiles = (): SourceFile[] =>
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .sort()
    .map((path) => readSource(path.split(sep).join('/'), readFileSync(join(src, path), 'utf8')));

/** @param path within `src/` */
export function readSource(path: string, code: string): SourceFile {
  const { program, module, errors } = parseSync(path, code);
  if (errors.length > 0) throw new Error(`${path}: ${errors[0]!.message}`);
  const imports: string[] = [];
  const makes: string[] = [];
  const members: string[] = [];
  const asserts: string[] = [];
  const textOf = ({ start, end }: { start: number; end: number }): string => code.slice(start, end);
  new Visitor({
    ImportDeclaration: ({ source }) => void imports.push(source.value),
    ExportAllDeclaration: ({ source }) => void imports.push(source.value),
    ExportNamedDeclaration: ({ source }) => void (source && imports.push(source.value)),
    ImportExpression: ({ source }) => void imports.push(textOf(source).replace(/^['"`]|['"`]$/g, '')),
    TSImportType: ({ source }) => void imports.push(source.value),
    CallExpression: ({ callee, arguments: [first] }) => {
      const requires = /^(?:require|createRequire\(.*\))$/s.test(textOf(callee));
      if (requires && first?.type === 'Literal' && typeof first.value === 'string') imports.push(first.value);
    },
    NewExpression: ({ callee }) => void makes.push(textOf(callee)),
    MemberExpression: (member) => void members.push(textOf(member)),
    TSAsExpression: ({ typeAnnotation }) => void asserts.push(textOf(typeAnnotation)),
  }).visit(program);
  const exported = module.staticExports.flatMap(({ entries }) => entries);
  return {
    path,
    imports: [...new Set(imports)],
    reExports: exported.flatMap((entry) => (entry.moduleRequest ? [entry.exportName.name ?? '*'] : [])),
    hasDefaultExport: exported.some((entry) => entry.exportName.kind === 'Default'),
    makes,
    members,
    asserts,
  };
}

/** The file within `src/` that an import of ours leads to; undefined for a package and for Node itself. */
export const importedFile = (from: SourceFile, specifier: string): string | undefined =>
  specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(from.path), specifier)) : undefined;

/** `discord.js` for `discord.js`, `@langchain/core` for `@langchain/core/retrievers`; undefined for our own and Node's. */
export function packageOf(specifier: string): string | undefined {
  if (/^(?:\.|node:)/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
