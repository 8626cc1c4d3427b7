import { afterAll, describe, expect, it } from 'vitest';
import { OfflineEmbeddings } from '../../platform/models/offlineEmbeddings.ts';
import { readSentiment } from './readSentiment.ts';

const model = new OfflineEmbeddings();
afterAll(() => model.close());

const read = async (text: string) =>
  readSentiment({ text, embedding: await model.embedQuery(text) });

describe('with the offline model’s vector', () => {
  it.each([
    'no',
    'hi',
    'yes',
    'why?',
    'refund',
    '12345',
    'How long do I have to return something?',
    'Can I get a refund?',
    'There is a problem with my order, what can I do?',
    'How do I cancel my subscription?',
    'What does the warranty cover?',
    'My parcel arrived damaged, can I return it?',
    'Can I cancel an order after it was shipped?',
    'How do I report a damaged item?',
    'Can someone explain the error message?',
    'I would like a refund please',
    'Where is my order?',
    'What sizes do you have?',
  ])('“%s” stays mild', async (text) => expect(Math.abs(await read(text))).toBeLessThan(0.25));

  it.each([
    ['Thank you so much, you are great!', 0.5],
    ['AWESOME!!!', 0.5],
    ['I love it', 0.5],
    ['perfect, exactly what I needed', 0.4],
    ['not bad', 0.1],
    ['no problem at all', 0.1],
  ])('“%s” is at least %d', async (text, least) =>
    expect(await read(text)).toBeGreaterThanOrEqual(least),
  );

  it.each([
    ['This is the worst service ever, I want my money back NOW', -0.5],
    ['I am so angry!!!', -0.5],
    ['I hate this shop', -0.4],
    ['not good at all', -0.2],
    ['This is useless', -0.2],
    ['I’m really disappointed with the quality', -0.2],
  ])('“%s” is at most %d', async (text, most) =>
    expect(await read(text)).toBeLessThanOrEqual(most),
  );

  it('anger is heard that no word of the lexicon tells', async () => {
    const text = 'I have been waiting three weeks and nobody answers';
    expect(await read(text)).toBeLessThan(readSentiment({ text, embedding: null }) - 0.1);
  });
});
