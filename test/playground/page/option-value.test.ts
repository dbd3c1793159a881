import { describe, expect, it } from 'vitest';
import { optionEntry } from '../../../src/playground/page/option-value.ts';
import type { ChoiceView, OptionView } from '../../../src/playground/page/view.ts';

const option = (of: Partial<OptionView> = {}): OptionView => ({
  name: 'x',
  description: '',
  kind: 'text',
  required: false,
  autocompletes: false,
  choices: [],
  minLength: 0,
  maxLength: 6_000,
  min: undefined,
  max: undefined,
  channelTypes: [],
  ...of,
});

const people: readonly ChoiceView[] = [
  { name: '@Mina', value: '1' },
  { name: '@moderator', value: '2' },
];
const truth: readonly ChoiceView[] = [
  { name: 'True', value: 'true' },
  { name: 'False', value: 'false' },
];

describe('what stands in the field of an option', () => {
  it.each([
    { why: 'a text', of: option(), typed: 'a b', value: 'a b' },
    { why: 'nothing', of: option(), typed: ' ', value: undefined },
    { why: 'a whole number', of: option({ kind: 'whole' }), typed: ' 12 ', value: 12 },
    { why: 'a fraction', of: option({ kind: 'number' }), typed: '-1.5', value: -1.5 },
    { why: 'the largest number allowed', of: option({ kind: 'whole', max: 5 }), typed: '5', value: 5 },
    { why: 'yes', of: option({ kind: 'switch' }), typed: 'true', offered: truth, value: true },
    { why: 'no', of: option({ kind: 'switch' }), typed: 'False', offered: truth, value: false },
    { why: 'a name that was typed', of: option({ kind: 'user' }), typed: 'mina', offered: people, value: '1' },
    { why: 'a role that was typed', of: option({ kind: 'role' }), typed: '@moderator', offered: people, value: '2' },
    { why: 'what was picked', of: option({ kind: 'number' }), typed: 'Five', picked: 5, value: 5 },
  ])('is sent: $why', ({ of, typed, value, offered = [], picked }) => {
    const choice = picked === undefined ? undefined : { name: typed, value: picked };
    expect(optionEntry(of, typed, offered, choice)).toEqual({ value });
  });

  it.each([
    { why: 'required', of: option({ required: true }), typed: '', says: 'is required' },
    { why: 'too short', of: option({ minLength: 3 }), typed: 'ab', says: 'at least 3 characters; these are 2' },
    { why: 'too long', of: option({ maxLength: 1 }), typed: 'ab', says: 'at most 1 characters' },
    { why: 'no number', of: option({ kind: 'number' }), typed: 'five', says: 'takes a number' },
    { why: 'endless', of: option({ kind: 'number' }), typed: 'Infinity', says: 'takes a number' },
    { why: 'a fraction', of: option({ kind: 'whole' }), typed: '1.5', says: 'takes a whole number' },
    { why: 'too small', of: option({ kind: 'whole', min: 2 }), typed: '1', says: 'is at least 2' },
    { why: 'too large', of: option({ kind: 'number', max: 2 }), typed: '2.1', says: 'is at most 2' },
    { why: 'nobody', of: option({ kind: 'user' }), typed: 'Nobody', offered: people, says: 'one of its list' },
    { why: 'no choice', of: option(), typed: 'c', offered: people, says: 'one of its list' },
    { why: 'neither yes nor no', of: option({ kind: 'switch' }), typed: 'on', offered: truth, says: 'one of its list' },
  ])('is refused in a sentence: $why', ({ of, typed, says, offered = [] }) => {
    expect(optionEntry(of, typed, offered, undefined)).toEqual({ problem: expect.stringContaining(says) });
  });
});
