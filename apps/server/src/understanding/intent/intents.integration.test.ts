import type { Client } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../../platform/log.ts';
import { createFakeModels } from '../../testing/fakeModels.ts';
import {
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { understandIntent } from './understandIntent.ts';

const models = createFakeModels();
let server: TestServer;
let client: Client;
let organisationId: string;
let chatbotId: string;
let publishableKey: string;

beforeAll(async () => {
  server = await startTestServer({ models });
  ({ client, organisationId } = await server.createOrganisation());
});
afterAll(() => server.close());
beforeEach(async () => {
  models.failure = null;
  models.gate = null;
  ({ id: chatbotId, publishableKey } = await client.chatbots.create({ body: { name: 'Shop' } }));
});

// What nobody needs any more is not learned before what the next test waits for.
afterEach(() => client.chatbots.remove({ params: params() }));

const params = () => ({ chatbotId });
const learned = () =>
  eventually(async () => {
    const status = await client.intents.status({ params: params() });
    return status.state !== 'training' && status;
  });
const tryText = (text: string) => client.intents.try({ params: params(), body: { text } });
const parking = {
  name: 'parking',
  title: 'Parking',
  examples: ['Where can I park my car?', 'Is there parking?', 'How much is the car park?'],
};

describe('a new chatbot', () => {
  it('knows the usual intents, and that a sentence has none of them', async () => {
    const { items } = await client.intents.list({ params: params() });
    expect(items.map(({ name }) => name)).toEqual([
      'order_status',
      'return',
      'refund',
      'invoice',
      'human',
      'complaint',
      'pricing',
    ]);
    for (const { examples, description } of items) {
      expect(examples.length).toBeGreaterThanOrEqual(10);
      expect(description).not.toBe('');
    }
    expect(await learned()).toMatchObject({ state: 'ready', version: 1 });
    const result = await tryText('I want to talk to a human being');
    expect(result).toMatchObject({
      intent: 'human',
      scores: [{ title: 'Talk to a human' }, {}, {}, {}, {}],
    });
    expect(result.confidence).toBeGreaterThan(0.5);
    expect(await tryText('Which planet is the largest?')).toMatchObject({ intent: null });
  });

  it('gets the usual intents again that were deleted, and keeps those there are', async () => {
    const { items } = await client.intents.list({ params: params() });
    for (const { id: intentId, name } of items) {
      if (name !== 'refund') await client.intents.remove({ params: { chatbotId, intentId } });
    }
    const refund = items.find(({ name }) => name === 'refund')!;
    const refundPath = { chatbotId, intentId: refund.id };
    await client.intents.update({ params: refundPath, body: { title: 'Money back' } });
    const added = await client.intents.addDefaults({ params: params() });
    expect(added.items).toHaveLength(6);
    expect((await client.intents.get({ params: refundPath })).title).toBe('Money back');
    expect((await client.intents.addDefaults({ params: params() })).items).toEqual([]);
  });
});

describe('an intent', () => {
  it('is recognised once it is learned, and no longer after it is switched off or deleted', async () => {
    const { id: intentId } = await client.intents.create({ params: params(), body: parking });
    const { version } = await learned();
    expect(await tryText('is there parking for my car')).toMatchObject({ intent: 'parking' });

    await client.intents.update({ params: { chatbotId, intentId }, body: { isActive: false } });
    expect((await tryText('is there parking for my car')).intent).not.toBe('parking');
    expect((await learned()).version).toBeGreaterThan(version!);
    await client.intents.update({ params: { chatbotId, intentId }, body: { isActive: true } });
    await learned();
    expect(await tryText('is there parking for my car')).toMatchObject({ intent: 'parking' });
    await client.intents.remove({ params: { chatbotId, intentId } });
    expect((await tryText('is there parking for my car')).intent).not.toBe('parking');
  });

  it('is called by its new name at once', async () => {
    const { id: intentId } = await client.intents.create({ params: params(), body: parking });
    await learned();
    await client.intents.update({ params: { chatbotId, intentId }, body: { name: 'car_park' } });
    expect(await tryText('is there parking for my car')).toMatchObject({ intent: 'car_park' });
  });

  it('keeps its examples in order, without repetitions and spaces around', async () => {
    const { id: intentId } = await client.intents.create({
      params: params(),
      body: { name: 'odd', examples: [' b ', 'a', 'B', '\u{1F600}', "'; drop table intents; --"] },
    });
    const update = (examples: string[]) =>
      client.intents.update({ params: { chatbotId, intentId }, body: { examples } });
    expect((await client.intents.get({ params: { chatbotId, intentId } })).examples).toEqual([
      'b',
      'a',
      '\u{1F600}',
      "'; drop table intents; --",
    ]);
    expect((await update(['c', 'a'])).examples).toEqual(['c', 'a']);
    expect((await update([])).examples).toEqual([]);
    expect((await learned()).state).toBe('ready');
  });

  it('has a name of its own', async () => {
    const taken = client.intents.create({ params: params(), body: { name: 'refund' } });
    await expect(taken).rejects.toMatchObject({ problem: { status: 409, code: 'conflict' } });
    const { id: intentId } = await client.intents.create({ params: params(), body: parking });
    const renamed = client.intents.update({
      params: { chatbotId, intentId },
      body: { name: 'invoice' },
    });
    await expect(renamed).rejects.toMatchObject({ problem: { code: 'conflict' } });
    const same = { name: 'parking', description: 'For cars' };
    await client.intents.update({ params: { chatbotId, intentId }, body: same });
  });

  it('is refused with a name, or with examples, that cannot be', async () => {
    const refused = [
      { name: 'Order status' },
      { name: '' },
      { name: 'long', examples: ['x'.repeat(301)] },
      { name: 'empty', examples: [' '] },
      { name: 'many', examples: Array.from({ length: 201 }, (_, index) => `example ${index}`) },
    ];
    for (const body of refused) {
      await expect(client.intents.create({ params: params(), body })).rejects.toMatchObject({
        problem: { code: 'invalid-request' },
      });
    }
  });
});

describe('learning', () => {
  it('tells which examples confuse, with the same phrase in two intents first', async () => {
    const { id } = await client.intents.create({
      params: params(),
      body: { name: 'money', examples: ['I want my money back', 'money money money'] },
    });
    const { confusions } = await learned();
    expect(confusions[0]).toMatchObject({ example: 'I want my money back', confidence: 1 });
    const ofMoney = confusions.find(({ intentId }) => intentId === id)!;
    const { name } = await client.intents.get({
      params: { chatbotId, intentId: ofMoney.confusedWithIntentId },
    });
    expect(name).toBe('refund');
  });

  it('goes on recognising by the last model while the next is made', async () => {
    await learned();
    let open = () => {};
    models.gate = new Promise((resolve) => {
      open = resolve;
    });
    await client.intents.create({ params: params(), body: parking });
    expect(await client.intents.status({ params: params() })).toMatchObject({
      state: 'training',
      version: 1,
    });
    expect(await tryText('I want to talk to a human being')).toMatchObject({ intent: 'human' });
    open();
    expect(await learned()).toMatchObject({ state: 'ready', version: 2 });
  });

  it('trains a burst of changes not one by one, and keeps the last versions only', async () => {
    await learned();
    const { id: intentId } = await client.intents.create({ params: params(), body: parking });
    const examples = [...parking.examples];
    for (const word of ['near', 'free', 'paid', 'covered', 'night', 'long', 'short']) {
      examples.push(`Is there ${word} parking?`);
      await client.intents.update({ params: { chatbotId, intentId }, body: { examples } });
    }
    const { version } = await learned();
    expect(version).toBeLessThan(9);
    const { rows } = await server.database.withOrganisation(organisationId, (tx) =>
      tx.execute<{ versions: number; newest: number }>(sql`
        select count(*)::int as versions, max(version) as newest from intent_models
        where chatbot_id = ${chatbotId}`),
    );
    expect(rows[0]!.versions).toBeLessThanOrEqual(3);
    expect(rows[0]!.newest).toBe(version);
  });

  it('is untrained without intents, and empty intents do no harm', async () => {
    const { items } = await client.intents.list({ params: params() });
    for (const { id: intentId } of items) {
      await client.intents.remove({ params: { chatbotId, intentId } });
    }
    await client.intents.create({ params: params(), body: { name: 'empty' } });
    expect(await learned()).toMatchObject({ state: 'untrained', confusions: [] });
    expect(await tryText('anything')).toEqual({ intent: null, confidence: 0, scores: [] });
  });
});

describe('suggestions', () => {
  it('are recent messages near an intent, once each, that are no examples yet', async () => {
    await learned();
    for (const message of [
      'Where is my order?',
      'is my parcel lost',
      'Is my parcel lost?',
      'zebra crossing quantum',
    ]) {
      await askForReply(server, { key: publishableKey, message });
    }
    const { items } = await client.intents.suggestions({ params: params() });
    const texts = items.map(({ text }) => text);
    expect(texts).not.toContain('Where is my order?');
    expect(texts).not.toContain('zebra crossing quantum');
    expect(texts).toEqual(['Is my parcel lost?']);
    for (const { confidence, messageId } of items) {
      expect(confidence).toBeLessThan(0.9);
      expect(messageId).toMatch(/^msg_/);
    }
  });
});

describe('understandIntent', () => {
  const understand = async (text: string, intentsRevision = 1_000) =>
    understandIntent({
      database: server.database,
      models,
      log: createLog('silent'),
      chatbot: { id: chatbotId, organisationId, intentsRevision },
      text,
    });

  it('names the intent of a message', async () => {
    await learned();
    expect(await understand('I want to talk to a human being')).toMatchObject({ intent: 'human' });
    expect(await understand('The moon is full')).toMatchObject({ intent: null });
  });

  it('is null without a model, and when something fails, and never throws', async () => {
    const other = await server.createOrganisation();
    const stranger = { id: chatbotId, organisationId: other.organisationId, intentsRevision: 9 };
    const input = { database: server.database, models, log: createLog('silent'), text: 'refund' };
    expect(await understandIntent({ ...input, chatbot: stranger })).toBeNull();
    await learned();
    models.failure = new Error('no model');
    expect(await understand('a question never asked before')).toBeNull();
  });
});
