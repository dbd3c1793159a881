import { describe, expect, it } from 'vitest';
import { importedFile, packageOf, readSource, type SourceFile, sourceFiles } from './helpers/source-files.ts';

/** Which rooms a room may import. Files directly in `src/` put the rooms together: they may import any of them. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  corpus: ['domain'],
  ledger: ['domain'],
  servers: ['domain'],
  retrieval: ['domain', 'corpus'],
  library: ['domain', 'corpus', 'retrieval'],
  answer: ['domain', 'corpus', 'retrieval', 'library', 'ledger'],
  store: ['domain', 'ledger', 'servers', 'retrieval', 'library'],
  models: ['domain', 'retrieval', 'answer'],
  discord: ['domain', 'answer', 'ledger', 'library', 'servers'],
  web: ['domain', 'answer', 'ledger', 'library', 'servers'],
  cli: ['domain', 'answer', 'ledger', 'library', 'servers'],
  playground: [],
};

/** The rooms, and the files directly in `src/`, in which a package may be imported. Its types stop there. */
const packageBelongsTo: Readonly<Record<string, readonly string[]>> = {
  'discord.js': ['discord'],
  kysely: ['store'],
  libsql: ['store'],
  'hnswlib-node': ['store'],
  'onnxruntime-node': ['models'],
  '@huggingface/tokenizers': ['models'],
  '@langchain/core': ['models'],
  '@langchain/community': ['models'],
  eld: ['answer'],
  stopword: ['answer'],
  tldts: ['ledger'],
  yaml: ['ledger'],
  zod: ['ledger', 'playground', 'config.ts'],
  pino: ['cli'],
  open: ['cli'],
  dotenv: ['main.ts'],
  hono: ['playground', 'web'],
  '@hono/node-server': ['playground', 'web'],
  ws: ['playground'],
};

const files = sourceFiles();

/** `answer` for `answer/guard.ts`; `app.ts` for `app.ts`. */
const roomOf = (path: string): string => path.split('/')[0]!;
const isRoom = (room: string): boolean => !room.endsWith('.ts');

/** Every import that leaves its room, as "file imports file". */
const crossings = files.flatMap((file) =>
  file.imports.flatMap((specifier) => {
    const target = importedFile(file, specifier);
    return target && roomOf(target) !== roomOf(file.path) ? [{ file: file.path, target }] : [];
  }),
);

const offenders = (breaks: (file: SourceFile) => boolean): string[] => files.filter(breaks).map((file) => file.path);

describe('the reader of imports', () => {
  it.each([
    ["import { a } from './a.ts';", './a.ts'],
    ["import type { A } from './a.ts';", './a.ts'],
    ["import { type A } from './a.ts';", './a.ts'],
    ["import './a.ts';", './a.ts'],
    ["export { a } from './a.ts';", './a.ts'],
    ["export * from './a.ts';", './a.ts'],
    ["const a = await import('./a.ts');", './a.ts'],
    ["let a: typeof import('./a.ts');", './a.ts'],
    ["let a: import('./a.ts').A;", './a.ts'],
    ["require('libsql');", 'libsql'],
    ["createRequire(import.meta.url)('pino');", 'pino'],
  ])('sees %s', (code, from) => {
    expect(readSource('room/file.ts', code).imports).toEqual([from]);
  });

  it('does not take comments and strings for code', () => {
    const code = "// import './a.ts'; new Quote(d)\nexport const words = 'process.env as Answer';";
    expect(readSource('room/file.ts', code)).toMatchObject({ imports: [], makes: [], members: [], asserts: [] });
  });

  it('knows the package of a deep import', () => {
    expect(['@langchain/core/documents', 'eld/extrasmall', 'zod', 'node:fs', './a.ts'].map(packageOf)).toEqual([
      '@langchain/core',
      'eld',
      'zod',
      undefined,
      undefined,
    ]);
  });
});

describe('rooms', () => {
  it('are those of the table, and every file stands in one or puts them together', () => {
    const found = [...new Set(files.map((file) => roomOf(file.path)))];
    expect(found.filter(isRoom).filter((room) => !(room in mayImport))).toEqual([]);
    expect(found.filter((room) => !isRoom(room))).toEqual([
      'app.ts',
      'built-in.ts',
      'config.ts',
      'embeddings.ts',
      'main.ts',
      'retriever.ts',
      'web-pages.ts',
    ]);
  });

  it('import one way, types too', () => {
    const forbidden = crossings.filter(
      ({ file, target }) =>
        isRoom(roomOf(file)) && isRoom(roomOf(target)) && !mayImport[roomOf(file)]?.includes(roomOf(target)),
    );
    expect(forbidden).toEqual([]);
  });

  it('import no file that puts them together', () => {
    expect(crossings.filter(({ file, target }) => isRoom(roomOf(file)) && !isRoom(roomOf(target)))).toEqual([]);
  });

  it('hang together without a circle, so that each can be read after those it needs', () => {
    const reaches = (from: string, seen: ReadonlySet<string>): boolean =>
      (mayImport[from] ?? []).some((next) => seen.has(next) || reaches(next, new Set([...seen, next])));
    expect(Object.keys(mayImport).filter((room) => reaches(room, new Set([room])))).toEqual([]);
  });
});

