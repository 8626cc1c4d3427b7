import { describe, expect, it } from 'vitest';
import { insideOf, leaningOf, questionsBefore, standaloneQuestion, subjectOf } from './subject.ts';

const said = (...questions: string[]) =>
  questions.flatMap((content) => [
    { role: 'user' as const, content },
    { role: 'assistant' as const, content: 'Thirty days.', citations: [{ title: 'Rooms › Loft' }] },
  ]);

describe('a question', () => {
  it.each([
    'and for shoes?',
    'What about sale items?',
    'for jackets',
    'How much does it cost?',
    'do they run small?',
    'why?',
    'Hamburg?',
    'sea view?',
    'and the other one?',
    'even with a dog?',
    'et en combien de jours ?',
    'und was nehmt ihr selbst fürs Verschicken?',
    'en hoe lang duurt dat?',
  ])('“%s” leans on what was said before', (question) => {
    expect(leaningOf(question)).toBe('wholly');
  });

  it.each([
    'How long do I have to return something?',
    'Is it possible to pay by PayPal?',
    'I need a new strap',
    'A friend bought the wrong size',
    'Wie lange kann ich Schuhe zurückgeben?',
    'Are there student discounts?',
    'I bought a jacket last week and it lost its colour after washing, what now?',
    'How long does it take to ship to Norway?',
    'For how long can I return shoes that I bought in the winter sale?',
  ])('“%s” stands for itself', (question) => {
    expect(leaningOf(question)).toBe('a little');
  });

  it('that leans is asked with what it leans on before it, over other follow-ups and thanks', () => {
    const window = said('How long do I have to return something?', 'and for shoes?', 'thanks');
    expect(standaloneQuestion({ question: 'and jackets?', window })).toBe(
      'How long do I have to return something? and for shoes? and jackets?',
    );
    expect(standaloneQuestion({ question: 'Where is your shop in Cork?', window })).toBe(
      'Where is your shop in Cork?',
    );
    expect(standaloneQuestion({ question: 'and jackets?', window: [] })).toBe('and jackets?');
  });
});

describe('what a conversation is about', () => {
  it('is the page and the heading that were cited last', () => {
    expect(subjectOf(said('Is the loft quiet?'))).toEqual({ title: 'Rooms', heading: 'Loft' });
  });

  it('is nothing before an answer, or after one from an FAQ', () => {
    expect(subjectOf([])).toBeNull();
    const faq = {
      role: 'assistant' as const,
      content: 'Yes.',
      citations: [{ title: 'Is it quiet?' }],
    };
    expect(subjectOf([faq])).toBeNull();
  });

  it('counts most for a question that leans on it', () => {
    const subject = subjectOf(said('Is the loft quiet?'));
    const [strong, weak] = [
      insideOf(subject, 'is it quiet?'),
      insideOf(subject, 'How long does breakfast last on Sundays?'),
    ];
    expect(strong!.share).toBeGreaterThan(weak!.share);
    expect(insideOf(null, 'is it quiet?')).toBeNull();
  });

  it('keeps the last questions up to one that stands for itself', () => {
    expect(questionsBefore(said('Do you rent out boats?', 'and kayaks?'))).toEqual([
      'and kayaks?',
      'Do you rent out boats?',
    ]);
  });
});
