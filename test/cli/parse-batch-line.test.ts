import { describe, expect, it } from 'vitest';
import { parseBatchLine } from '../../src/cli/parse-batch-line.ts';

const parse = (line: string) => parseBatchLine(Buffer.from(line), 7);

describe('a line of a batch', () => {
  it.each([
    { why: 'an id of text', line: '{"id":"a","question":"Who?"}', id: 'a' },
    { why: 'an id that is a number', line: '{"id":0,"question":"Who?"}', id: 0 },
    { why: 'no id', line: '{"question":"Who?"}', id: undefined },
    { why: 'a locale and fields of others', line: '{"id":1,"question":"Who?","locale":"de","gold":[1]}', id: 1 },
    { why: 'a locale that is not known', line: '{"id":1,"question":"Who?","locale":null}', id: 1 },
    { why: 'a carriage return behind it', line: '{"id":1,"question":"Who?"}\r', id: 1 },
    { why: 'a byte order mark', line: '\ufeff{"id":1,"question":"Who?"}', id: 1 },
  ])('may have $why', ({ line, id }) => {
    expect(parse(line)).toEqual({ ok: true, id, question: 'Who?' });
  });

  it('keeps a question as it is, even an empty one: to refuse it is an answer', () => {
    expect(parse('{"id":1,"question":" \\u0000 "}')).toMatchObject({ ok: true, question: ' \0 ' });
  });

  it.each([
    { why: 'is not JSON', line: 'Who?', says: 'not JSON' },
    { why: 'is half a line', line: '{"id":1,"question":"Wh', says: 'not JSON' },
    { why: 'is a list', line: '["Who?"]', says: 'not a JSON object' },
    { why: 'is null', line: 'null', says: 'not a JSON object' },
    { why: 'has an object for an id', line: '{"id":{},"question":"Who?"}', says: 'an id' },
    { why: 'has no question', line: '{"id":1}', says: 'no question', id: 1 },
    { why: 'has a number for a question', line: '{"id":1,"question":2}', says: 'not text', id: 1 },
    { why: 'has a number for a locale', line: '{"id":1,"question":"Who?","locale":2}', says: 'locale', id: 1 },
  ])('that $why is named by its number', ({ line, says, id }) => {
    const parsed = parse(line);
    expect(parsed).toMatchObject({ ok: false, id });
    expect(!parsed.ok && parsed.error).toMatch(new RegExp(`^Line 7 .*${says}`, 'u'));
  });

  it('that is not UTF-8 is bad, not guessed at', () => {
    const bytes = Buffer.concat([Buffer.from('{"question":"'), Buffer.of(0xff), Buffer.from('"}')]);
    expect(parseBatchLine(bytes, 1)).toMatchObject({ ok: false });
  });

  it('that was too long to keep is bad', () => {
    expect(parseBatchLine(null, 1)).toMatchObject({ ok: false });
  });
});
