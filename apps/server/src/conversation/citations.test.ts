import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RetrievedPassage } from '../knowledge/retrieve.ts';
import { citationOf, resolveCitations } from './citations.ts';

function passage(n: number, change: Partial<RetrievedPassage> = {}): RetrievedPassage {
  return {
    id: `psg_${n}`,
    sourceId: `src_${n}`,
    faqId: null,
    title: `Page ${n}`,
    headingPath: [],
    url: null,
    text: `Text ${n}.`,
    score: 0.9,
    sentenceScores: [],
    ...change,
  };
}

const passages = [1, 2, 3].map((n) => passage(n));
const resolve = (text: string) => {
  const { content, citations } = resolveCitations(text, passages);
  return [content, citations.map(({ n }) => n)];
};

describe('citations in an answer', () => {
  it.each<[string, string, number[]]>([
    ['At nine. [1]', 'At nine. [1]', [1]],
    ['At nine [1].', 'At nine [1].', [1]],
    ['At nine. [1, 2]', 'At nine. [1][2]', [1, 2]],
    ['At nine. [1,2 , 3]', 'At nine. [1][2][3]', [1, 2, 3]],
    ['At nine.[3][1]', 'At nine.[3][1]', [1, 3]],
    ['A [2]. B [2].', 'A [2]. B [2].', [2]],
    ['At nine [4].', 'At nine.', []],
    ['At nine [0] [999].', 'At nine.', []],
    ['At nine [7, 2].', 'At nine [2].', [2]],
    ['Nothing cited.', 'Nothing cited.', []],
    ['', '', []],
  ])('“%s” become “%s”', (text, content, numbers) => {
    expect(resolve(text)).toEqual([content, numbers]);
  });

  it.each([
    'Since [2024] we ship.',
    'Call `items[0]` or `items[1]`.',
    '```js\nconst first = items[0];\n```',
    'See [5](https://example.com/5) and [1](/one).',
    'An [aside] and [x] and [ ].',
  ])('are none in “%s”', (text) => {
    expect(resolve(text)).toEqual([text, []]);
  });

  it('do not arise from what is left when another is removed', () => {
    expect(resolve('At nine [1[9]].')).toEqual(['At nine [1].', [1]]);
    expect(resolve('At nine [9[8]9].')).toEqual(['At nine.', []]);
  });

  it('of any text are the numbers left in it, each once, in order', () => {
    const text = fc
      .array(
        fc.oneof(
          fc.string({ unit: 'grapheme', maxLength: 8 }),
          fc.constantFrom('[', ']', ',', ' ', '1', '2', '9', '0', '[1]', '[3, 9]', '[2024]', '$&'),
        ),
        { maxLength: 30 },
      )
      .map((parts) => parts.join('').replace(/[`(]/g, ''));
    fc.assert(
      fc.property(text, (answer) => {
        const [content, numbers] = resolve(answer) as [string, number[]];
        const left = [...content.matchAll(/\[(\d{1,3})\]/g)].map(([, n]) => Number(n));
        expect(numbers).toEqual([...new Set(left)].sort());
        expect(resolve(content)).toEqual([content, numbers]);
      }),
    );
  });
});

describe('a citation', () => {
  it('names page and heading, links to the page, and quotes the passage', () => {
    const { citations } = resolveCitations('At nine. [1]', [
      passage(1, { headingPath: ['Visit', 'Hours'], url: 'https://x.org/visit' }),
    ]);
    expect(citations).toEqual([
      {
        n: 1,
        sourceId: 'src_1',
        title: 'Page 1 › Hours',
        url: 'https://x.org/visit',
        text: 'Text 1.',
      },
    ]);
  });

  it('names a heading that is the title once, an FAQ by its own id, and only what was quoted', () => {
    const faq = passage(2, { sourceId: null, faqId: 'faq_2', headingPath: ['Page 2'] });
    expect(citationOf(2, faq, 'Text')).toEqual({
      n: 2,
      sourceId: 'faq_2',
      title: 'Page 2',
      text: 'Text',
    });
  });
});
