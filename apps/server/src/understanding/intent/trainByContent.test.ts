import { beforeEach, expect, it, vi } from 'vitest';
import { createFakeModels } from '../../testing/fakeModels.ts';
import { classifyIntent } from './intentModel.ts';
import { decodeModel, encodeModel } from './modelFormat.ts';
import { trainByContent } from './trainByContent.ts';
import { trainInThread } from './trainInThread.ts';
import { type IntentExample, trainIntents } from './trainIntents.ts';

vi.mock('./trainInThread.ts', () => ({
  trainInThread: vi.fn(async (examples: IntentExample[]) => {
    const trained = trainIntents(examples);
    return trained && { model: encodeModel(trained.model), confusions: trained.confusions };
  }),
}));

const models = createFakeModels();
const { signal } = new AbortController();

beforeEach(() => {
  vi.mocked(trainInThread).mockClear();
});

/** Examples of two intents, one of which teaches a phrase of the other. */
async function examplesOf({ owner, extra = [] }: { owner: string; extra?: string[] }) {
  const texts: [string | null, string][] = [
    [`${owner}_parking`, 'Where can I park my car?'],
    [`${owner}_parking`, 'Is there a car park?'],
    [`${owner}_parking`, 'When do you open?'],
    [`${owner}_hours`, 'When do you open?'],
    [`${owner}_hours`, 'What are your opening hours?'],
    [null, 'What a lovely song'],
    ...extra.map((text): [string, string] => [`${owner}_hours`, text]),
  ];
  return Promise.all(
    texts.map(
      async ([intentId, text]): Promise<IntentExample> => ({
        intentId,
        text,
        embedding: await models.embedQuestion('offline', text),
      }),
    ),
  );
}

it('trains the same content once, and gives each owner a model with ids of its own', async () => {
  const first = (await trainByContent(await examplesOf({ owner: 'one' }), signal))!;
  const second = (await trainByContent(await examplesOf({ owner: 'two' }), signal))!;
  expect(trainInThread).toHaveBeenCalledTimes(1);
  expect(decodeModel(first.model).intentIds).toEqual(['one_parking', 'one_hours']);
  expect(decodeModel(second.model)).toEqual({
    ...decodeModel(first.model),
    intentIds: ['two_parking', 'two_hours'],
    space: expect.anything(),
  });
  expect(second.confusions.length).toBeGreaterThan(0);
  for (const { intentId, confusedWithIntentId } of second.confusions) {
    expect([intentId, confusedWithIntentId].sort()).toEqual(['two_hours', 'two_parking']);
  }
  const text = 'Where can I park?';
  const embedding = await models.embedQuestion('offline', text);
  const taken = classifyIntent(decodeModel(second.model), { text, embedding });
  const trained = trainIntents(await examplesOf({ owner: 'two' }))!.model;
  const expected = classifyIntent(decodeModel(encodeModel(trained)), { text, embedding });
  expect(taken).toEqual(expected);
});

it('trains again for another text, another vector and another order', async () => {
  const examples = await examplesOf({ owner: 'three', extra: ['Are you open on Sunday?'] });
  const [first, ...others] = examples;
  const turned = { ...first!, embedding: Array.from(others[3]!.embedding) };
  await trainByContent(examples, signal);
  await trainByContent([{ ...first!, text: 'Where can I leave my car?' }, ...others], signal);
  await trainByContent([turned, ...others], signal);
  await trainByContent([...others, first!], signal);
  await trainByContent(examples, signal);
  expect(trainInThread).toHaveBeenCalledTimes(4);
});

it('keeps no training that failed', async () => {
  const examples = await examplesOf({ owner: 'four', extra: ['Are you open at night?'] });
  vi.mocked(trainInThread).mockRejectedValueOnce(new Error('the thread ended'));
  await expect(trainByContent(examples, signal)).rejects.toThrow('the thread ended');
  expect(await trainByContent(examples, signal)).not.toBeNull();
  expect(await trainByContent([], signal)).toBeNull();
});