describe('files that put the rooms together', () => {
  it('are imported downwards only: main, then app, then built-in and config', () => {
    const order = ['main.ts', 'retriever.ts', 'embeddings.ts', 'app.ts', 'web-pages.ts', 'built-in.ts', 'config.ts'];
    const upwards = crossings.filter(
      ({ file, target }) => order.includes(target) && order.indexOf(file) >= order.indexOf(target),
    );
    expect(upwards).toEqual([]);
  });

  it('load the surfaces and the stores only in app.ts, main.ts and what the package exports', () => {
    const surfaces = ['store', 'models', 'discord', 'web', 'cli', 'playground'];
    const importers = crossings
      .filter(({ file, target }) => surfaces.includes(roomOf(target)) && roomOf(file) !== roomOf(target))
      .map(({ file }) => file);
    const loaders = ['app.ts', 'web-pages.ts', 'main.ts', 'embeddings.ts', 'retriever.ts'];
    expect(importers.filter((file) => !loaders.includes(file))).toEqual([]);
  });
});

describe('packages', () => {
  it('are imported only in the rooms where they belong', () => {
    const strayed = files.flatMap((file) =>
      file.imports
        .map(packageOf)
        .filter((name) => name !== undefined)
        .filter((name) => !packageBelongsTo[name]?.includes(roomOf(file.path)))
        .map((name) => `${file.path} imports ${name}`),
    );
    expect(strayed).toEqual([]);
  });

  it.each(['domain', 'servers', 'corpus', 'retrieval', 'library'])('are needed by nothing in %s/', (room) => {
    expect(
      offenders((file) => roomOf(file.path) === room && file.imports.some((from) => packageOf(from) !== undefined)),
    ).toEqual([]);
  });

  it('of Node itself that touch files, processes or the network are needed by nothing in domain/', () => {
    expect(
      offenders((file) => roomOf(file.path) === 'domain' && file.imports.some((from) => from.startsWith('node:'))),
    ).toEqual([]);
  });
});

describe('what only one place may do', () => {
  it('making a Document is for corpus/, where its hash is checked', () => {
    expect(offenders((file) => file.members.includes('Document.make'))).toEqual(['corpus/make-document.ts']);
  });

  it('making a Quote is for Quote.cut', () => {
    expect(offenders((file) => file.makes.includes('Quote'))).toEqual(['domain/quote.ts']);
  });

  it('cutting a Quote is for answer/, the only room that sees both lanes', () => {
    const cutting = offenders((file) => file.members.includes('Quote.cut'));
    expect(cutting.filter((path) => !['answer', 'domain'].includes(roomOf(path)))).toEqual([]);
  });

  it('making a ReviewedFact is for ledger/', () => {
    const making = offenders(
      (file) => file.makes.includes('ReviewedFact') || file.members.includes('ReviewedFact.from'),
    );
    expect(making).toEqual(['ledger/fold.ts', 'ledger/reviewed-fact.ts']);
  });

  it('making an Answer is for the guard', () => {
    expect(offenders((file) => file.asserts.includes('Answer'))).toEqual(['answer/guard.ts']);
  });

  it('reading the environment is for config.ts, which main.ts hands it to', () => {
    expect(offenders((file) => file.members.some((member) => member.startsWith('process.env')))).toEqual(['main.ts']);
  });

  it('ending the process is for main.ts, because it aborts a model that runs', () => {
    expect(offenders((file) => file.members.includes('process.exit'))).toEqual(['main.ts']);
  });
});

describe('files', () => {
  it('are kebab-case', () => {
    expect(
      offenders((file) => !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)*[a-z0-9]+(?:-[a-z0-9]+)*(?:\.d)?\.tsx?$/.test(file.path)),
    ).toEqual([]);
  });

  it('export what they make: none is a barrel', () => {
    expect(offenders((file) => file.reExports.length > 0 || /(?:^|\/)index\.ts$/.test(file.path))).toEqual([]);
  });

  it('export by name', () => {
    expect(offenders((file) => file.hasDefaultExport)).toEqual([]);
  });

  it('name the file they import, .ts and all, and it is there', () => {
    const known = new Set(files.map((file) => file.path));
    const missing = files.flatMap((file) =>
      file.imports
        .map((specifier) => importedFile(file, specifier))
        .filter((target) => target !== undefined && !known.has(target))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(missing).toEqual([]);
  });

  it('assert no type out of thin air', () => {
    expect(offenders((file) => file.asserts.some((type) => ['any', 'unknown', 'never'].includes(type)))).toEqual([]);
  });
});
