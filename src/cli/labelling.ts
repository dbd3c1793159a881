import type { Assistant } from '../answer/assistant.ts';
import { type Inline, innerMarks, type Line, quoteLines } from '../answer/message.ts';
import type { Quoted } from '../answer/part.ts';
import { renderLines, type TextStyle } from '../answer/render-text.ts';
import { type FlaggedAnswer, flagReasonWords } from '../domain/flagged-answer.ts';
import type { ServerStore } from '../servers/server-store.ts';
import type { Said } from './conversation.ts';
import { count } from './count.ts';
import { type LabelFile, labelId } from './label-file.ts';

/** Passages beyond those that were shown. */
const nearestShown = 8;

const help = 'Type the numbers that answer (1 3), n: not in the document, s: skip, q: end.';

export type LabellingParts = {
  readonly assistant: Pick<Assistant, 'passagesFor'>;
  readonly servers: Pick<ServerStore, 'question' | 'forgetQuestion'>;
  readonly file: LabelFile;
  readonly style: TextStyle;
  readonly now: () => Date;
};

/** What is on the screen, and what can be said of it. */
type Current = { readonly flagged: FlaggedAnswer; readonly passages: readonly Quoted[] };

/** Goes through flagged answers one by one and writes down what somebody says of each. Knows nothing of terminals. */
export class Labelling {
  readonly #parts: LabellingParts;
  readonly #waiting: FlaggedAnswer[];
  readonly #all: number;
  #current: Current | undefined;
  #labelled = 0;
  #skipped = 0;
  /** Their documents changed, or were removed. */
  #gone = 0;

  /** @param flagged in the order in which they are gone through */
  constructor(flagged: readonly FlaggedAnswer[], parts: LabellingParts) {
    this.#waiting = [...flagged];
    this.#all = flagged.length;
    this.#parts = parts;
  }

  /** Shows the next answer that waits; `end` and a summing up where none does. */
  async next(): Promise<Said> {
    this.#current = undefined;
    for (let flagged = this.#waiting.shift(); flagged !== undefined; flagged = this.#waiting.shift()) {
      const shown = await this.#show(flagged);
      if (shown !== undefined) return { text: shown };
    }
    return this.#ended();
  }

  /** Takes what was typed about the answer on the screen, and shows the next. */
  async hear(line: string): Promise<Said> {
    if (this.#current === undefined) return this.#ended();
    const typed = line.trim().toLowerCase();
    if (typed === 'q') return this.#ended();
    if (typed === 's') {
      this.#skipped++;
      return this.next();
    }
    const right = rightOnes(typed, this.#current.passages);
    if (right === undefined) return { text: help };
    await this.#label(this.#current.flagged, right);
    return this.next();
  }

  /** Undefined where nothing can be said of it: it was labelled or forgotten meanwhile, or its document is gone. */
  async #show(flagged: FlaggedAnswer): Promise<string | undefined> {
    const { assistant, servers, file, style } = this.#parts;
    const { shown, question } = flagged;
    // written down before, but the program ended before the question could be forgotten
    if (file.has(labelId(shown.id))) await servers.forgetQuestion(shown.id);
    if (!(await this.#isKept(shown.id))) return undefined;
    const found = await assistant.passagesFor(question.words, shown, nearestShown);
    if (found === undefined) {
      this.#gone++;
      return undefined;
    }
    this.#current = { flagged, passages: [...found.shown, ...found.nearest] };
    const place = `${this.#all - this.#waiting.length} of ${this.#all}`;
    return `${renderLines([...aboutLines(flagged, place), ...passageLines(flagged, found)], style)}\n${help}`;
  }

  async #label({ shown, question }: FlaggedAnswer, right: readonly Quoted[]): Promise<void> {
    const { servers, file } = this.#parts;
    if (!(await this.#isKept(shown.id))) return; // its server has turned feedback off meanwhile
    await file.add({
      id: labelId(shown.id),
      kind: 'labelled',
      language: question.language,
      question: question.words,
      outcome: right.length > 0 ? 'answered' : 'not-addressed',
      right: right.map(({ quote }) => quote.text),
      document: shown.documentId,
      revision: shown.revision,
    });
    await servers.forgetQuestion(shown.id);
    this.#labelled++;
  }

  async #isKept(shownId: string): Promise<boolean> {
    return (await this.#parts.servers.question(shownId, this.#parts.now())) !== undefined;
  }

  #ended(): Said {
    const { file, style } = this.#parts;
    const labelled =
      this.#labelled === 0 ? 'Nothing was labelled.' : `${count(this.#labelled, 'label')} added to ${file.path}.`;
    const skipped = this.#skipped === 0 ? '' : ` ${count(this.#skipped, 'answer')} skipped; they wait on.`;
    const gone =
      this.#gone === 0
        ? ''
        : ` ${count(this.#gone, 'answer')} left out: the document has changed or was removed since.`;
    return { text: style.show(`${labelled}${skipped}${gone}`), end: true };
  }
}

/** None where `n` was typed; undefined where it is nothing that can be said of these passages. */
function rightOnes(typed: string, passages: readonly Quoted[]): Quoted[] | undefined {
  if (typed === 'n') return [];
  if (!/^\d{1,3}([\s,]+\d{1,3})*$/u.test(typed)) return undefined;
  const picked = [...new Set(typed.split(/[\s,]+/u).map(Number))].map((number) => passages[number - 1]);
  const right = picked.filter((passage) => passage !== undefined);
  return right.length === picked.length ? right : undefined;
}

const line = (kind: 'heading' | 'text' | 'small', text: string): Line => ({ kind, runs: [{ text }] });

/** What somebody typed, with none of the marks that mean the document or end it. */
const typedWords = (words: string): Inline => ({ code: innerMarks(words).replaceAll('`', "'") });

function aboutLines({ shown, question, flags }: FlaggedAnswer, place: string): Line[] {
  return [
    { kind: 'heading', runs: [{ text: `${place} · ` }, typedWords(question.words)] },
    ...flags.map(
      ({ reason, note }): Line => ({
        kind: 'text',
        runs: [{ text: flagReasonWords[reason] }, ...(note === null ? [] : [{ text: ': ' }, typedWords(note)])],
      }),
    ),
    line('small', `asked of ${shown.documentId}, ${shown.at.slice(0, 10)}`),
  ];
}

function passageLines(
  { shown: { outcome } }: FlaggedAnswer,
  found: { readonly shown: readonly Quoted[]; readonly nearest: readonly Quoted[] },
): Line[] {
  const answered = outcome === 'answered' ? 'Shown' : 'It said that the document does not address this, and showed';
  return [
    line('text', found.shown.length === 0 ? `${answered} no passage.` : `${answered}:`),
    ...found.shown.flatMap((quoted, at) => numbered(quoted, at + 1)),
    line('text', 'Not shown, nearest to the question first:'),
    ...found.nearest.flatMap((quoted, at) => numbered(quoted, found.shown.length + at + 1)),
  ];
}

function numbered(quoted: Quoted, number: number): Line[] {
  const [, ...beneath] = quoteLines(quoted);
  return [{ kind: 'quote', runs: [{ text: `${number}  ` }, { quote: quoted.quote }] }, ...beneath];
}
