import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Candidate, confidenceOf, type RankedQuery, rankCandidates, rarity } from './rank.ts';

function query(...terms: string[]): RankedQuery {
  return { terms, rarities: new Map(terms.map((term) => [term, 3])), averageLength: 5 };
}

/** @param terms of the title, then of each sentence */
function candidate(id: string, terms: string[], change: Partial<Candidate> = {}): Candidate {
  return {
    id,
    terms: terms.join('\n'),
    isFaq: false,
    length: terms.join(' ').split(' ').length,
    cosine: null,
    sentenceCosines: null,
    ...change,
  };
}

const order = (asked: RankedQuery, ...candidates: Candidate[]) =>
  rankCandidates(asked, candidates).map(({ id }) => id);

describe('ranking', () => {
  it('puts a passage with all words before one with some, and that before one with none', () => {
    const asked = query('open', 'sunday');
    const all = candidate('z', ['shop', 'we open late sunday']);
    const some = candidate('y', ['shop', 'we rest sunday']);
    const none = candidate('x', ['shop', 'tea is free']);
    expect(order(asked, none, some, all)).toEqual(['z', 'y', 'x']);
  });

  it('prefers words in one sentence to the same words spread over many, and neighbours to both', () => {
    const asked = query('open', 'sunday');
    const neighbours = candidate('z', ['', 'we open sunday']);
    const together = candidate('y', ['', 'sunday we open']);
    const spread = candidate('x', ['', 'we open', 'rest sunday']);
    expect(order(asked, spread, together, neighbours)).toEqual(['z', 'y', 'x']);
  });

  it('counts words of the title for every sentence', () => {
    const asked = query('return', 'shoe');
    const titled = candidate('z', ['return', 'shoe thirty day']);
    const apart = candidate('y', ['', 'shoe thirty day', 'return']);
    const untitled = candidate('x', ['', 'shoe thirty day']);
    expect(order(asked, untitled, apart, titled)).toEqual(['z', 'y', 'x']);
  });

  it('puts a rare word before a common one', () => {
    const asked = query('shop', 'iguana');
    asked.rarities = new Map([
      ['shop', 0.1],
      ['iguana', 6],
    ]);
    const common = candidate('x', ['', 'shop']);
    const rare = candidate('y', ['', 'iguana']);
    expect(order(asked, common, rare)).toEqual(['y', 'x']);
  });

  it('puts an FAQ that asks the same before a passage that fits as well', () => {
    const vectors = { cosine: 0.9, sentenceCosines: [0.9] };
    const faq = candidate('z', ['open', 'open'], { ...vectors, isFaq: true });
    const page = candidate('y', ['open', 'open'], vectors);
    const distantFaq = candidate('x', ['open', 'open'], {
      isFaq: true,
      cosine: 0.9,
      sentenceCosines: [0.8],
    });
    expect(order(query('open'), distantFaq, page, faq)).toEqual(['z', 'y', 'x']);
  });

  it('goes by meaning where no word is shared', () => {
    const near = candidate('z', ['', 'refund'], { cosine: 0.7, sentenceCosines: [0.7] });
    const far = candidate('y', ['', 'parrot'], { cosine: 0.1, sentenceCosines: [0.1] });
    expect(order(query('money'), far, near)).toEqual(['z', 'y']);
  });

  it('puts equals in the order of their ids', () => {
    const [a, b, c] = ['a', 'b', 'c'].map((id) => candidate(id, ['', 'open']));
    expect(order(query('open'), c!, a!, b!)).toEqual(['a', 'b', 'c']);
  });

  it('scores each sentence, the fitting one highest', () => {
    const [ranked] = rankCandidates(query('open', 'sunday'), [
      candidate('a', ['', 'tea free', 'open sunday', 'open']),
    ]);
    const [tea, openSunday, open] = ranked!.sentenceScores;
    expect(ranked!.sentenceScores).toHaveLength(3);
    expect(openSunday).toBeGreaterThan(open!);
    expect(open).toBeGreaterThan(tea!);
  });

  it('of nothing is nothing', () => {
    expect(rankCandidates(query('open'), [])).toEqual([]);
  });
});

