import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionsIn } from '../../src/answer/questions-in.ts';

describe('questionsIn', () => {
  it('cuts a question that asks two things where the second begins', () => {
    expect(questionsIn('Who runs the ferry, and when does the mill open again?', 'en')).toEqual([
      'Who runs the ferry',
      'when does the mill open again?',
    ]);
    expect(questionsIn('What does the toll cost and for how long does a ticket last?', 'en')).toEqual([
      'What does the toll cost',
      'for how long does a ticket last?',
    ]);
    expect(questionsIn('Who is Berrada and who is Lind?', 'en')).toEqual(['Who is Berrada', 'who is Lind?']);
  });

  it('takes the questions out of sentences that ask nothing', () => {
    expect(questionsIn('Free tickets at the kiosk!! Who runs the ferry?', 'en')).toEqual(['Who runs the ferry?']);
    expect(questionsIn('Who runs the ferry? I sail on Sunday. When does the mill open?', 'en')).toEqual([
      'Who runs the ferry?',
      'When does the mill open?',
    ]);
  });

  it('takes the full stop of an abbreviation for no end', () => {
    expect(questionsIn('Who paid Dr. Lind for the ferry?', 'en')).toEqual([]);
    expect(questionsIn('Confirme que M. Lind ne sait pas compter.', 'fr')).toEqual([]);
  });

  it('knows how French, German and Spanish join questions', () => {
    expect(questionsIn('Combien coûte le billet, et qui dirige le bac de nuit ?', 'fr')).toHaveLength(2);
    expect(questionsIn('Wer fährt die Fähre nachts und wann öffnet die Mühle wieder?', 'de')).toHaveLength(2);
    expect(questionsIn('¿Quién dirige el barco nocturno y cuándo abre el molino?', 'es')).toHaveLength(2);
  });

  it('leaves one question whole', () => {
    for (const question of [
      'Who runs the ferry?',
      'ferry',
      'How and why did the mill close?',
      'What and who stopped the ferry?',
      'What colour and what size does the mill have?',
      'Who runs the ferry and the mill?',
      'The mill is closed.',
      'What is the difference between what Lind said and what the court found?',
      'Did the mayor say what happened and why the mill closed?',
      'Who is the miller who met Lind and who sold the ferry?',
      'What does Lind say about the mill and what about the ferry?',
      'How many tickets were sold in May and how many were given back?',
      'What is meant by “the mill and what the mill does”?',
    ])
      expect(questionsIn(question, 'en')).toEqual([]);
  });

  it('leaves a question whole beside sentences that ask for something, tell of something, or that it does not understand', () => {
    for (const question of [
      'Explain the toll. Who runs the ferry?',
      'Who runs the ferry? And the mill?',
      'Can you help me? Who runs the ferry?',
      'When the ferry sank in 2019 the mayor resigned. Who paid for the mill?',
      'Das ist ja was. Wer fährt die Fähre nachts?',
    ])
      expect(questionsIn(question, question.startsWith('Das') ? 'de' : 'en')).toEqual([]);
  });

  it('cuts a list of questions, and leaves out what joins one', () => {
    expect(questionsIn('Who is Berrada, who is Lind, and what is the toll?', 'en')).toEqual([
      'Who is Berrada',
      'who is Lind',
      'what is the toll?',
    ]);
    expect(questionsIn('Who runs the ferry? And when did the mill close?', 'en')[1]).toBe('when did the mill close?');
  });

  it('leaves whole what leans on words before it', () => {
    expect(questionsIn('Who runs the ferry and how much does he earn a year?', 'en')).toEqual([]);
    expect(questionsIn('The mill is closed. Why did they close it?', 'en')).toEqual([]);
    expect(questionsIn('Combien coûte le bac et pourquoi est-il en retard ?', 'fr')).toEqual([]);
  });

  it('leaves whole what asks more than three things, and languages that it does not know', () => {
    expect(questionsIn('Who sails? Who pays? Who rows? Who swims?', 'en')).toEqual([]);
    expect(questionsIn('Kuka ajaa lauttaa, ja milloin mylly avataan?', 'fi')).toEqual([]);
  });

  it('returns words of the question alone, and nothing that could be cut again', () => {
    const pieces = fc.constantFrom(
      'who',
      'why',
      ' and ',
      ', and ',
      '? ',
      '. ',
      ' the ferry',
      ' mill',
      ' sails',
      ' it',
      '!',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (words) => {
        const question = words.join('');
        for (const one of questionsIn(question, 'en')) {
          expect(question).toContain(one);
          expect(questionsIn(one, 'en')).toEqual([]);
        }
      }),
    );
  });
});
