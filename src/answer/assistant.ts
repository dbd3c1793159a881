import { randomBytes } from 'node:crypto';
import { parseReceipt } from '../corpus/receipt.ts';
import type { Correction, ShownStanding } from '../domain/correction.ts';
import type { Document, DocumentFacts } from '../domain/document.ts';
import { InputError } from '../domain/errors.ts';
import type { Sentence } from '../domain/passage.ts';
import type { ShownAnswer, ShownClaim } from '../domain/shown-answer.ts';
import { halvesPair, type Span } from '../domain/span.ts';
import { emptyLedger, type Ledger, withoutChecks } from '../ledger/ledger.ts';
import type { Ledgers } from '../ledger/ledgers.ts';
import type { Library } from '../library/library.ts';
import type { Embedder } from '../retrieval/embedder.ts';
import { unifyNames } from '../retrieval/match-names.ts';
import { dot, matchWords, type Ranking, rankPassages } from '../retrieval/rank-passages.ts';
import type { IndexedDocument, Searchable } from '../retrieval/searchable.ts';
import { type WidenedQuestion, widenQuestion } from '../retrieval/widen-question.ts';
import type { Answer, Draft, SummaryLength, Timings } from './answer.ts';
import { rules } from './answer-json.ts';
import { type Card, evidenceCard, moreQuotesCard, sentenceCard, sourceCard } from './cards.ts';
import { choosePoints, type Meaning, onFocus } from './choose-points.ts';
import { cleanQuestion } from './clean-question.ts';
import { correctionLines, correctionsDue, filedSince, hasFiled, recheckCard, shownStandingOf } from './correct.ts';
import { detectLanguage } from './detect-language.ts';
import { draftAnswer } from './draft-answer.ts';
import { type Centrality, draftSummary } from './draft-summary.ts';
import type { Findings } from './findings.ts';
import { furtherSentences } from './further-sentences.ts';
import { genreNoun } from './genre.ts';
import { type GuardedSummary, guard, guardSummary } from './guard.ts';
import { type ListedClaim, listClaims } from './list-claims.ts';
import type { Line } from './message.ts';
import { namesIn } from './named-in-question.ts';
import { noDocuments } from './no-documents.ts';
import type { PageAddress, PageAddresses } from './page-address.ts';
import { isQuoted, type Quoted, type QuotedPart, type Reason } from './part.ts';
import { quotedAt, type Surroundings } from './pick-quotes.ts';
import { ClaimPlacer, type PlacedLedger } from './place-claims.ts';
import { DocumentPreparer, type PreparedDocument } from './prepare-document.ts';
import { kindOf } from './question-kind.ts';
import { questionsIn } from './questions-in.ts';
import type { Reader } from './reader.ts';
import { drawnQuotes, furtherQuotes, redraw } from './redraw.ts';
import { type EmbedTexts, rankClaims } from './relevant-claims.ts';
import type { PageSource } from './source-page.ts';
import { stripFraming } from './strip-framing.ts';
import { summarise, underHeadings } from './summarise.ts';
import { wishOf, wishRules } from './summary-wish.ts';
import { isWithheld, withheldOf } from './withhold.ts';

export type DocumentRequest = {
  /** Whose documents: a server's id, or `everyone`. */
  readonly server: string;
  /** A document's id; where left out, the one of the library that is nearest to the question. */
  readonly document?: string | undefined;
  /** false asks the document as if nobody had checked it. */
  readonly useLedger?: boolean | undefined;
};
export type AskRequest = DocumentRequest & { readonly question: string };
export type SummaryRequest = DocumentRequest & {
  /** `standard` where it is left out. */
  readonly length?: SummaryLength | undefined;
  /** Words that the asker is interested in; without them the whole is summed up. */
  readonly focus?: string | undefined;
  /** BCP 47, of the words around the quotes; English where it is none of ours. */
  readonly frame?: string | undefined;
};

/** What came of the words that somebody is interested in. */
type Focused =
  | { readonly kind: 'points'; readonly words: string; readonly points: readonly Span[] }
  | { readonly kind: 'not-addressed'; readonly draft: Draft }
  | { readonly kind: 'refused'; readonly reason: Reason; readonly sentence: string };

