import { dirname } from 'node:path';
import { answerJson } from '../../dist/answer/answer-json.js';
import { frames } from '../../dist/answer/frame.js';
import { genreNoun } from '../../dist/answer/genre.js';
import { describe, innerMarks } from '../../dist/answer/message.js';
import { renderLines } from '../../dist/answer/render-text.js';
import { summaryLines } from '../../dist/answer/summary-lines.js';
import type { App } from '../../dist/app.js';
import { quoteFinder, readBuiltIns } from '../../dist/built-in.js';
import type { DocumentFacts } from '../../dist/domain/document.js';
import { everyone } from '../../dist/domain/everyone.js';
import { saysWords } from '../../dist/domain/same-words.js';
import type { Ledger } from '../../dist/ledger/ledger.js';
import { parseLedger } from '../../dist/ledger/parse-ledger.js';
import type { GoldenDocument } from './golden-set.ts';
import { type Judged, judge } from './judge-answer.ts';
import { type Material, ownVoiceInSummary } from './own-voice.ts';

/** Asks every question of every golden document; each document is in a library of its own. */
export async function runGolden(app: App, documents: readonly GoldenDocument[]): Promise<Judged[]> {
  const judged: Judged[] = [];
  for (const document of documents) {
    const { server, text, facts } = await openGolden(app, document);
    for (const question of document.questions) {
      const answer = await app.assistant.ask({ question: question.question, server, document: document.id });
      const ledger = await app.assistant.ledgerOf(answer);
      const material = materialOf(text, facts, ledger);
      const own = judge(question, document.id, material, answerJson(answer, ledger));
      const behind = answer.kind === 'summary' ? await ownVoiceBehind(app, server, document.id, material) : [];
      judged.push({ ...own, ownVoice: [...own.ownVoice, ...behind] });
    }
  }
  return judged;
}

/** The lines of the whole summary behind a message of one that are said in our own voice. */
export async function ownVoiceBehind(
  app: App,
  server: string,
  document: string,
  material: Material,
): Promise<string[]> {
  const whole = await app.assistant.wholeSummary({ server, document });
  if (!whole) return [];
  const accused = whole.accused.map(({ who }) => who);
  return ownVoiceInSummary(renderLines(summaryLines(whole, frames.en)), material, accused);
}

/** Brings a golden document and its ledger into a library of its own; the built-in one is there already. */
export async function openGolden(
  app: App,
  { id, folder }: Pick<GoldenDocument, 'id' | 'folder'>,
): Promise<{ server: string; text: string; facts: DocumentFacts }> {
  const server = folder === undefined ? everyone : await ingestGolden(app, folder, id);
  const library = await app.library.searchable(server);
  const found = library?.documents.find(({ document }) => document.id === id)?.document;
  if (!found) throw new Error(`${id} is not in its library`);
  return { server, text: found.text, facts: found.facts };
}

function materialOf(text: string, facts: DocumentFacts, ledger: Ledger): Material {
  const noun = genreNoun(facts.genre);
  const publisher = facts.publisher ?? 'publisher not given';
  const origin = ledger.origin ?? 'no claim of it has been checked';
  return {
    text,
    noun,
    description: describe(facts),
    footer: innerMarks(
      `${noun.charAt(0).toUpperCase()}${noun.slice(1)}, ${publisher}, ${facts.published ?? 'date not given'} · ${origin}`,
    ),
    facts: [...ledger.facts.values()],
    publishers: [...ledger.sources.values()].map((source) => source.publisher),
  };
}

async function ingestGolden(app: App, folder: string, id: string): Promise<string> {
  const found = (await readBuiltIns(dirname(folder))).find(({ document }) => document.facts.id === id);
  if (!found) throw new Error(`there is no document ${id} in ${folder}`);
  const { document, ledger } = found;
  const server = `golden-${id}`;
  // The file may hold a comment beside them.
  const { title, publisher, author, genre, published, url, language } = document.facts;
  const facts = { id, title, publisher, author, genre, published, url, language, owner: server };
  await app.ingest({ ...document, facts });
  if (ledger) {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(document.bytes);
    const ledgerId = { owner: server, documentId: id };
    await app.ledgerStore.append(ledgerId, 0, parseLedger(ledger.yaml, quoteFinder(text), saysWords(text)).entries);
    app.ledgers.changed(ledgerId);
  }
  return server;
}
