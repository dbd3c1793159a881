import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../src/answer/answer.ts';
import { evidenceCard, moreQuotesCard, sourceCard } from '../../src/answer/cards.ts';
import { quoteLines } from '../../src/answer/message.ts';
import { checkQuotes } from '../../src/discord/check-quotes.ts';
import { textsOf } from '../../src/discord/components.ts';
import { unescapeMarkdown } from '../../src/discord/escape-markdown.ts';
import { checkLimits, limits } from '../../src/discord/limits.ts';
import {
  type AnswerView,
  questionLine,
  renderAnswer,
  renderCard,
  renderSentence,
} from '../../src/discord/render-answer.ts';
import { type Drawn, wordsOf } from '../../src/discord/render-lines.ts';
import { emptyLedger, type Ledger } from '../../src/ledger/ledger.ts';
import type { IndexedDocument } from '../../src/retrieval/searchable.ts';
import { hasOpenApi, validateRequest, withoutOpenApi } from '../playground/openapi.ts';
import { claimPart, factParts, guarded, indexed, ledgerOf, quotedIn, quotedWords, shownWith } from './tiny-answer.ts';

const text = `The mill poisons the river

Mr Grey's mill *secretly* empties its vats at night. The river rose by 3.5 metres in 1998.

See https://example.org/a_b and ask <@123> or @everyone: "Is it clean?"
- it is not
# it never was`;
const mill = indexed(text);
const ledger = ledgerOf(mill, [
  { words: "Mr Grey's mill *secretly* empties its vats", label: 'conflicting', accused: 'Mr Grey' },
  {
    words: 'The river rose by 3.5 metres in 1998.',
    label: 'supported',
    fact: 'In 1998 the river’s level “rose” by 3.4 m.',
  },
  { words: 'Is it clean?', label: 'opinion' },
]);
const accusation = quotedWords(
  mill,
  ledger,
  "Mr Grey's mill *secretly* empties its vats at night. The river rose by 3.5 metres in 1998.",
);
const severalLines = quotedWords(mill, ledger, text.slice(text.indexOf('See')));
const view = (answer: Answer, quotes: number, more: Partial<AnswerView> = {}): AnswerView => ({
  shown: {
    ...shownWith(answer, mill.document, quotes),
    spans: [
      { start: 0, end: 3 },
      { start: 4, end: 8 },
    ],
  },
  evidence: 2,
  audience: 'public',
  ...more,
});

const answered = guarded(mill, ledger, {
  outcome: 'answered',
  parts: [claimPart(accusation), claimPart(severalLines), ...factParts(ledger)],
});
const silent = guarded(mill, ledger, {
  outcome: 'not-addressed',
  reason: 'unknown-name',
  notices: ['I read `mil` as `mill`.'],
  parts: [
    { kind: 'not-addressed', explanation: '`**Paris**` does not occur in it.' },
    { kind: 'nearest', ...quotedWords(mill, ledger, 'The river rose by 3.5 metres in 1998.') },
    { kind: 'not-checked' },
  ],
});
const summary = guarded(mill, ledger, {
  outcome: 'answered',
  kind: 'summary',
  parts: [
    { kind: 'of-itself', ...quotedWords(mill, ledger, 'it never was') },
    claimPart(quotedWords(mill, ledger, 'The river rose by 3.5 metres in 1998.')),
    {
      kind: 'standings',
      counts: [
        { standing: 'supported', count: 1 },
        { standing: 'opinion', count: 1 },
      ],
    },
  ],
});