/** Where an answer goes, as far as it is known before the send. */
export type Showing = {
  readonly server: string;
  readonly channel: string | null;
  readonly locale: string | null;
  readonly expiresAt: Date | null;
};

/** Where something of a document was shown. */
type ShownPlace = Pick<ShownAnswer, 'server' | 'documentOwner' | 'documentId'>;

export type DocumentChoice = Pick<DocumentFacts, 'id' | 'title' | 'publisher' | 'genre'>;

const spansKept = 12;
const moreShown = 4;
/** A long message is checked sentence by sentence, this many at most. */
const sentencesChecked = 5;
/** Where a document is not known, so many of those there are are named. */
const idsListed = 10;
const unknownReceipt =
  'There is no such receipt among the documents that can be asked here. Check it for a typing mistake.';
const goneSentence = 'The document has changed or was removed since this answer was given. Please ask again.';

/** What people ask Hearsay, whatever surface they ask it on. */
export class Assistant {
  readonly #library: Library;
  readonly #ledgers: Ledgers;
  readonly #embedder: Embedder;
  readonly #reader: Reader | undefined;
  readonly #preparer: DocumentPreparer;
  readonly #placer: ClaimPlacer;
  readonly #pages: PageAddresses | undefined;
  readonly #now: () => Date;

  constructor(parts: {
    readonly library: Library;
    readonly ledgers: Ledgers;
    readonly embedder: Embedder;
    /** Where left out, the score of features decides alone. */
    readonly reader?: Reader;
    /** Embeds short texts and keeps their vectors. */
    readonly embedTexts: EmbedTexts;
    /** Where left out, quotes lead to no page. */
    readonly pages?: PageAddresses;
    readonly now: () => Date;
  }) {
    this.#library = parts.library;
    this.#ledgers = parts.ledgers;
    this.#embedder = parts.embedder;
    this.#reader = parts.reader;
    this.#preparer = new DocumentPreparer(parts.embedTexts);
    this.#placer = new ClaimPlacer((owner, id, sha256) => parts.library.textOf(owner, id, sha256));
    this.#pages = parts.pages;
    this.#now = parts.now;
  }

