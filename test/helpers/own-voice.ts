import { ownVoice as linesOfOurOwn } from '../../scripts/eval/own-voice.ts';
import type { Document } from '../../src/domain/document.ts';
import type { Ledger } from '../../src/ledger/ledger.ts';

/** What a rendered answer on the built-in op-ed may be made of. */
export type Material = { readonly document: Document; readonly ledger: Ledger };

/** The lines of a rendered answer on the built-in op-ed that are said in our own voice. */
export const ownVoice = (rendered: string, { document, ledger }: Material): string[] =>
  linesOfOurOwn(rendered, {
    text: document.text,
    noun: 'op-ed',
    description: 'An op-ed published by Middle East Online; author and date not given.',
    footer: 'Op-ed, Middle East Online, date not given · starter ledger 2026-11-22, one reviewer',
    facts: [...ledger.facts.values()],
    publishers: [...ledger.sources.values()].map((source) => source.publisher),
  });
