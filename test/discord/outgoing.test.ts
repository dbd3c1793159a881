import { describe, expect, it } from 'vitest';
import { button } from '../../src/discord/components.ts';
import { outgoing } from '../../src/discord/outgoing.ts';
import { InvariantError } from '../../src/domain/errors.ts';
import { Quote } from '../../src/domain/quote.ts';
import { indexed } from './tiny-answer.ts';

const { document } = indexed('The river rose.');
const quote = Quote.cut(document, 0, 15);
const saying = (...contents: string[]) => ({
  type: 17 as const,
  components: contents.map((content) => ({ type: 10 as const, content })),
});
const row = (...ids: string[]) => ({ type: 1 as const, components: ids.map((id) => button('Press', id)) });

describe('what leaves', () => {
  it('pings nobody', () => {
    const message = outgoing({ container: saying('> “The river rose.”'), quotes: [quote] });
    expect(message.allowedMentions).toEqual({ parse: [], repliedUser: false });
  });

  it.each([
    { what: 'words that nobody cut', container: saying('> “The river fell.”'), quotes: [] },
    { what: 'a quote that was changed', container: saying('> “The river fell.”'), quotes: [quote] },
    { what: 'too many characters', container: saying('x'.repeat(2_000), 'y'.repeat(2_001)), quotes: [] },
    { what: 'too many bytes', container: saying('漢'.repeat(3_400)), quotes: [] },
    { what: 'too many components', container: saying(...Array.from({ length: 40 }, () => 'x')), quotes: [] },
    {
      what: 'too long a label',
      container: { ...saying(), components: [{ type: 1 as const, components: [button('x'.repeat(81), 'a')] }] },
      quotes: [],
    },
    { what: 'too long a custom_id', container: { ...saying(), components: [row('x'.repeat(101))] }, quotes: [] },
    { what: 'a custom_id twice', container: { ...saying(), components: [row('a'), row('a')] }, quotes: [] },
    {
      what: 'too many buttons in a row',
      container: { ...saying(), components: [row('a', 'b', 'c', 'd', 'e', 'f')] },
      quotes: [],
    },
  ])('is never $what', ({ container, quotes }) => {
    expect(() => outgoing({ container, quotes })).toThrow(InvariantError);
  });

  it('is what just keeps the limits', () => {
    const container = {
      ...saying(),
      components: [...saying('x'.repeat(4_000)).components, row('a', 'b', 'c', 'd', 'e')],
    };
    expect(outgoing({ container, quotes: [] }).components).toEqual([container]);
  });
});
