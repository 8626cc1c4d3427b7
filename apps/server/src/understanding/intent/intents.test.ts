import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFakeModels } from '../../testing/fakeModels.ts';
import { limits } from '../../testing/patience.ts';
import { defaultIntents } from './defaultIntents.ts';
import { everydayMessages } from './everydayMessages.ts';
import { classifyIntent, type IntentModel } from './intentModel.ts';
import { decodeModel, encodeModel } from './modelFormat.ts';
import { type IntentExample, trainIntents } from './trainIntents.ts';

const models = createFakeModels();

/** Examples with vectors that count words, by intent; `none` are everyday messages. */
async function examplesOf(intents: Record<string, string[]>): Promise<IntentExample[]> {
  const examples: IntentExample[] = [];
  for (const [intentId, texts] of Object.entries({ ...intents, none: everydayMessages })) {
    for (const text of texts) {
      const embedding = await models.embedQuestion('offline', text);
      examples.push({ intentId: intentId === 'none' ? null : intentId, text, embedding });
    }
  }
  return examples;
}

async function train(intents: Record<string, string[]>) {
  const trained = trainIntents(await examplesOf(intents));
  return trained!;
}

async function classify(model: IntentModel, text: string) {
  return classifyIntent(model, { text, embedding: await models.embedQuestion('offline', text) });
}

/** A word of its own for each number; digits would all be the same. */
const wordOf = (index: number) =>
  [...`${1000 + index}`]
    .map((digit) => 'ba ce di fo gu ha je ki lo mu'.split(' ')[+digit])
    .join('');

const shop = Object.fromEntries(defaultIntents.map(({ name, examples }) => [name, examples]));

describe('intents from a few examples', () => {
  it('are recognised in sentences that are worded otherwise', async () => {
    const { model } = await train(shop);
    const sentences = {
      order_status: 'Please track my package',
      return: 'I would like to return an item',
      refund: 'When is my refund coming? I want my money back',
      invoice: 'Could you send me an invoice?',
      human: 'Let me speak to a human agent',
      pricing: 'How much does the jacket cost?',
    };
    for (const [name, sentence] of Object.entries(sentences)) {
      const { intentId, confidence, scores } = await classify(model, sentence);
      expect(intentId, sentence).toBe(name);
      expect(confidence).toBeGreaterThanOrEqual(0.5);
      expect(scores[0]).toEqual({ intentId: name, confidence });
      expect(scores).toHaveLength(5);
    }
  });

  it('are not seen in small talk, general knowledge and questions about something else', async () => {
    const { model } = await train(shop);
    for (const sentence of [
      'Hello there',
      'What is the capital of Peru?',
      'Is this jacket waterproof?',
      'Where is your shop in Dublin?',
      'xyzzy',
      '',
      '🙂',
    ]) {
      const { intentId, confidence } = await classify(model, sentence);
      expect(intentId, sentence).toBeNull();
      expect(confidence).toBeLessThan(0.5);
    }
  });

  it('may be what otherwise counts as small talk', async () => {
    const { model } = await train({
      greeting: ['hello', 'hi there', 'good morning', 'good evening everyone', 'hey'],
      hours: ['what are your opening hours', 'when do you open', 'are you open on Sunday'],
    });
    expect((await classify(model, 'hi there')).intentId).toBe('greeting');
    expect((await classify(model, 'are you open on sunday')).intentId).toBe('hours');
  });

  it('can be one intent with one example', async () => {
    const { model, confusions } = await train({ parking: ['where can I park my car'] });
    expect((await classify(model, 'where can I park my car')).scores).toHaveLength(1);
    expect((await classify(model, 'what a lovely song')).intentId).toBeNull();
    expect(confusions).toEqual([]);
  });

  it('give no model without an example', () => {
    expect(trainIntents([])).toBeNull();
  });
});

describe('training', () => {
  it('is deterministic', async () => {
    const examples = await examplesOf(shop);
    const [one, other] = [trainIntents(examples)!, trainIntents(examples)!];
    expect(encodeModel(one.model)).toEqual(encodeModel(other.model));
    expect(one.confusions).toEqual(other.confusions);
  });

  it('finds the same phrase in two intents, and an example that belongs to another', async () => {
    const { confusions } = await train({
      ...shop,
      return: [...shop.return!, 'I want my money back'],
      invoice: [...shop.invoice!, 'Where is my parcel, I want to track my package delivery'],
    });
    const phrase = confusions.filter(({ example }) => example === 'I want my money back');
    expect(phrase).toHaveLength(2);
    expect(phrase.map(({ confidence }) => confidence)).toEqual([1, 1]);
    expect(phrase.map(({ intentId }) => intentId).sort()).toEqual(['refund', 'return']);
    expect(confusions).toContainEqual({
      intentId: 'invoice',
      example: 'Where is my parcel, I want to track my package delivery',
      confusedWithIntentId: 'order_status',
      confidence: expect.any(Number),
    });
  });

  it('copes with 500 intents', { timeout: limits.longTest }, async () => {
    const many = Object.fromEntries(
      Array.from({ length: 500 }, (_, index) => [
        `intent${index}`,
        ['about', 'question on', 'something on'].map((start) => `${start} ${wordOf(index)}`),
      ]),
    );
    const { model } = await train(many);
    const { scores } = await classify(model, `a question on ${wordOf(371)}`);
    expect(scores[0]?.intentId).toBe('intent371');
  });

  it('survives any text, and gives confidences from 0 to 1', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string({ minLength: 1, maxLength: 8 }),
          fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 4 }),
          { maxKeys: 5 },
        ),
        fc.string({ unit: 'binary', maxLength: 400 }),
        async (intents, sentence) => {
          const trained = trainIntents(await examplesOf(intents));
          if (!trained) return;
          const { scores, confidence } = await classify(trained.model, sentence);
          expect(scores.length).toBeGreaterThan(0);
          for (const score of [{ confidence }, ...scores]) {
            expect(score.confidence).toBeGreaterThanOrEqual(0);
            expect(score.confidence).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 15 },
    );
  });
});

describe('a stored model', () => {
  it('classifies as the trained one does, and takes little space', async () => {
    const { model } = await train(shop);
    const bytes = encodeModel(model);
    expect(bytes.length).toBeLessThan(500_000);
    const stored = decodeModel(bytes);
    for (const sentence of ['Where is my order?', 'Can I bring my dog?', 'my money, now']) {
      const [before, after] = [await classify(model, sentence), await classify(stored, sentence)];
      expect(after.intentId).toBe(before.intentId);
      expect(after.confidence).toBeCloseTo(before.confidence, 1);
    }
  });

  it('of an unknown format is refused', () => {
    expect(() => decodeModel(new Uint8Array(40))).toThrow();
  });
});
