import { type SummaryLength, summaryLengths } from '../../answer/answer.ts';
import { answerJson } from '../../answer/answer-json.ts';
import { type FrameLanguage, frameFor, frameLanguages } from '../../answer/frame.ts';
import type { Line } from '../../answer/message.ts';
import { renderLines } from '../../answer/render-text.ts';
import { summaryJson } from '../../answer/summary-json.ts';
import { summaryLines } from '../../answer/summary-lines.ts';
import { type Call, type Command, documentOption, jsonOption, serverOption } from '../command.ts';
import { jsonLine } from '../json-line.ts';
import { printAnswer } from '../print-answer.ts';
import { untilStopped } from '../stopped.ts';
import { UsageError } from '../usage-error.ts';
import { targetOf } from './ask.ts';

export const summary: Command = {
  name: 'summary',
  summary: 'Show what a document is about, in its own words.',
  usage: ['summary [--document ID|PATH] [--length short|standard|sections] [--focus WORDS] [--json]'],
  options: {
    document: {
      ...documentOption,
      value: 'ID|PATH',
      help: 'Which document, or a text file to read; left out: the first.',
    },
    length: {
      value: 'LENGTH',
      help: 'short: one message; standard: a few points a section; sections: all at length. Left out: standard.',
    },
    focus: { value: 'WORDS', help: 'Only what the document says of these words.' },
    frame: { value: 'LANGUAGE', help: 'Of the words around the quotes: en, de or fr. Left out: en.' },
    json: jsonOption,
    server: serverOption,
  },
  words: { min: 0, max: 0, called: 'summary' },
  async run(call, session) {
    const request = { length: lengthFrom(call), focus: call.value('focus'), frame: frameFrom(call) };
    const target = { ...(await targetOf(call, session)), ...request };
    const app = await session.app();
    const { assistant } = app;
    const answer = await untilStopped(assistant.summary(target), session.signal);
    const isShort = request.length === 'short' || answer.kind !== 'summary';
    const whole = isShort ? undefined : await untilStopped(assistant.wholeSummary(target), session.signal);
    if (!whole) {
      await printAnswer(answer, { json: call.switchedOn('json'), useLedger: target.useLedger }, app, session);
      return 0;
    }
    const { out } = session.terminal;
    const lines: Line[] = summaryLines(whole, frameFor(request.frame));
    if (!call.switchedOn('json')) {
      await out.text(renderLines(lines, out.style));
      return 0;
    }
    const ledger = await assistant.ledgerOf(answer, { server: target.server, useLedger: target.useLedger });
    const json = { ...answerJson(answer, ledger), text: renderLines(lines), summary: summaryJson(whole, ledger) };
    await out.write(jsonLine(json));
    return 0;
  },
};

function lengthFrom(call: Call): SummaryLength {
  const typed = call.value('length') ?? 'standard';
  const length = summaryLengths.find((known) => known === typed);
  if (length) return length;
  throw new UsageError(`'${typed}' is no length: there are ${summaryLengths.join(', ')}.`, call.command.name);
}

function frameFrom(call: Call): FrameLanguage {
  const typed = call.value('frame') ?? 'en';
  const language = frameLanguages.find((known) => known === typed);
  if (language) return language;
  throw new UsageError(`'${typed}' is none of ${frameLanguages.join(', ')}.`, call.command.name);
}
