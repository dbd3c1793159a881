import type { Answer } from '../answer/answer.ts';
import type { Assistant } from '../answer/assistant.ts';
import type { Card } from '../answer/cards.ts';
import { innerMarks } from '../answer/message.ts';
import { renderLines, renderText, type TextStyle } from '../answer/render-text.ts';
import type { ShownAnswer } from '../domain/shown-answer.ts';
import type { Target } from './commands/ask.ts';

/** What is printed after a line was typed; `end` where it was the last. */
export type Said = { readonly text: string; readonly end?: true };

const say = (text: string): Said => ({ text });
const askFirst = 'Ask a question first.';

/** One thing that can be typed beside questions. */
type Verb = {
  readonly name: string;
  readonly argument?: string;
  readonly help: string;
  readonly run: (argument: string) => Promise<Said> | Said;
};

/** A chat with a library: remembers the last answer, so that one can look behind it. Knows nothing of terminals. */
export class Conversation {
  readonly #assistant: Assistant;
  readonly #target: Target;
  readonly #style: TextStyle;
  #shown: ShownAnswer | undefined;

  constructor(assistant: Assistant, target: Target, style: TextStyle) {
    this.#assistant = assistant;
    this.#target = target;
    this.#style = style;
  }

  /** @throws what the assistant throws */
  async hear(line: string): Promise<Said> {
    const typed = line.trim();
    if (typed === '') return say('');
    if (!typed.startsWith('/')) return this.#answer(this.#assistant.ask({ ...this.#target, question: typed }));
    const [, name = '', argument = ''] = /^\/(\S*)\s*(.*)$/su.exec(typed) ?? [];
    const verb = this.#verbs.find((candidate) => candidate.name === name.toLowerCase());
    if (!verb) return say(this.#style.show(`There is no /${name}. Type /help for what there is.`));
    return verb.run(argument.trim());
  }

  readonly #verbs: readonly Verb[] = [
    {
      name: 'more',
      help: 'further quotes on the last question',
      run: () => this.#behind((shown) => this.#assistant.moreQuotes(shown)),
    },
    {
      name: 'source',
      argument: '[n]',
      help: 'the last answer’s quote n in its paragraph',
      run: (which) => this.#source(which),
    },
    {
      name: 'evidence',
      argument: '[page]',
      help: 'the records behind the last answer',
      run: (page) => this.#evidence(page),
    },
    {
      name: 'summary',
      help: 'what the document is about',
      run: () => this.#answer(this.#assistant.summary(this.#target)),
    },
    { name: 'documents', help: 'what can be asked', run: () => this.#documents() },
    { name: 'help', help: 'this list', run: () => say(this.#help()) },
    { name: 'quit', help: 'leave (Ctrl-D does too)', run: () => ({ text: '', end: true }) },
  ];

  async #answer(answering: Promise<Answer>): Promise<Said> {
    const answer = await answering;
    const showing = { server: this.#target.server, channel: null, locale: null, expiresAt: null };
    this.#shown = this.#assistant.shownOf(answer, showing) ?? this.#shown;
    return say(renderText(answer, this.#style));
  }

  async #behind(open: (shown: ShownAnswer) => Promise<Card>, next = ''): Promise<Said> {
    if (!this.#shown) return say(askFirst);
    const card = await open(this.#shown);
    const further = next !== '' && card.page + 1 < card.pages;
    const hint = further
      ? `\n${this.#style.small(`  ${card.page + 1} of ${card.pages}; /${next} ${card.page + 2} shows the next`)}`
      : '';
    return say(renderLines(card.lines, this.#style) + hint);
  }

  async #source(which: string): Promise<Said> {
    const number = numberFrom(which);
    if (number === undefined) return say('Say which quote by its number: /source 2');
    return this.#behind((shown) => this.#assistant.checkSource(shown, number - 1), 'source');
  }

  async #evidence(page: string): Promise<Said> {
    const number = numberFrom(page);
    if (number === undefined) return say('Say which page by its number: /evidence 2');
    return this.#behind((shown) => this.#assistant.evidence(shown, number - 1), 'evidence');
  }

  async #documents(): Promise<Said> {
    const documents = await this.#assistant.documents(this.#target.server);
    const lines = documents.map(
      ({ id, title }) => ({ kind: 'text', runs: [{ text: `${id}  ${innerMarks(title)}` }] }) as const,
    );
    return say(renderLines(lines, this.#style));
  }

  #help(): string {
    const rows = this.#verbs.map(
      ({ name, argument, help }) => [`/${name}${argument ? ` ${argument}` : ''}`, help] as const,
    );
    const width = Math.max(...rows.map(([left]) => left.length));
    return ['Type a question, or:', ...rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)].join('\n');
  }
}

/** A whole number from 1; the first where none was typed; undefined where it is no such number. */
function numberFrom(typed: string): number | undefined {
  if (typed === '') return 1;
  return /^[1-9]\d{0,5}$/u.test(typed) ? Number(typed) : undefined;
}
