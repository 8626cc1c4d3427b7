import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractAnswer } from './extractAnswer.ts';
import type { RetrievedPassage } from './retrieve.ts';
import { sentencesOf } from './sentences.ts';

function passage(change: Partial<RetrievedPassage>): RetrievedPassage {
  return {
    id: 'psg_a',
    sourceId: 'src_a',
    faqId: null,
    title: 'Shop',
    headingPath: [],
    url: null,
    text: 'We open at nine. We close at six. We rest on Sunday. We like tea.',
    score: 0.9,
    sentenceScores: [1.2, 0.4, 0.9, 0.1],
    ...change,
  };
}

const question = 'opening hours';
const quoted = (...passages: RetrievedPassage[]) =>
  extractAnswer({ question, passages })?.map(({ text }) => text) ?? null;

describe('an extracted answer', () => {
  it('is the three sentences that fit best, in the order of the text', () => {
    const text = 'Tea is free. We rest on Sunday. We like cats. We open at nine. We close at six.';
    expect(quoted(passage({ text, sentenceScores: [0.1, 0.9, 0, 0.8, 1.2] }))).toEqual([
      'We rest on Sunday.',
      'We open at nine.',
      'We close at six.',
    ]);
  });

  it('shows the best sentence of another source that is nearly as likely', () => {
    const other = { id: 'psg_b', sourceId: 'src_b', text: 'We open at ten. Or later.' };
    const near = passage({ ...other, score: 0.85, sentenceScores: [0, 0] });
    expect(extractAnswer({ question, passages: [passage({}), near] })).toContainEqual({
      text: 'We open at ten.',
      passageIndex: 1,
      position: 0,
    });
  });

  it('shows no other source that is far less likely', () => {
    const far = passage({
      id: 'psg_b',
      sourceId: 'src_b',
      score: 0.2,
      text: 'Far away.',
      sentenceScores: [0.3],
    });
    expect(quoted(passage({}), far)).not.toContain('Far away.');
  });

  it('shows another passage of the same source only for what its sentences are worth', () => {
    const other = passage({ id: 'psg_b', text: 'Not to the point.', sentenceScores: [0] });
    expect(quoted(passage({}), other)).not.toContain('Not to the point.');
  });

  it('quotes the answer of an FAQ, never its question', () => {
    const faq = passage({
      sourceId: null,
      faqId: 'faq_a',
      title: 'When do you open?',
      text: 'At nine.',
      sentenceScores: [2, 0.1],
    });
    expect(quoted(faq)).toEqual(['At nine.']);
  });

  it('brings the sentence before one that leans on it, and the one after one that announces it', () => {
    const text = 'One. Two. Shoes may be returned. This also applies to boots. Three.';
    const leaning = passage({ text, sentenceScores: [0.5, 0.4, 0.1, 2, 0.3] });
    expect(quoted(leaning)).toEqual(['Shoes may be returned.', 'This also applies to boots.']);
    const list = passage({ text: 'We sell:\n\n- hats\n- coats', sentenceScores: [2, 0.1, 0.2] });
    expect(quoted(list)).toEqual(['We sell:', 'hats', 'coats']);
  });

  it('ends before a sentence that does not fit with the one it leans on', () => {
    const text = 'We open. It is at nine. We rest. It is on Sunday. Tea is free.';
    const leaning = passage({ text, sentenceScores: [0.1, 1.2, 0.1, 1.1, 1] });
    expect(quoted(leaning)).toEqual(['We open.', 'It is at nine.']);
  });

  it('leaves out what fits far worse than the best sentence', () => {
    const text = 'We open at nine. We like cats. We like tea.';
    expect(quoted(passage({ text, sentenceScores: [1.5, 0.2, 0.1] }))).toEqual([
      'We open at nine.',
    ]);
  });

  it('prefers a sentence with a number where the question asks for one', () => {
    const text = 'Shipping is with care. Shipping takes 3 days. Four. Five.';
    const passages = [passage({ text, sentenceScores: [1, 0.9, 0.95, 0.95] })];
    const answerTo = (asked: string) =>
      extractAnswer({ question: asked, passages })?.map(({ text: sentence }) => sentence);
    expect(answerTo('how long is shipping')).toContain('Shipping takes 3 days.');
    expect(answerTo('who does shipping')).not.toContain('Shipping takes 3 days.');
  });

  it('is none without passages, or where they say nothing', () => {
    expect(quoted()).toBeNull();
    expect(quoted(passage({ text: '---' }))).toBeNull();
    expect(quoted(passage({ faqId: 'faq_a', sourceId: null, text: '!' }))).toBeNull();
  });
});

const anyPassage = fc
  .record({
    source: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    isFaq: fc.boolean(),
    sentences: fc.array(fc.stringMatching(/^[A-Z][bcdfg]{2,8}\.$/), { maxLength: 6 }),
    score: fc.double({ min: 0, max: 1, noNaN: true }),
    sentenceScores: fc.array(fc.double({ min: -1, max: 2, noNaN: true }), { maxLength: 7 }),
  })
  .map(({ source, isFaq, sentences, ...rest }) =>
    passage({
      ...rest,
      sourceId: isFaq ? null : source,
      faqId: isFaq ? source : null,
      title: 'Question Of The FAQ?',
      text: sentences.join(' '),
    }),
  );

it('of any passages it is one to three of their sentences, word for word and in order', () => {
  fc.assert(
    fc.property(fc.array(anyPassage, { maxLength: 8 }), (passages) => {
      passages.sort((a, b) => b.score - a.score);
      const answer = extractAnswer({ question, passages });
      const available = passages.flatMap(({ text, faqId }, passageIndex) =>
        sentencesOf(text).map((sentence, index) => ({
          text: sentence,
          passageIndex,
          position: faqId ? index + 1 : index,
        })),
      );
      expect(answer === null).toBe(available.length === 0);
      expect(answer?.length ?? 1).toBeGreaterThanOrEqual(1);
      expect(answer?.length ?? 1).toBeLessThanOrEqual(3);
      const kept = available.filter(({ passageIndex, position }) =>
        answer?.some((one) => one.passageIndex === passageIndex && one.position === position),
      );
      expect(kept).toEqual(answer ?? []);
    }),
  );
});