const term = fc.constantFrom('a', 'b', 'c', 'd', 'e');
const line = fc.array(term, { maxLength: 6 }).map((terms) => terms.join(' '));
const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const candidates = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 2 }),
    terms: fc.array(line, { maxLength: 5 }).map((lines) => lines.join('\n')),
    isFaq: fc.boolean(),
    length: fc.nat({ max: 500 }),
    cosine: fc.option(cosine),
    sentenceCosines: fc.option(fc.array(cosine, { maxLength: 6 })),
  }),
  { selector: ({ id }) => id, maxLength: 10 },
);
const asked = fc
  .array(
    fc.tuple(term, fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 15, noNaN: true }))),
    {
      maxLength: 8,
    },
  )
  .map(
    (pairs): RankedQuery => ({
      terms: pairs.map(([one]) => one),
      rarities: new Map(pairs),
      averageLength: pairs.length * 10,
    }),
  );

describe('of any candidates', () => {
  it('the order they come in makes no difference', () => {
    const shuffled = candidates.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(asked, shuffled, (question, [one, other]) => {
        expect(rankCandidates(question, other)).toEqual(rankCandidates(question, one));
      }),
    );
  });

  it('each is ranked once, best first, with a confidence between 0 and 1', () => {
    fc.assert(
      fc.property(asked, candidates, fc.nat(), (question, list, total) => {
        const ranked = rankCandidates(question, list);
        expect(ranked.map(({ id }) => id).sort()).toEqual(list.map(({ id }) => id).sort());
        const confidences = ranked.map(({ rank }) => confidenceOf({ rank, total }));
        for (const [index, confidence] of confidences.entries()) {
          expect(confidence).toBeGreaterThanOrEqual(0);
          expect(confidence).toBeLessThanOrEqual(confidences[index - 1] ?? 1);
        }
        for (const score of ranked.flatMap(({ sentenceScores }) => sentenceScores)) {
          expect(score).toSatisfy(Number.isFinite);
        }
      }),
    );
  });
});

const anyRank = fc.double({ min: -100, max: 100, noNaN: true });
const anyTotal = fc.integer({ min: 0, max: 10_000_000 });

describe('confidence', () => {
  it('rises with the rank', () => {
    fc.assert(
      fc.property(anyRank, anyRank, anyTotal, (a, b, total) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        expect(confidenceOf({ rank: high, total })).toBeGreaterThanOrEqual(
          confidenceOf({ rank: low, total }),
        );
      }),
    );
    expect(confidenceOf({ rank: 11, total: 10 })).toBeGreaterThan(
      confidenceOf({ rank: 10, total: 10 }),
    );
  });

  it('falls with the size of the collection, small ones being alike', () => {
    fc.assert(
      fc.property(anyRank, anyTotal, anyTotal, (rank, a, b) => {
        const [small, large] = [Math.min(a, b), Math.max(a, b)];
        expect(confidenceOf({ rank, total: large })).toBeLessThanOrEqual(
          confidenceOf({ rank, total: small }),
        );
      }),
    );
    const of = (total: number) => confidenceOf({ rank: 10, total });
    expect(of(100)).toBe(of(1));
    expect(of(10_000)).toBeLessThan(of(100));
  });

  it('stays between 0 and 1 for any finite rank', () => {
    for (const rank of [-Number.MAX_VALUE, -1e6, 0, 1e6, Number.MAX_VALUE]) {
      const confidence = confidenceOf({ rank, total: 0 });
      expect(confidence).toBeGreaterThanOrEqual(0);
      expect(confidence).toBeLessThanOrEqual(1);
    }
  });
});

it('a term is rarer the fewer passages have it, and never of less than no weight', () => {
  fc.assert(
    fc.property(fc.nat({ max: 1_000 }), fc.nat({ max: 1_000 }), (count, more) => {
      const total = count + more;
      expect(rarity({ count, total })).toBeGreaterThanOrEqual(0);
      if (more > 0) {
        expect(rarity({ count, total })).toBeGreaterThan(rarity({ count: count + 1, total }));
      }
    }),
  );
});
