import { afterEach, expect, it } from 'vitest';
import { eventually } from '../../testing/testServer.ts';
import { embeddingDimensions } from './models.ts';
import { OfflineEmbeddings } from './offlineEmbeddings.ts';

const embeddings = new OfflineEmbeddings({ idleMs: 300 });
afterEach(() => embeddings.close());

const similarity = (a: number[], b: number[]) =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

it('near meanings get near vectors, without a network', async () => {
  const [hours, opening, boats] = await embeddings.embedDocuments([
    'When does the shop open in the morning?',
    'Opening hours of the store',
    'Wooden boats are built from oak.',
  ]);
  expect(hours).toHaveLength(embeddingDimensions);
  expect(Math.hypot(...hours!)).toBeCloseTo(1, 3);
  expect(similarity(hours!, opening!)).toBeGreaterThan(similarity(hours!, boats!) + 0.2);
});

it('the model leaves the memory when idle, and gives the same vectors when it is back', async () => {
  const text = 'Parcels to Ireland take two days.';
  const before = await embeddings.embedQuery(text);
  expect(embeddings.isLoaded).toBe(true);
  await eventually(async () => !embeddings.isLoaded);
  expect(await embeddings.embedQuery(text)).toEqual(before);
});

it('a question waits for one document at the most', async () => {
  const done: string[] = [];
  const documents = ['one', 'two', 'three', 'four'].map((text) =>
    embeddings.embedDocuments([text]).then(() => done.push(text)),
  );
  const question = embeddings.embedQuery('question').then(() => done.push('question'));
  await Promise.all([...documents, question]);
  expect(done).toEqual(['one', 'question', 'two', 'three', 'four']);
});

it('text of any kind and length has a vector', async () => {
  const texts = ['', ' ', '\u0000', '😀', '漢字', 'a'.repeat(100_000)];
  const vectors = await embeddings.embedDocuments(texts);
  expect(vectors.map((vector) => vector.length)).toEqual(texts.map(() => embeddingDimensions));
  expect(vectors.flat().every(Number.isFinite)).toBe(true);
});
