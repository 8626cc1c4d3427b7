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

const question = 'what is known of the house';
const quoted = (...passages: RetrievedPassage[]) =>
  extractAnswer({ question, passages })?.map(({ text }) => text) ?? null;

/** What is said of passages whose sentences fit the question alike. */
const said = (asked: string, text: string, change: Partial<RetrievedPassage> = {}) =>
  extractAnswer({
    question: asked,
    passages: [passage({ text, sentenceScores: sentencesOf(text).map(() => 1), ...change })],
  })?.map((sentence) => sentence.said);

const hats = `| Head | Size |
| --- | --- |
| 52 to 54 cm | S |
| 55 to 57 cm | M |
| 58 to 60 cm | L |`;

describe('what is said of tables, lists and calendars', () => {
  it('is the row that the number of the question falls into, as a sentence', () => {
    expect(said('my head is 56 cm, which hat fits?', hats)).toEqual(['55 to 57 cm: M.']);
    expect(said('my head measures 590 mm', hats)).toEqual(['58 to 60 cm: L.']);
  });

  it('is the first row whose limit is not passed', () => {
    const rings = '| Ring | Finger |\n| --- | --- |\n| 50 | up to 16 mm |\n| 54 | up to 17 mm |';
    expect(said('finger of 16.5 mm', rings)).toEqual(['Ring 54: finger up to 17 mm.']);
  });

  it('names what a bare label is of', () => {
    const text = '- Weight: 2 kg\n- Colours: red';
    const scores = { title: 'Kettle', headingPath: ['Facts'], sentenceScores: [1.2, 0.2] };
    expect(said('how heavy is it', text, scores)).toEqual(['Kettle: weight: 2 kg']);
  });

  it('is the line of the day that the question names, also within “Monday to Friday”', () => {
    const text = '- Monday to Friday: 9:00 to 17:00\n- Saturday: 9:00 to 12:00';
    const lisbon = { title: 'Branches', headingPath: ['Lisbon'] };
    expect(said('are you open in Lisbon on Wednesday?', text, lisbon)).toEqual([
      'Lisbon: Monday to Friday: 9:00 to 17:00',
    ]);
  });

  it('is the sentence of the feast that the question names', () => {
    const text = 'We close early on 24 December. We rest on 1 January. Tea is free.';
    expect(said('open on New Year’s Day?', text)?.[0]).toBe('We rest on 1 January.');
  });

  it('begins with what decides a question for a yes or a no', () => {
    const text = 'Dogs like our garden. Dogs are not allowed in the pool.';
    expect(said('Can I take my dog into the pool?', text)).toContain(
      'Dogs are not allowed in the pool.',
    );
  });
});

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
      said: 'We open at ten.',
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
    const text = 'Shipping is with care. Shipping takes 3 days. Shipping is fun. Shipping is far.';
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
          said: sentence,
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
