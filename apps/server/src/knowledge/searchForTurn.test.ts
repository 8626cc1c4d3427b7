import { expect, it } from 'vitest';
import type { SearchedQuery } from './retrieve.ts';
import { searchForTurn } from './searchForTurn.ts';
import type { SaidBefore } from './subject.ts';

async function searched(question: string, window: SaidBefore[] = []) {
  const queries: SearchedQuery[] = [];
  const found = await searchForTurn({
    question,
    window,
    limit: 6,
    search: async (query) => {
      queries.push(query);
      const answerable = !query.query.includes('unknown');
      return { query: query.query, passages: [], answerable, confidence: answerable ? 0.9 : 0.1 };
    },
  });
  return { queries, found };
}

const answered = (question: string, title: string): SaidBefore[] => [
  { role: 'user', content: question },
  { role: 'assistant', content: 'Yes.', citations: [{ title }] },
];

it('a plain question is one search for its own words', async () => {
  const { queries, found } = await searched('Where can I park my bicycle in the evening?');
  expect(queries).toEqual([
    {
      query: 'Where can I park my bicycle in the evening?',
      context: '',
      inside: null,
      limit: 6,
    },
  ]);
  expect(found.hasSubject).toBe(false);
});

it('each question of a message is searched for, and one that finds nothing spoils no other', async () => {
  const { queries, found } = await searched(
    'How loud is the mixer and can it grind unknown beans?',
  );
  expect(queries.map(({ query }) => query)).toEqual([
    'How loud is the mixer',
    'can it grind unknown beans?',
  ]);
  // What “it” is was said in the first.
  expect(queries[1]?.context).toContain('mixer');
  expect(found.retrieval.answerable).toBe(true);
  expect(found.parts.map(({ retrieval }) => retrieval.answerable)).toEqual([true, false]);
});

it('what leans on the conversation is searched for inside the page talked about', async () => {
  const { queries } = await searched(
    'is it quiet?',
    answered('Tell me of the loft', 'Rooms › Loft'),
  );
  expect(queries[0]).toMatchObject({ query: 'is it quiet?', inside: { title: 'Rooms' } });
  expect(queries[0]?.context).toContain('Rooms');
});

it('what says nothing by itself is searched for with what was asked before', async () => {
  const { queries } = await searched('why?', answered('May I bring a parrot?', 'House rules'));
  expect(queries[0]?.query).toBe('May I bring a parrot? why?');
});

it('the day after is the day after the one that was asked about', async () => {
  const { queries } = await searched(
    'and the day after?',
    answered('Do you open on 31 May?', 'Hours'),
  );
  expect(queries[0]?.query).toContain('1 June');
});

it('a choice that the bot asked back with is searched for with the question it answers', async () => {
  const window: SaidBefore[] = [
    { role: 'user', content: 'How much does it cost?' },
    { role: 'assistant', content: 'Which?', move: 'askBack', choices: ['Toaster', 'Steam iron'] },
  ];
  for (const name of ['Steam iron', 'the cordless steam iron please']) {
    const { queries, found } = await searched(name, window);
    expect(queries).toHaveLength(1);
    expect(queries[0]).toMatchObject({ query: `How much does it cost? ${name}`, context: '' });
    expect(found.parts[0]?.question).toBe(queries[0]?.query);
    expect(found.hasSubject).toBe(true);
  }
  const other = await searched('Where is your shop in Lisbon?', window);
  expect(other.queries[0]).toMatchObject({ query: 'Where is your shop in Lisbon?' });
});