/** Every kind of message, each drawn as it would be sent. */
const drawings: readonly { readonly name: string; readonly drawn: Drawn }[] = [
  { name: 'answered', drawn: renderAnswer(answered, view(answered, 2)) },
  {
    name: 'answered-for-one',
    drawn: renderAnswer(
      answered,
      view(answered, 2, {
        audience: 'ephemeral',
        evidence: 0,
        above: [questionLine('Follow-up', 'Is `it` “so” @everyone?')],
      }),
    ),
  },
  { name: 'not-addressed', drawn: renderAnswer(silent, view(silent, 1)) },
  { name: 'summary', drawn: renderAnswer(summary, view(summary, 1)) },
  {
    name: 'refused',
    drawn: renderAnswer(
      guarded(mill, emptyLedger, {
        document: undefined,
        outcome: 'refused',
        reason: 'empty',
        notices: ['There are no words in this question.'],
        parts: [],
      }),
      { shown: undefined, evidence: 0, audience: 'public' },
    ),
  },
  {
    name: 'source-card',
    drawn: renderCard(
      { ...sourceCard(accusation, mill, ledger, []), page: 0, pages: 2 },
      { shown: 'AAAAAAAAAAAAAAAAAAAAAA', verb: 'source' },
    ),
  },
  {
    name: 'evidence-card',
    drawn: renderCard(
      { ...evidenceCard([1, 2], mill, ledger, 0), page: 1, pages: 3 },
      { shown: 'AAAAAAAAAAAAAAAAAAAAAA', verb: 'evidence' },
    ),
  },
  { name: 'more-quotes-card', drawn: renderCard(moreQuotesCard([severalLines], 'op-ed')) },
  { name: 'sentence', drawn: renderSentence('There is no document `x* “y”` here, _sorry_.', 'ephemeral') },
];

function passesEveryCheck({ container, quotes }: Drawn): void {
  checkLimits(container);
  checkQuotes(textsOf(container), quotes);
}

describe('a drawn message', () => {
  it.each(drawings)('is what it was: $name', ({ name, drawn }) => {
    const path = fileURLToPath(new URL(`../golden/discord/${name}.json`, import.meta.url));
    const written = `${JSON.stringify(drawn.container, null, 2)}\n`;
    if (process.env.UPDATE_GOLDEN === '1') {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, written);
    }
    expect(written).toBe(readFileSync(path, 'utf8'));
  });

  it.each(drawings)('keeps every limit and has only exact quotes: $name', ({ drawn }) => {
    passesEveryCheck(drawn);
  });

  it.runIf(hasOpenApi).each(drawings)(`is what Discord takes: $name${withoutOpenApi}`, ({ drawn }) => {
    const body = { flags: (1 << 15) | (1 << 2), components: [drawn.container], allowed_mentions: { parse: [] } };
    expect(validateRequest('POST', '/channels/1/messages', body)).toEqual([]);
    expect(validateRequest('PATCH', '/webhooks/1/token/messages/@original', body)).toEqual([]);
  });

  it('has a button for what there is, and none for what there is not', () => {
    const labels = (more: Partial<AnswerView>, quotes = 2) =>
      renderAnswer(answered, view(answered, quotes, more)).container.components.flatMap((part) =>
        part.type === 1 ? part.components.map((control) => ('label' in control ? control.label : '')) : [],
      );
    expect(labels({}, 1)).toEqual(['Check source', 'Evidence (2)', 'More quotes', 'Follow up', 'Remove']);
    expect(labels({ evidence: 0 })).toEqual(['Check source', 'Follow up', 'Remove']);
    expect(labels({ audience: 'ephemeral' })).toEqual(['Check source', 'Evidence (2)', 'Follow up']);
    expect(labels({ shown: undefined })).toEqual(['Remove']);
    expect(labels({ canFlag: true })).toEqual(['Check source', 'Evidence (2)', 'Follow up', 'Not right?', 'Remove']);
    expect(labels({}, 0)).toEqual(['Evidence (2)', 'More quotes', 'Follow up', 'Remove']);
  });

  it('draws a quote of several lines so that all of it is one', () => {
    const displays = textsOf(renderAnswer(answered, view(answered, 2)).container);
    expect(displays.some((display) => display.startsWith('>>> “See https\\:') && display.endsWith('never was”'))).toBe(
      true,
    );
  });

  it('leaves out an address that is none', () => {
    const card = (url: string) =>
      wordsOf(renderCard({ page: 0, pages: 1, lines: [{ kind: 'small', runs: [{ link: url, text: 'the [page]' }] }] }));
    expect(card('https://a.b/c (d)')).toBe('-# [the \\[page\\]](https://a.b/c%20%28d%29)');
    for (const url of ['javascript:alert(1)', 'data:text/html,x', 'a b', ''])
      expect(card(url)).toBe('-# the \\[page\\]');
  });

  it('keeps words from right to left from turning their line around', () => {
    const arabic = indexed('محمد حاجب كتب هذا.');
    const quoted = quotedIn(arabic, emptyLedger, 0, arabic.document.text.length);
    const words = wordsOf(renderCard(moreQuotesCard([quoted], 'op-ed')));
    expect(words).toContain('> \u2068“محمد حاجب كتب هذا.”\u2069');
  });
});

