import { describe, expect, it } from 'vitest';
import { questionIn } from '../../src/discord/question-in.ts';

const inServer = { isDirect: false, repliesToBot: false };

describe('what a message asks', () => {
  it.each([
    { what: 'a mention with a question', heard: { ...inServer, content: '<@7> What is it?' }, words: 'What is it?' },
    { what: 'an old form of mention', heard: { ...inServer, content: '<@!7>What is it?' }, words: 'What is it?' },
    { what: 'a mention at the end', heard: { ...inServer, content: 'What is it, <@7>' }, words: 'What is it,' },
    { what: 'a mention beside others', heard: { ...inServer, content: '<@7> who is <@8>?' }, words: 'who is <@8>?' },
    { what: 'a direct message', heard: { ...inServer, isDirect: true, content: ' What? ' }, words: 'What?' },
    { what: 'a reply', heard: { ...inServer, repliesToBot: true, content: 'And why?' }, words: 'And why?' },
  ])('is heard in $what', ({ heard, words }) => {
    expect(questionIn(heard, '7')).toEqual({ kind: 'question', words });
  });

  it.each([
    { what: 'a bare mention', heard: { ...inServer, content: '<@7>' } },
    { what: 'two bare mentions', heard: { ...inServer, content: '<@7> <@!7>' } },
    { what: 'a direct message without words', heard: { ...inServer, isDirect: true, content: '' } },
  ])('is help in $what', ({ heard }) => {
    expect(questionIn(heard, '7')).toEqual({ kind: 'help' });
  });

  it.each([
    { what: 'a message to others', heard: { ...inServer, content: 'What is it?' } },
    { what: 'a mention of somebody else', heard: { ...inServer, content: '<@77> What is it?' } },
    { what: 'a message that may not be read', heard: { ...inServer, content: '' } },
    { what: 'a reply that may not be read', heard: { ...inServer, repliesToBot: true, content: '' } },
  ])('is nothing in $what', ({ heard }) => {
    expect(questionIn(heard, '7')).toEqual({ kind: 'nothing' });
  });
});
