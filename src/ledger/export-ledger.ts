import { InputError } from '../domain/errors.ts';
import { averitecOf } from './export-averitec.ts';
import { claimReviewsOf } from './export-claim-review.ts';
import { entriesOf, jsonExport } from './export-entries.ts';
import { type ExportFormat, exportFileKinds } from './export-formats.ts';
import { type ExportInput, type ExportView, exportView, type LeftOut } from './export-view.ts';
import { webAnnotationsOf } from './export-web-annotations.ts';
import { type RatableClaim, ratable } from './ratable-claims.ts';
import { writeLedger } from './write-ledger.ts';

/** A ledger as a file. */
export type ExportFile = {
  /** Safe as a file's name. */
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  /** UTF-8. */
  readonly bytes: Uint8Array;
  /** Claims that are not in it, and why, by number. */
  readonly leftOut: readonly LeftOut[];
};

/**
 * Writes a document's ledger for whoever wants it: our own YAML comes back by `hearsay import`, the others do not.
 * @throws InputError where nothing was ever entered
 */
export function exportLedger(format: ExportFormat, input: ExportInput): ExportFile {
  if (input.base.length + input.own.length === 0)
    throw new InputError(`Nobody has checked ${input.document.id} yet, so there is nothing to export.`);
  const view = exportView(input, format === 'yaml' ? 'with-keys' : 'without-keys');
  const { text, leftOut } = written(format, view, input);
  const { end, type } = exportFileKinds[format];
  return {
    name: `${view.document.id}.${end}`,
    type,
    bytes: new TextEncoder().encode(text),
    leftOut: [...leftOut].sort((a, b) => a.claim - b.claim),
  };
}

type Written = { readonly text: string; readonly leftOut: readonly LeftOut[] };

function written(format: ExportFormat, view: ExportView, input: ExportInput): Written {
  const { leftOut } = view;
  switch (format) {
    case 'json': // its claims need no words of the present text
      return { text: json(jsonExport([entriesOf(view, input)])), leftOut: leftOut.filter(({ hidden }) => hidden) };
    case 'yaml':
      return { text: writeLedger(view), leftOut };
    case 'web-annotation':
      return { text: json(webAnnotationsOf(view)), leftOut };
    case 'claimreview':
      return rated(view, (claims) => claimReviewsOf(claims, view));
    case 'averitec':
      return rated(view, (claims) => averitecOf(claims, view));
  }
}

function rated(view: ExportView, write: (claims: readonly RatableClaim[]) => object): Written {
  const { rated: claims, leftOut } = ratable(view);
  return { text: json(write(claims)), leftOut: [...view.leftOut, ...leftOut] };
}

/** As files are read by people too. */
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