const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom('**', '__', '||', '```', '`', '> ', '>>> ', '# ', '-# ', '- ', '1. ', '[a](https://b.c)', '\\'),
      fc.constantFrom(
        '@everyone',
        '<@1>',
        '<t:0>',
        '“',
        '”',
        '‘',
        '\n',
        '\r\n',
        '\u2028',
        '\u202e',
        '\u2069',
        '🕊️',
        'محمد',
        '. ',
      ),
      fc.lorem({ maxCount: 12 }),
      fc.string({ unit: 'binary', maxLength: 20 }),
    ),
    { minLength: 1, maxLength: 60 },
  )
  .map((parts) => `x${parts.join(' ')}`.toWellFormed());

/** An answer that quotes up to three whole sentences of a text. */
function answerAbout(from: IndexedDocument, known: Ledger): Answer {
  const spans = from.outline.sentences.slice(0, 3);
  return guarded(from, known, {
    outcome: 'answered',
    parts: [...spans.map(({ start, end }) => claimPart(quotedIn(from, known, start, end))), { kind: 'not-checked' }],
  });
}

describe('a message about any document', () => {
  it('keeps every limit and has only exact quotes', () => {
    fc.assert(
      fc.property(nasty, fc.integer({ min: 1, max: 80 }), (words, times) => {
        const from = indexed(words.repeat(times), words.slice(0, 40));
        const known = ledgerOf(from, [{ words: 'x', label: 'supported', accused: 'x' }]);
        const answer = answerAbout(from, known);
        passesEveryCheck(renderAnswer(answer, view(answer, 3, { canFlag: true })));
        const { length } = from.document.text;
        // A receipt may name any span, so a card may be asked to quote all of a text.
        passesEveryCheck(renderCard(sourceCard(quotedIn(from, known, 0, length), from, known, [])));
        passesEveryCheck(renderCard(evidenceCard([1], from, known, 0)));
      }),
      { numRuns: 150 },
    );
  });

  it('shows what is typed into a question as code that ends where it ends', () => {
    fc.assert(
      fc.property(nasty, (words) => {
        const drawn = renderAnswer(answered, view(answered, 2, { above: [questionLine('Follow-up', words)] }));
        passesEveryCheck(drawn);
        const [line = ''] = textsOf(drawn.container)[0]!.split('\n');
        expect(line.match(/`/g)).toHaveLength(2);
        expect(line).toMatch(/^-# Follow-up: \u2068?`[^`]*`\u2069?$/u);
      }),
    );
  });
});

describe('a quote of several lines', () => {
  it.each(['text', 'small', 'heading', 'quote'] as const)('is drawn as a quote in a line of the kind %s', (kind) => {
    const lines = [{ kind, runs: [{ text: 'It says: ' }, { quote: severalLines.quote }] }, ...quoteLines(accusation)];
    const drawn = renderCard({ lines, page: 0, pages: 1 });
    passesEveryCheck(drawn);
    const [first, second] = textsOf(drawn.container);
    expect(first).toMatch(/^>>> (?:-# )?It says: “[^“”]+”$/u);
    expect(second).toMatch(/^> “/u);
  });
});

describe('a message that is too long', () => {
  const sentence = (at: number) => `This is the sentence with the number ${at} of a very long paragraph. `;
  const long = indexed(
    Array.from({ length: 400 }, (_, at) => sentence(at))
      .join('')
      .trim(),
  );

  it('cuts its quote after a sentence and says so', () => {
    const quoted = quotedIn(long, emptyLedger, 0, long.document.text.length);
    const drawn = renderCard(moreQuotesCard([quoted], 'op-ed'));
    passesEveryCheck(drawn);
    const [quote] = drawn.quotes;
    expect(quote?.text.endsWith('of a very long paragraph.')).toBe(true);
    expect(quote?.text.length).toBeGreaterThan(3_500);
    expect(wordsOf(drawn)).toContain(`> “${quote?.text}”\n-# ¶ 1`);
    expect(wordsOf(drawn).endsWith('-# Shortened: a message of Discord has no room for the rest.')).toBe(true);
  });

  it('leaves out a sentence that is too long alone, with its place and standing', () => {
    const endless = indexed(`short. ${'x'.repeat(6_000)}`);
    const quoted = quotedIn(endless, emptyLedger, 7, endless.document.text.length);
    const drawn = renderCard(moreQuotesCard([quoted], 'op-ed'));
    expect(wordsOf(drawn)).toBe('-# Shortened: a message of Discord has no room for the rest.');
    expect(drawn.quotes).toEqual([]);
  });

  it('leaves out an endless small line, never the quote above it', () => {
    const quoted = quotedWords(mill, ledger, 'The river rose by 3.5 metres in 1998.');
    const address = `https://example.org/${'a'.repeat(5_000)}`;
    const lines = [...quoteLines(quoted), { kind: 'small' as const, runs: [{ link: address, text: 'the page' }] }];
    const drawn = renderCard({ lines, page: 0, pages: 1 });
    passesEveryCheck(drawn);
    expect(wordsOf(drawn)).toBe(
      '> “The river rose by 3.5 metres in 1998.”\n-# ¶ 2 · supported\n-# Shortened: a message of Discord has no room for the rest.',
    );
  });

  it('counts bytes too', () => {
    const dense = indexed('漢字。'.repeat(1_300));
    const drawn = renderCard(moreQuotesCard([quotedIn(dense, emptyLedger, 0, dense.document.text.length)], 'op-ed'));
    passesEveryCheck(drawn);
    expect(Buffer.byteLength(wordsOf(drawn))).toBeGreaterThan(limits.bytes - 200);
  });

  it('drops whole lines from the end, never a standing from its quote', () => {
    const quoted = Array.from({ length: 80 }, (_, at) => {
      const start = long.document.text.indexOf(sentence(at).trim());
      return quotedIn(long, emptyLedger, start, start + sentence(at).trim().length);
    });
    const drawn = renderCard(moreQuotesCard(quoted, 'op-ed'));
    passesEveryCheck(drawn);
    expect(drawn.quotes.length).toBeGreaterThan(30);
    expect(wordsOf(drawn).match(/-# ¶ 1/g)).toHaveLength(drawn.quotes.length);
    expect(unescapeMarkdown(wordsOf(drawn))).toContain(sentence(0).trim());
  });

  it('has no more components than Discord takes', () => {
    const lines = indexed(Array.from({ length: 60 }, (_, at) => `a${at}\nb${at}.`).join('\n\n'));
    const quoted = Array.from({ length: 60 }, (_, at) => {
      const start = lines.document.text.indexOf(`a${at}\n`);
      return quotedIn(lines, emptyLedger, start, start + `a${at}\nb${at}.`.length);
    });
    const drawn = renderCard(moreQuotesCard(quoted, 'op-ed'));
    passesEveryCheck(drawn);
    expect(drawn.container.components.length).toBeGreaterThan(30);
  });
});
