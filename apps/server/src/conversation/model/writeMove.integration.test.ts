import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeModels } from '../../testing/fakeModels.ts';
import {
  type ModelBehaviour,
  type ModelServer,
  startModelServer,
} from '../../testing/modelServer.ts';
import {
  addText,
  askForReply,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';
import { wordsOf } from '../words/wordsOf.ts';

let model: ModelServer;
let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let bot: { id: string; publishableKey: string };
let visitor: { token?: string; sessionId?: string } = {};
let address = 0;
const english = wordsOf('en');

beforeAll(async () => {
  model = await startModelServer();
  server = await startTestServer({
    models: createFakeModels({ chatUrl: model.url, understands: true }),
  });
  organisation = await server.createOrganisation();
  bot = await organisation.client.chatbots.create({ body: { name: 'Ada' } });
  await addText(organisation.client, {
    chatbotId: bot.id,
    title: 'Kettles',
    text: '# Material\n\nThe kettle is made of brushed steel.\n\n# Warranty\n\nThe kettle has a warranty of four years.\n\n# Damaged parcels\n\nIf a parcel arrives damaged, send us photos within 7 days.',
  });
});
afterAll(async () => {
  await server.close();
  await model.close();
});
beforeEach(() => {
  visitor = {};
  model.state.requests.length = 0;
  model.state.readings.length = 0;
  model.state.readingsInTurn.length = 0;
  model.state.behavioursInTurn.length = 0;
  model.state.reading = '{"sentiment": 0, "intent": null, "confidence": 0.5}';
});

/** The visitor says something, and the model does these in turn. */
async function say(message: string, ...behaviours: ModelBehaviour[]) {
  model.state.behavioursInTurn.push(...behaviours);
  const reply = await askForReply(server, {
    ...{ key: bot.publishableKey, message, ...visitor },
    address: `10.3.${++address >> 8}.${address & 255}`,
  });
  visitor = { token: reply.visitorToken ?? visitor.token!, sessionId: reply.sessionId };
  return reply;
}
const answer = (text: string): ModelBehaviour => ({ kind: 'answer', text });
const calls = (...list: { name: string; args: object | string }[]): ModelBehaviour => ({
  kind: 'calls',
  calls: list,
});
const search = (query: string) => ({ name: 'search_knowledge', args: { query } });

async function transcript() {
  const params = { conversationId: visitor.sessionId! };
  return (await organisation.client.conversations.messages({ params })).items;
}
const lastStored = async () => (await transcript()).at(-1)!;
/** How often the model was asked: to write, and to read. */
const asked = () => ({ write: model.state.requests.length, read: model.state.readings.length });
const systemPrompt = (request = 0) => model.state.requests[request]!.messages[0]!.content;

describe('with a model', () => {
  it('a plain question is one call', async () => {
    const reply = await say('What is the kettle made of?', answer('Of brushed steel [1].'));
    expect(reply).toMatchObject({ answered: true, answer: 'Of brushed steel [1].' });
    expect(asked()).toEqual({ write: 1, read: 0 });
    expect(await lastStored()).toMatchObject({ move: 'answer', toolCalls: [] });
  });

  it.each([
    ['good afternoon', 'smallTalk', 'Good afternoon! How can I help?'],
    ['thank you so much', 'smallTalk', 'You’re most welcome!'],
    ['I’m Maria and I wear size 42', 'acknowledge', 'Nice to meet you, Maria: size 42, noted.'],
  ])(
    '“%s” is answered in the model’s words, and counts as no question',
    async (message, move, text) => {
      const reply = await say(message, answer(text));
      expect(reply).toMatchObject({ answered: false, answer: text, citations: [] });
      expect(await lastStored()).toMatchObject({ move, answered: null });
      // Neither passages nor tools, and what the bot would say by itself is there as a draft.
      expect(model.state.requests[0]).not.toHaveProperty('tools');
      const data = model.state.requests[0]!.messages.map(({ content }) => content).join('\n');
      expect(data).toContain('The draft of your reply');
      expect(data).not.toContain('Passages found');
    },
  );

  it('says a greeting of its own where the model’s has invented prices', async () => {
    const reply = await say('hello', answer('Our kettles cost only €19 today!'));
    expect(reply.answer).not.toContain('19');
    expect(reply.answer).toMatch(/help/);
  });

  it('sends no fact without a passage, and keeps the rest', async () => {
    const text = 'It is made of brushed steel [1]. It costs €49. Can I help with anything else?';
    const { answer: said } = await say('What is the kettle made of?', answer(text));
    expect(said).toBe('It is made of brushed steel [1]. Can I help with anything else?');
  });

  it('quotes the knowledge below manners whose answer may not be sent', async () => {
    const text = 'Great question! Ours costs €49. Enjoy!';
    const reply = await say('What is the kettle made of?', answer(text));
    expect(reply).toMatchObject({ answered: true, citations: [{ n: 1 }] });
    expect(reply.answer).toMatch(/^Great question! Enjoy!\n\n.*brushed steel/);
  });

  it('quotes the knowledge where nothing of the model’s text may be sent', async () => {
    const reply = await say('What is the kettle made of?', answer('Ours costs €49.'));
    expect(reply).toMatchObject({
      answered: true,
      answer: expect.stringContaining('brushed steel'),
    });
  });

  it('is asked where nothing was found too, and admits that in its own words', async () => {
    const text = 'I’m afraid I do not know that.';
    const reply = await say('Do you sell unicorn saddles for zebras?', answer(text));
    expect(reply).toMatchObject({ answered: false, answer: text });
    expect(await lastStored()).toMatchObject({ move: 'admitIgnorance' });
  });

  it('offers a person below the second admission in a row', async () => {
    const text = 'I’m afraid I do not know that.';
    await say('Do you sell unicorn saddles for zebras?', answer(text));
    const reply = await say('Do you rent out haunted lighthouses?', answer(text));
    expect(reply.answer).toBe(`${text}\n\n${english.offerPerson}`);
    expect(reply.choices).toEqual([english.yesPerson, english.noPerson]);
  });

  it('says as it stands what happens when a person is asked for', async () => {
    const reply = await say('I want to talk to a human please');
    expect(reply).toMatchObject({ handedOver: true });
    expect(reply.answer).toContain(english.handedOver);
    expect(asked()).toEqual({ write: 0, read: 0 });
  });

  it('answers in the visitor’s language, and is asked once more when it ignores that', async () => {
    model.state.readingsInTurn.push(
      '{"act": null, "sentiment": 0, "intent": null, "confidence": 0, "language": "de", "query": "What is the kettle made of?"}',
    );
    const reply = await say(
      'Woraus besteht der Wasserkocher?',
      answer('The kettle is made of brushed steel, which is easy to keep clean [1].'),
      answer('Der Wasserkocher besteht aus gebürstetem Stahl [1].'),
    );
    expect(reply.answer).toBe('Der Wasserkocher besteht aus gebürstetem Stahl [1].');
    expect(systemPrompt()).toContain('Write in German');
    expect(asked()).toEqual({ write: 2, read: 1 });
    // What the model read is what was searched for.
    expect(reply.citations[0]?.title).toContain('Kettles');
  });

  it.each(['xx', 'German', 'DE'])(
    'writes in the language that was detected where a model reads “%s”',
    async (language) => {
      model.state.readingsInTurn.push(
        JSON.stringify({
          act: null,
          sentiment: 0,
          intent: null,
          confidence: 0,
          language,
          query: null,
        }),
      );
      await say('Woraus besteht der Wasserkocher?', answer('Das weiß ich leider nicht.'));
      expect(systemPrompt()).toContain('Write in German');
    },
  );

  it('searches for what a message means that leans on the conversation', async () => {
    await say('What is the kettle made of?', answer('Of brushed steel [1].'));
    model.state.readingsInTurn.push(
      '{"act": null, "sentiment": 0, "intent": null, "confidence": 0, "language": "en", "query": "How long is the warranty of the kettle?"}',
    );
    const reply = await say('and how long does it last?', answer('Four years [1].'));
    expect(reply.citations[0]?.text).toContain('four years');
    expect(JSON.parse(model.state.readings[0]!.messages[1]!.content)).toMatchObject({
      before: [{ by: 'visitor', text: 'What is the kettle made of?' }, { by: 'assistant' }],
    });
  });

  it('meets a complaint in its own words, with a person as a button', async () => {
    model.state.readingsInTurn.push(
      '{"act": "complaint", "sentiment": -0.7, "intent": null, "confidence": 0, "language": "en", "query": null}',
    );
    const text = 'I’m so sorry about that parcel. Please send photos within 7 days [1].';
    const reply = await say('My parcel arrived damaged, this is terrible!', answer(text));
    expect(reply.answer).toBe(`${text}\n\n${english.offerPerson}`);
    expect(reply).toMatchObject({ answered: true, sentiment: -0.7 });
    expect(await lastStored()).toMatchObject({ move: 'meetComplaint' });
  });
});

describe('a tool', () => {
  const question = 'How long may I bring the kettle back when it stops working?';

  it('searches, and what it finds can be cited; the call is kept with the reply', async () => {
    const reply = await say(
      question,
      calls(search('damaged parcel photos')),
      answer('Send photos within 7 days [3].'),
    );
    expect(reply.answered).toBe(true);
    const [, request] = model.state.requests;
    expect(request!.messages.at(-1)).toMatchObject({ role: 'tool', tool_call_id: 'call_0' });
    expect(await lastStored()).toMatchObject({
      toolCalls: [{ tool: 'search_knowledge', input: 'damaged parcel photos', isDone: true }],
    });
  });

  it('hands over with the model’s reason, as the chatbot’s setting says', async () => {
    const handing = calls({ name: 'hand_over', args: { reason: 'wants a refund after 70 days' } });
    const reply = await say(question, handing);
    expect(reply).toMatchObject({ handedOver: true, answered: false });
    expect(reply.answer).toContain(english.handedOver);
    expect(await lastStored()).toMatchObject({ move: 'handOver', answered: null });
    const params = { conversationId: visitor.sessionId! };
    const { handOverReason } = await organisation.client.conversations.get({ params });
    expect(handOverReason).toBe('wants a refund after 70 days');
  });

  it('asks back with choices as buttons, which no invented price is on', async () => {
    const args = { question: 'Which one do you mean?', choices: ['Steel', 'Glass', 'For €19'] };
    const reply = await say(question, calls({ name: 'ask_back', args }));
    expect(reply).toMatchObject({ answer: 'Which one do you mean?', choices: ['Steel', 'Glass'] });
    expect(await lastStored()).toMatchObject({ move: 'askBack', answered: null });
  });

  it('asks back with choices that differ, or with none, and states nothing in its question', async () => {
    const asking = (question: string, choices: string[]) =>
      calls({ name: 'ask_back', args: { question, choices } });
    const same = await say(question, asking('Which?', ['Steel', 'steel ', 'Steel\n']));
    expect(same).toMatchObject({ answer: 'Which?', choices: [] });
    visitor = {};
    const stating = await say(question, asking('We take back broken kettles.', ['Steel', 'Glass']));
    expect(stating).toMatchObject({ answer: english.whichOne, choices: ['Steel', 'Glass'] });
    visitor = {};
    const long = await say(question, asking('Which?', ['a'.repeat(10_000), 'b'.repeat(10_000)]));
    expect(long.choices).toEqual(['a'.repeat(60), 'b'.repeat(60)]);
  });

  it('hands over for a reason that no database takes as it is', async () => {
    const reply = await say(
      question,
      calls({ name: 'hand_over', args: { reason: 'a\u0000b\ud800' } }),
    );
    expect(reply).toMatchObject({ handedOver: true });
    expect(await lastStored()).toMatchObject({ toolCalls: [{ input: 'ab\ufffd' }] });
  });

  it('called after half a sentence leaves none of it, and after a whole one keeps that', async () => {
    const searching = { kind: 'calls' as const, calls: [search('warranty')] };
    const text = 'It has a warranty of four years [1].';
    const half = await say(
      question,
      { ...searching, text: 'Let me see, the kettle' },
      answer(text),
    );
    expect(half.answer).toBe(text);
    visitor = {};
    const whole = await say(
      question,
      { ...searching, text: 'Let me look that up.' },
      calls(search('steel')),
      answer(text),
    );
    expect(whole.answer).toBe(`Let me look that up.\n\n${text}`);
  });

  it('that does not exist, or is called wrongly, is reported to the model and kept as failed', async () => {
    const reply = await say(
      question,
      calls({ name: 'give_refund', args: { amount: 100 } }),
      calls({ name: 'search_knowledge', args: '{"query": ' }),
      answer('It has a warranty of four years [1].'),
    );
    expect(reply.answered).toBe(true);
    const { toolCalls } = await lastStored();
    expect(toolCalls.map(({ tool, isDone }) => [tool, isDone])).toEqual([
      ['give_refund', false],
      ['search_knowledge', false],
    ]);
    expect(model.state.requests[1]!.messages.at(-1)!.content).toContain('no tool');
  });

  it('that is called for ever ends after three calls', async () => {
    const same = calls(search('warranty'));
    const reply = await say(question, same, same, same, same, same);
    // The fourth request has no tools, and a model that calls one still is not listened to.
    expect(asked().write).toBe(4);
    expect(model.state.requests[3]).not.toHaveProperty('tools');
    expect(reply.answer).not.toBe('');
    expect((await lastStored()).toolCalls).toHaveLength(3);
  });

  it('two at once are both answered, and a question to the visitor ends the turn', async () => {
    await say(
      question,
      calls(search('warranty'), search('steel')),
      answer('It has a warranty of four years [1].'),
    );
    const results = model.state.requests[1]!.messages.filter(({ role }) => role === 'tool');
    expect(results.map(({ tool_call_id: id }) => id)).toEqual(['call_0', 'call_1']);
    visitor = {};
    const asking = { name: 'ask_back', args: { question: 'Which?', choices: ['One', 'Other'] } };
    const reply = await say(question, calls(search('warranty'), asking));
    expect(reply).toMatchObject({ answer: 'Which?', choices: ['One', 'Other'] });
  });

  it('is left out for a server whose model knows none', async () => {
    const text = 'It has a warranty of four years [1].';
    const reply = await say(question, { kind: 'without-tools', text }, answer(text));
    expect(reply).toMatchObject({ answered: true, answer: text });
  });
});