  async documents(server: string): Promise<DocumentChoice[]> {
    return (await this.#library.documents(server)).map(({ facts: { id, title, publisher, genre } }) => ({
      id,
      title,
      publisher,
      genre,
    }));
  }

  /** @throws InputError for an unknown document; a question that can't be asked is a `refused` answer instead */
  async ask(request: AskRequest): Promise<Answer> {
    const watch = new Stopwatch();
    const clean = cleanQuestion(request.question);
    if (!clean.ok) return refused(request.question, clean.reason, clean.sentence, watch);
    const library = await this.#open(request.server, request.document);
    const only = documentAsked(library, request.document);
    const prepared = only && (await this.#prepare(only, request));
    if (kindOf(clean.text).summary)
      return this.#summarise(
        clean.text,
        library,
        prepared ?? (await this.#prepare(library.documents[0]!, request)),
        request.server,
        watch,
      );
    return this.#answer(clean.text, request, library, prepared, watch);
  }

  /**
   * What an answer would be made of: for whoever fits the weights by which it is made.
   * @returns undefined for a question that can't be asked
   */
  async findings(request: AskRequest & { readonly document: string }): Promise<Findings | undefined> {
    const clean = cleanQuestion(request.question);
    if (!clean.ok) return undefined;
    const watch = new Stopwatch();
    const library = await this.#open(request.server);
    const only = documentAsked(library, request.document);
    if (!only) return undefined;
    return this.#find(clean.text, library, await this.#prepare(only, request), this.#embedding(watch), watch);
  }

  /**
   * What a document is about, or what it says of what somebody is interested in; the first of the library where none is
   * named. Where it does not address the focus, that is the answer.
   */
  async summary(request: SummaryRequest): Promise<Answer> {
    const watch = new Stopwatch();
    const library = await this.#open(request.server, request.document);
    const asked = documentAsked(library, request.document) ?? library.documents[0]!;
    const prepared = await this.#prepare(asked, request);
    const focus = await this.#focused(request, library, prepared, watch);
    if (focus?.kind === 'refused') return refused(request.focus ?? '', focus.reason, focus.sentence, watch);
    if (focus?.kind === 'not-addressed') return this.#guarded(focus.draft, prepared, request.server, watch);
    const draft = draftSummary(
      {
        ...sourceIn(prepared),
        question: focus?.words ?? 'What is this about?',
        wish: { length: request.length ?? 'standard', focused: focus !== undefined },
        frame: request.frame,
        ...(focus ? { focus: focus.points } : {}),
      },
      centralityIn(this.#meaningOf(library, prepared)),
    );
    return this.#guarded(draft, prepared, request.server, watch);
  }

  /** Everything that a summary says beyond its message; undefined where the document does not address the focus. */
  async wholeSummary(request: SummaryRequest): Promise<GuardedSummary | undefined> {
    const library = await this.#open(request.server, request.document);
    const asked = documentAsked(library, request.document) ?? library.documents[0]!;
    const prepared = await this.#prepare(asked, request);
    const focus = await this.#focused(request, library, prepared, new Stopwatch());
    if (focus && focus.kind !== 'points') return undefined;
    return this.#summarised(library, prepared, request, focus?.points);
  }

  /** What a shown summary goes on with, as things stand now; undefined where its revision is gone. */
  async summaryBehind(shown: ShownAnswer): Promise<GuardedSummary | undefined> {
    const prepared = await this.#preparedFor(shown);
    const wish = wishOf(shown);
    if (!prepared) return undefined;
    const library = await this.#open(shown.server);
    return this.#summarised(
      library,
      prepared,
      { server: shown.server, ...wish },
      wish?.focused ? shown.spans : undefined,
    );
  }

  #summarised(
    library: Searchable,
    prepared: PreparedDocument,
    { server, length = 'standard' }: Pick<SummaryRequest, 'server' | 'length'>,
    focus: readonly Span[] | undefined,
  ): GuardedSummary {
    const source = sourceIn(prepared);
    const sections = focus
      ? underHeadings(focus, prepared.in)
      : choosePoints(source, this.#meaningOf(library, prepared), length === 'short' ? 'standard' : length);
    return guardSummary(summarise({ ...source, page: this.#pageIn(prepared, server) }, sections, focus), source);
  }

  /** What the document says of the words that somebody is interested in, best first; undefined where there are none. */
  async #focused(
    { focus }: SummaryRequest,
    library: Searchable,
    prepared: PreparedDocument,
    watch: Stopwatch,
  ): Promise<Focused | undefined> {
    if (focus === undefined) return undefined;
    const clean = cleanQuestion(focus);
    if (!clean.ok) return { kind: 'refused', ...clean };
    const embed = this.#embedding(watch);
    // In English words read as a question are better understood; our framing would be foreign to other documents.
    const isEnglish = prepared.in.document.facts.language.startsWith('en');
    const question = isEnglish ? `What does it say about ${clean.text}?` : clean.text;
    const found = await this.#find(question, library, prepared, embed, watch);
    const draft = { ...(await draftAnswer(found)), question: clean.text };
    if (draft.outcome !== 'answered') return { kind: 'not-addressed', draft };
    const focused = { words: clean.text, vector: await embed(clean.text) };
    const meaning = this.#meaningOf(library, prepared);
    const points = onFocus(draft.parts.filter(isQuoted), draft.more, prepared, meaning, focused);
    return { kind: 'points', words: clean.text, points };
  }

  /** A document's reviewed claims, by number; those of the first of the library where none is named. */
  async claims(request: DocumentRequest): Promise<ListedClaim[]> {
    const library = await this.#open(request.server, request.document);
    const asked = documentAsked(library, request.document) ?? library.documents[0]!;
    const ledger = await this.#ledgerIn(asked.document, { server: request.server });
    return listClaims(asked, ledger, withheldOf(ledger));
  }

  /** What the document has on the first sentences of somebody's message, and how many more there were. */
  async checkMessage(message: string, request: DocumentRequest): Promise<{ answers: Answer[]; left: number }> {
    const segments = [...new Intl.Segmenter(undefined, { granularity: 'sentence' }).segment(message)];
    const sentences = segments.map(({ segment }) => segment).filter((segment) => cleanQuestion(segment).ok);
    const answers: Answer[] = [];
    for (const question of sentences.length === 0 ? [message] : sentences.slice(0, sentencesChecked))
      answers.push(await this.ask({ ...request, question }));
    return { answers, left: Math.max(0, sentences.length - sentencesChecked) };
  }

  /** The ledger beside an answer's document, as it is on a server; the document owner's where none is named. */
  async ledgerOf(answer: Answer, request: Partial<Omit<DocumentRequest, 'document'>> = {}): Promise<Ledger> {
    const { document } = answer;
    return document ? this.#ledgerIn(document, { server: document.facts.owner, ...request }) : emptyLedger;
  }

  /** What has to be stored before an answer is sent, so that it can be drawn again; nothing for a refused question. */
  shownOf(answer: Answer, showing: Showing): ShownAnswer | undefined {
    const { document } = answer;
    if (!document) return undefined;
    const quoted = answer.parts.filter(isQuoted).filter((part) => part.kind !== 'of-itself');
    return {
      id: randomBytes(16).toString('base64url'),
      server: showing.server,
      channel: showing.channel,
      message: null,
      documentOwner: document.facts.owner,
      documentId: document.id,
      revision: document.sha256,
      spans: [...quoted, ...answer.more].slice(0, spansKept).map(({ quote: { start, end } }) => ({ start, end })),
      shown: quoted.length,
      claims: claimsOf(answer, quoted),
      corrections: [],
      facts: answer.parts.flatMap((part) => (part.kind === 'fact' ? [part.fact.claim] : [])),
      kind: answer.kind,
      outcome: answer.outcome,
      reason: answer.reason ?? null,
      locale: showing.locale,
      rules: { ...rules, ...wishRules(answer) },
      at: this.#now().toISOString(),
      expiresAt: showing.expiresAt?.toISOString() ?? null,
    };
  }

  /** The same answer as things stand now; undefined where its revision is gone. Its question was never stored. */
  async redraw(shown: ShownAnswer): Promise<Answer | undefined> {
    const watch = new Stopwatch();
    const prepared = await this.#preparedFor(shown);
    if (!prepared) return undefined;
    const summary = shown.kind === 'summary' ? await this.#summaryAgain(shown, prepared) : undefined;
    const draft = redraw(shown, this.#surroundings(prepared), summary);
    return this.#guarded(draft, prepared, shown.server, watch);
  }

  async #summaryAgain(shown: ShownAnswer, prepared: PreparedDocument): Promise<Draft> {
    const wish = wishOf(shown);
    const draft = this.#summary('', await this.#open(shown.server), prepared);
    return wish === undefined ? draft : { ...draft, wish, frame: wish.frame };
  }

  /** What a shown answer says of claims that does not hold any more; nothing where all of it does. */
  async correctionsDue(shown: ShownAnswer): Promise<Correction[]> {
    const prepared = await this.#preparedFor(shown);
    const ledger = prepared?.ledger ?? (await this.#ledgerFor(shown));
    const filed = prepared ? filedSince(shown, prepared.ledger) : [];
    return correctionsDue(shown, ledger, { filed, now: this.#now() });
  }

  /**
   * What surfaces say of a document's claims on a server; and whether claims were filed there whose standing or hiding
   * concerns answers that say nothing of them.
   */
  async shownStandings(place: ShownPlace): Promise<{ standingOf: (claim: number) => ShownStanding; filed: boolean }> {
    const ledger = await this.#ledgerFor(place);
    return { standingOf: (claim) => shownStandingOf(ledger, claim), filed: hasFiled(ledger) };
  }

  /** What stands above a corrected answer. Where its revision is gone, no place is named. */
  async correctionLines(shown: ShownAnswer): Promise<Line[]> {
    const prepared = await this.#preparedFor(shown);
    return correctionLines(shown, prepared?.ledger ?? (await this.#ledgerFor(shown)), prepared?.in);
  }

  /** How the claims of a shown answer stood then and stand now. */
  async recheck(shown: ShownAnswer): Promise<Card> {
    return recheckCard(shown, await this.#ledgerFor(shown), await this.correctionsDue(shown));
  }

  /** Further quotes for the same question. */
  async moreQuotes(shown: ShownAnswer): Promise<Card> {
    const prepared = await this.#preparedFor(shown);
    if (!prepared) return sentenceCard(goneSentence);
    const further = furtherQuotes(shown, this.#surroundings(prepared)).slice(0, moreShown);
    return moreQuotesCard(further, genreNoun(prepared.in.document.facts.genre), this.#pageIn(prepared, shown.server));
  }

  /**
   * What may answer a question in the document of a shown answer, for people who judge answers: the quotes that were
   * shown, and the sentences nearest to the question beyond them, best first. Undefined where its revision is gone.
   */
  async passagesFor(
    question: string,
    shown: ShownAnswer,
    count: number,
  ): Promise<{ shown: Quoted[]; nearest: Quoted[] } | undefined> {
    const prepared = await this.#preparedFor(shown);
    if (!prepared) return undefined;
    const watch = new Stopwatch();
    const library = await this.#open(shown.server);
    const { ranked } = await this.#find(question, library, prepared, this.#embedding(watch), watch);
    const quotes = drawnQuotes(shown, this.#surroundings(prepared));
    const shownWords = quotes.map(({ quote }) => quote);
    const further = furtherSentences(ranked, prepared.in.document, shownWords, withheldOf(prepared.ledger));
    const around = this.#surroundings(prepared);
    return { shown: quotes, nearest: further.slice(0, count).map((quote) => quotedAt(quote, around)) };
  }

  /** The answer's quotes in their paragraphs, one a page, counted from 0. */
  async checkSource(shown: ShownAnswer, page: number): Promise<Card> {
    const prepared = await this.#preparedFor(shown);
    const quotes = prepared ? drawnQuotes(shown, this.#surroundings(prepared)) : [];
    const at = Math.max(0, Math.min(page, quotes.length - 1));
    const quoted = quotes[at];
    if (!prepared || !quoted) return sentenceCard(goneSentence);
    const withheld = withheldOf(prepared.ledger);
    const card = sourceCard(quoted, prepared.in, prepared.ledger, withheld, this.#pageIn(prepared, shown.server));
    return { ...card, page: at, pages: quotes.length };
  }

  /** The records behind the standings and facts that an answer shows. */
  async evidence(shown: ShownAnswer, page: number): Promise<Card> {
    const prepared = await this.#preparedFor(shown);
    if (!prepared) return sentenceCard(goneSentence);
    return evidenceCard(claimsShown(shown), prepared.in, prepared.ledger, page);
  }

  /** Opens a receipt where its document can be asked; everything else gets one and the same sentence. */
  async openReceipt(code: string, server: string): Promise<Card> {
    const place = parseReceipt(code);
    const library = await this.#library.searchable(server);
    const found = place && library?.documents.find(({ document }) => document.sha256.startsWith(place.revisionPrefix));
    if (!found) return sentenceCard(unknownReceipt);
    const { text } = found.document;
    const span = { start: place.start, end: place.start + place.length };
    const holdsWords = span.end <= text.length && /\S/u.test(text.slice(span.start, span.end));
    const cuttable = holdsWords && ![span.start, span.end].some((at) => halvesPair(text, at));
    if (!cuttable) return sentenceCard(unknownReceipt);
    const prepared = await this.#prepare(found, { server });
    const withheld = withheldOf(prepared.ledger);
    if (isWithheld(span, withheld)) return sentenceCard(unknownReceipt);
    const page = this.#pageIn(prepared, server);
    return sourceCard(quotedAt(span, this.#surroundings(prepared)), found, prepared.ledger, withheld, page);
  }

  async #answer(
    question: string,
    request: AskRequest,
    library: Searchable,
    asked: PreparedDocument | undefined,
    watch: Stopwatch,
  ): Promise<Answer> {
    const embed = this.#embedding(watch);
    const prepared = asked ?? (await this.#nearestDocument(question, library, request, embed, watch));
    const found = await this.#find(question, library, prepared, embed, watch);
    const draft = { ...(await draftAnswer(found)), question };
    return this.#guarded(asked ? draft : withDocumentNamed(draft, library), prepared, request.server, watch);
  }

  async #find(
    question: string,
    library: Searchable,
    prepared: PreparedDocument,
    embed: (text: string) => Promise<Float32Array>,
    watch: Stopwatch,
  ): Promise<Findings> {
    const found = await this.#findOne(question, library, prepared, embed, watch);
    const { language, understood } = found;
    const beside = understood ? questionsIn(question, language ?? prepared.in.document.facts.language) : [];
    const names = namesIn(question, found.matcher.find(question), found.names.isName);
    // A name that none of them holds is what they are about, or what is presupposed.
    if (!names.every(({ surface }) => beside.some((one) => one.includes(surface)))) return found;
    const questions: Findings[] = [];
    for (const one of beside)
      questions.push({ ...(await this.#findOne(one, library, prepared, embed, watch)), language, understood });
    return questions.length === 1 ? questions[0]! : { ...found, questions };
  }

  async #findOne(
    question: string,
    library: Searchable,
    prepared: PreparedDocument,
    embed: (text: string) => Promise<Float32Array>,
    watch: Stopwatch,
  ): Promise<Findings> {
    const widened = widenQuestion(stripFraming(question), prepared.matcher, prepared.own, library.vocabulary);
    const { vector, ranking } = await this.#rank(library, widened, inOne(library, prepared), embed, watch);
    watch.start('compose');
    const isKnown = (word: string): boolean => library.vocabulary.has(word);
    const language = await detectLanguage(question, prepared.matcher.find(question), isKnown);
    const { languages } = this.#embedder;
    return {
      question,
      widened,
      in: prepared.in,
      ledger: prepared.ledger,
      matcher: prepared.matcher,
      names: prepared.names,
      idf: prepared.idf,
      stopWords: prepared.stopWords,
      ranked: ranking.sentences,
      nearest: rankClaims(prepared.claims, unifyNames(widened.text, prepared.matcher), vector),
      withheld: withheldOf(prepared.ledger),
      language,
      understood: language === null || languages === 'any' || language === prepared.in.document.facts.language,
      read: this.#reading(widened.text, prepared, watch),
      questions: [],
    };
  }

  /** Where no document is named, the one that holds the passage nearest to the question. */
  async #nearestDocument(
    question: string,
    library: Searchable,
    request: AskRequest,
    embed: (text: string) => Promise<Float32Array>,
    watch: Stopwatch,
  ): Promise<PreparedDocument> {
    const all = await Promise.all(library.documents.map((indexed) => this.#prepare(indexed, request)));
    const { matcher, own } = this.#preparer.joinNames(all);
    const widened = widenQuestion(stripFraming(question), matcher, own, library.vocabulary);
    const { ranking } = await this.#rank(library, widened, undefined, embed, watch);
    const nearest = ranking.sentences[0]?.in;
    return all.find((prepared) => prepared.in === nearest) ?? all[0]!;
  }

  /** Looks for the words while the model, which has a thread of its own, makes the vector. */
  async #rank(
    library: Searchable,
    { text, words }: WidenedQuestion,
    only: IndexedDocument | undefined,
    embed: (text: string) => Promise<Float32Array>,
    watch: Stopwatch,
  ): Promise<{ vector: Float32Array; ranking: Ranking }> {
    const [vector, byWords] = await Promise.all([embed(text), (async () => matchWords(library, words, only))()]);
    watch.start('search');
    return { vector, ranking: rankPassages(library, { vector, words }, only, byWords) };
  }

  /** Embeds what one question is read as; mostly that is the same for one document and for all. */
  #embedding(watch: Stopwatch): (text: string) => Promise<Float32Array> {
    const vectors = new Map<string, Float32Array>();
    return async (text) => {
      watch.start('embed');
      const vector = vectors.get(text) ?? (await this.#embedder.embedQuestion(text));
      vectors.set(text, vector);
      return vector;
    };
  }

  /** The reader was trained on English; where it can't read a document, nothing is read. */
  #reading(question: string, prepared: PreparedDocument, watch: Stopwatch): Findings['read'] {
    const reader = this.#reader;
    if (!reader?.languages.includes(prepared.in.document.facts.language)) return undefined;
    return async (windows) => {
      watch.start('read');
      const logits = await Promise.all(windows.map((window) => reader.read(question, window)));
      watch.start('compose');
      return logits;
    };
  }

  #summarise(
    question: string,
    library: Searchable,
    prepared: PreparedDocument,
    server: string,
    watch: Stopwatch,
  ): Answer {
    return this.#guarded(this.#summary(question, library, prepared), prepared, server, watch);
  }

  #summary(question: string, library: Searchable, prepared: PreparedDocument): Draft {
    const wish = { length: 'standard', focused: false } as const;
    const centrality = centralityIn(this.#meaningOf(library, prepared));
    return draftSummary({ ...sourceIn(prepared), question, wish }, centrality);
  }

  #meaningOf(library: Searchable, { in: { firstSentence, outline } }: PreparedDocument): Meaning {
    const vectorOf = (sentence: Sentence): Float32Array =>
      library.sentences.vectors.vector(firstSentence + sentence.ordinal);
    const middle = meanOf(outline.sentences.map(vectorOf), this.#embedder.dimension);
    const title = outline.blocks.find((block) => block.kind === 'title');
    const titled = outline.sentences.find((sentence) => sentence.block === title?.number);
    // What the whole speaks of, and what its title promises.
    const centre = titled ? meanOf([middle, vectorOf(titled)], this.#embedder.dimension) : middle;
    return { vectorOf, centre };
  }

  #guarded(draft: Draft, prepared: PreparedDocument, server: string, watch: Stopwatch): Answer {
    const against = { in: prepared.in, ledger: prepared.ledger, withheld: withheldOf(prepared.ledger) };
    return guard({ ...draft, page: this.#pageIn(prepared, server) }, against, watch.stop());
  }

  #pageIn(prepared: Pick<PreparedDocument, 'in'>, server: string): PageAddress | undefined {
    return this.#pages?.of(server, prepared.in.document);
  }

  /** Where a document's page is: for the server's people, and for everybody once it is published; undefined where none is served. */
  async pageLinks(request: {
    server: string;
    document: string;
  }): Promise<{ own: string; published: string } | undefined> {
    const source = await this.pageSource(request);
    const own = source && this.#pageIn(source, request.server)?.url;
    const published = this.#pages?.published(request.server, request.document);
    return own === undefined || published === undefined ? undefined : { own, published };
  }

  /** A document to be read whole, as a server sees it; undefined where it has none of that id. */
  async pageSource({ server, document: id }: { server: string; document: string }): Promise<PageSource | undefined> {
    const library = await this.#library.searchable(server);
    const found = library?.documents.findLast(({ document }) => document.id === id);
    if (!found) return undefined;
    const ledger = await this.#ledgerIn(found.document, { server });
    return { in: found, ledger, withheld: withheldOf(ledger) };
  }

  /** @throws DamagedDocumentError where the document that is asked is left out */
  async #open(server: string, asked?: string): Promise<Searchable> {
    const library = await this.#library.searchable(server);
    if (!library) throw new InputError(noDocuments);
    const isLeftOut = asked !== undefined && !library.documents.some(({ document }) => document.id === asked);
    const damage = isLeftOut ? await this.#library.damageOf(server, asked) : undefined;
    if (damage) throw damage;
    return library;
  }

  async #prepare(indexed: IndexedDocument, request: DocumentRequest): Promise<PreparedDocument> {
    const ledger = await this.#ledgerIn(indexed.document, request);
    return this.#preparer.prepare(indexed, ledger);
  }

  /** What is known on a server of a document's claims, each where it stands in this revision. */
  async placed(document: Document, server: string): Promise<PlacedLedger> {
    const { owner, id: documentId } = document.facts;
    return this.#placer.place(document, await this.#ledgers.of({ owner, documentId }, server));
  }

  async #ledgerIn(document: Document, { server, useLedger }: DocumentRequest): Promise<Ledger> {
    const { ledger } = await this.placed(document, server);
    return useLedger === false ? withoutChecks(ledger) : ledger;
  }

  #ledgerFor({ documentOwner: owner, documentId, server }: ShownPlace): Promise<Ledger> {
    return this.#ledgers.of({ owner, documentId }, server);
  }

  async #preparedFor(shown: ShownAnswer): Promise<PreparedDocument | undefined> {
    const library = await this.#library.searchable(shown.server);
    const found = library?.documents.find(
      ({ document: { sha256, id, facts } }) =>
        sha256 === shown.revision && id === shown.documentId && facts.owner === shown.documentOwner,
    );
    return found && this.#prepare(found, { server: shown.server });
  }

  #surroundings({ in: indexed, ledger }: PreparedDocument): Surroundings {
    const speaker = genreNoun(indexed.document.facts.genre);
    return { in: indexed, ledger, withheld: withheldOf(ledger), nearest: [], speaker, asked: [], holds: () => false };
  }
}

/** The claims whose standing or fact an answer shows, in their order. */
export const claimsShown = (shown: ShownAnswer): number[] => [
  ...new Set([...shown.claims.filter(({ beside }) => !beside).map(({ number }) => number), ...shown.facts]),
];

/** The claims whose standing an answer says, then the others that its quotes lie in and its facts are of. */
function claimsOf(answer: Answer, quoted: readonly QuotedPart[]): ShownClaim[] {
  const named = new Map(quoted.flatMap((part) => part.shown.map((touch) => [touch.claim, touch.standing] as const)));
  const facts = answer.parts.flatMap((part) => (part.kind === 'fact' ? [part.fact] : []));
  const beside = new Map([
    ...quoted.flatMap((part) => part.touches.map((touch) => [touch.claim, touch.standing] as const)),
    ...facts.map((fact) => [fact.claim, fact.label] as const),
  ]);
  return [
    ...[...named].map(([number, standing]): ShownClaim => ({ number, standing })),
    ...[...beside]
      .filter(([number]) => !named.has(number))
      .map(([number, standing]): ShownClaim => ({ number, standing, beside: true })),
  ];
}

/** The one document that is asked: the named one, or the library's only one. */
function documentAsked(library: Searchable, id: string | undefined): IndexedDocument | undefined {
  if (id === undefined) return library.documents.length === 1 ? library.documents[0] : undefined;
  // A server's own document comes after everybody's and outranks it.
  const found = library.documents.findLast(({ document }) => document.id === id);
  if (found) return found;
  const named = [...id.replaceAll('`', "'").replace(/\s+|\p{C}/gu, ' ')].slice(0, 64).join('');
  const known = library.documents.map(({ document }) => `\`${document.id}\``);
  const listed = known.length > idsListed ? [...known.slice(0, idsListed), `${known.length - idsListed} more`] : known;
  throw new InputError(`There is no document \`${named}\` here. There is ${new Intl.ListFormat('en').format(listed)}.`);
}

/** A library of one document needs no filter. */
const inOne = (library: Searchable, prepared: PreparedDocument): IndexedDocument | undefined =>
  library.documents.length === 1 ? undefined : prepared.in;

const withDocumentNamed = (draft: Draft, library: Searchable): Draft => ({
  ...draft,
  notices: [
    ...draft.notices,
    `Of ${library.documents.length} documents, \`${draft.document?.id}\` is nearest to this question.`,
  ],
});

function refused(question: string, reason: Reason, sentence: string, watch: Stopwatch): Answer {
  const draft: Draft = {
    question: question.slice(0, 200),
    outcome: 'refused',
    reason,
    language: 'und',
    notices: [sentence],
    ledgerOrigin: null,
    parts: [],
    more: [],
    kind: 'answer',
  };
  return guard(draft, { in: undefined, ledger: emptyLedger, withheld: [] }, watch.stop());
}

const sourceIn = ({ in: indexed, ledger }: PreparedDocument) => ({
  in: indexed,
  ledger,
  withheld: withheldOf(ledger),
});

const centralityIn =
  ({ vectorOf, centre }: Meaning): Centrality =>
  (sentence) =>
    dot(vectorOf(sentence), centre);

function meanOf(vectors: readonly Float32Array[], dimension: number): Float32Array {
  const mean = new Float32Array(dimension);
  for (const vector of vectors) for (let at = 0; at < dimension; at++) mean[at]! += vector[at]! / vectors.length;
  return mean;
}

/** Milliseconds spent on each step of one answer. */
class Stopwatch {
  readonly #started = performance.now();
  readonly #spent = new Map<keyof Timings, number>();
  #running: { readonly step: keyof Timings; readonly since: number } | null = null;

  start(step: Exclude<keyof Timings, 'total'>): void {
    const now = performance.now();
    this.#finish(now);
    this.#running = { step, since: now };
  }

  stop(): Timings {
    const now = performance.now();
    this.#finish(now);
    const of = (step: keyof Timings): number => rounded(this.#spent.get(step) ?? 0);
    return {
      embed: of('embed'),
      search: of('search'),
      read: of('read'),
      compose: of('compose'),
      total: rounded(now - this.#started),
    };
  }

  #finish(now: number): void {
    if (this.#running) {
      const { step, since } = this.#running;
      this.#spent.set(step, (this.#spent.get(step) ?? 0) + now - since);
    }
    this.#running = null;
  }
}

const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;
