import { type ChatReply, chatReply, type OfficeHours, type SessionEvent } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  addText,
  askForReply,
  eventually,
  startTestServer,
  type TestServer,
} from '../testing/testServer.ts';

const wantsPerson = 'I want to talk to a human';
const handedOver = 'I’ve passed this on to our team. Somebody will answer you here.';
const monday = new Date('2026-11-30T10:00:00Z');

const weekday = [{ from: '09:00', to: '17:00' }];
const officeHours: OfficeHours = {
  timeZone: 'Europe/Vienna',
  days: {
    ...{ monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday },
    ...{ friday: weekday, saturday: [], sunday: [] },
  },
  holidays: ['2026-12-01'],
};

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let chatbotId: string;
let key: string;
/** The visitor of a test, from their first message on. */
let visitor: { token?: string; sessionId?: string };

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  organisation = await server.createOrganisation();
  const bot = await organisation.client.chatbots.create({ body: { name: 'Shop' } });
  chatbotId = bot.id;
  key = bot.publishableKey;
  visitor = {};
});
afterEach(() => {
  vi.useRealTimers();
});

let address = 0;
async function say(message: string, clientMessageId?: string): Promise<ChatReply> {
  const reply = await askForReply(server, {
    ...{ key, message, clientMessageId, ...visitor },
    address: `10.1.${++address >> 8}.${address & 255}`,
  });
  chatReply.parse(reply);
  visitor = { token: reply.visitorToken ?? visitor.token!, sessionId: reply.sessionId };
  return reply;
}

const set = (body: Parameters<typeof organisation.client.chatbots.update>[0]['body']) =>
  organisation.client.chatbots.update({ params: { chatbotId }, body });
const params = () => ({ conversationId: visitor.sessionId! });
const conversation = () => organisation.client.conversations.get({ params: params() });
const messages = async () =>
  (await organisation.client.conversations.messages({ params: params() })).items;
const personSays = (text: string) =>
  organisation.client.conversations.send({ params: params(), body: { text } });

/** What happened in the conversation, and the reasons of hand-overs. */
async function happened() {
  const { rows } = await server.database.withOrganisation(organisation.organisationId, (tx) =>
    tx.execute<{ type: string; reason: string | null }>(sql`
      select type, payload ->> 'reason' as reason from domain_events
      where payload ->> 'sessionId' = ${visitor.sessionId!} order by id`),
  );
  return rows;
}
const handOvers = async () =>
  (await happened()).flatMap(({ type, reason }) =>
    type === 'conversation.handed_over' ? [reason] : [],
  );

/** What the visitor's stream begins with. */
async function streamedState() {
  const response = await server.request(`/api/v1/sessions/${visitor.sessionId}/events`, {
    headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': visitor.token! },
  });
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  while (!/^data: .+$/m.test(text)) text += (await reader.read()).value ?? '';
  await reader.cancel();
  return JSON.parse(text.match(/^data: (.+)$/m)![1]!) as Extract<
    SessionEvent,
    { event: 'state' }
  >['data'];
}

describe('whoever asks for a person', () => {
  it('gets one in the same turn, with a reply that says so and a way back', async () => {
    const reply = await say(wantsPerson);
    expect(reply).toMatchObject({
      answer: handedOver,
      handledBy: 'bot',
      handedOver: true,
      choices: ['Never mind'],
      citations: [],
    });
    expect((await happened()).map(({ type }) => type)).toEqual([
      'conversation.started',
      'message.received',
      'message.answered',
      'conversation.handed_over',
    ]);
    expect(await conversation()).toMatchObject({
      answeredBy: 'person',
      waitsForPerson: true,
      handOverReason: 'asked for a person',
      allAnswered: null,
    });
    expect((await messages()).at(-1)).toMatchObject({
      author: 'bot',
      move: 'handOver',
      choices: ['Never mind'],
      answered: null,
    });
    expect(await streamedState()).toEqual({ handledBy: 'person', choices: ['Never mind'] });
  });

  it('is handed over once, however often they ask', async () => {
    for (let time = 0; time < 10; time++) await say(wantsPerson);
    expect(await handOvers()).toEqual(['asked for a person']);
    expect((await messages()).filter(({ author }) => author === 'bot')).toHaveLength(1);
  });

  it('is handed over once when they ask ten times at once', async () => {
    await say('Hello');
    const replies = await Promise.all(Array.from({ length: 10 }, () => say(wantsPerson)));
    expect(replies.filter(({ answer }) => answer === handedOver)).toHaveLength(1);
    expect(replies.every(({ handedOver }) => handedOver)).toBe(true);
    expect(await handOvers()).toEqual(['asked for a person']);
    expect((await messages()).every(({ state }) => state === 'complete')).toBe(true);
  });

  it('gets the same reply when the request is sent again', async () => {
    const first = await say(wantsPerson, 'question-1');
    const again = await say(wantsPerson, 'question-1');
    const { visitorToken, ...rest } = first;
    expect(visitorToken).toBeDefined();
    expect(again).toEqual(rest);
    expect(await handOvers()).toHaveLength(1);
  });

  it('reads it in German', async () => {
    const { answer, choices } = await say('Ich möchte bitte mit einem Menschen sprechen');
    expect(answer).toBe('Ich habe das an unser Team weitergegeben. Jemand antwortet Ihnen hier.');
    expect(choices).toEqual(['Nicht mehr nötig']);
  });

  it('waits for the person who took over before, and is not handed over again', async () => {
    await say('Hello');
    await organisation.client.conversations.handOver({
      params: params(),
      body: { answeredBy: 'person' },
    });
    expect(await say(wantsPerson)).toMatchObject({ answer: '', handledBy: 'person' });
    expect(await handOvers()).toEqual(['A program took over']);
    expect((await conversation()).handOverReason).toBe('A program took over');
    await organisation.client.conversations.handOver({
      params: params(),
      body: { answeredBy: 'bot' },
    });
    expect((await conversation()).handOverReason).toBeNull();
  });
});

describe('what happens next', () => {
  const askAt = async (time: string | Date) => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date(time) });
    const { answer } = await say(wantsPerson);
    vi.useRealTimers();
    return answer;
  };

  it('is how soon the team answers, within its hours', async () => {
    await set({ officeHours, answersWithin: 'two_hours' });
    expect(await askAt(monday)).toBe(`${handedOver} They usually answer within two hours.`);
  });

  it('is when the team is back, by its clock and holidays, and that an e-mail address may be left', async () => {
    await set({ officeHours, answersWithin: 'two_hours' });
    expect(await askAt('2026-11-30T16:00:00Z')).toBe(
      `${handedOver} Nobody is there right now. We’re back on Wednesday 2 December at 09:00 CET. Leave your e-mail address, and we will write back.`,
    );
  });

  it('names no time when the team never is there', async () => {
    const { saturday: none, ...days } = officeHours.days;
    const never = Object.fromEntries(Object.keys(days).map((day) => [day, none]));
    await set({ officeHours: { ...officeHours, days: { ...officeHours.days, ...never } } });
    expect(await askAt(monday)).toBe(
      `${handedOver} Nobody is there right now. Leave your e-mail address, and we will write back.`,
    );
  });

  it('is shown to the owner before anybody asks', async () => {
    const preview = () => organisation.client.chatbots.handOverPreview({ params: { chatbotId } });
    const choices = ['Never mind'];
    expect(await preview()).toEqual({
      offer: null,
      open: { text: handedOver, choices },
      closed: null,
    });
    await set({ handOver: 'confirm', officeHours, answersWithin: 'day' });
    const { offer, open, closed } = await preview();
    expect(offer).toEqual({
      text: 'Shall I pass this on to a colleague?',
      choices: ['Yes, please', 'No, thanks'],
    });
    expect(open).toEqual({ text: `${handedOver} They usually answer within a day.`, choices });
    expect(closed?.text).toMatch(/Nobody is there right now\. We’re back on .* at 09:00 CES?T\./);
    await set({ handOver: 'never', contact: 'Call **1234**.' });
    expect(await preview()).toEqual({
      offer: null,
      open: { text: 'You can reach our team here:\n\nCall **1234**.', choices: [] },
      closed: null,
    });
  });

  it('is refused in hours of no time zone, and in a time that is none', async () => {
    const wrong = { ...officeHours, timeZone: 'Nowhere/Land' };
    const refused = { problem: { code: 'invalid-request' } };
    await expect(set({ officeHours: wrong })).rejects.toMatchObject(refused);
    const within = 'soon' as 'day';
    await expect(set({ answersWithin: within })).rejects.toMatchObject(refused);
  });
});

describe('with a confirming button', () => {
  beforeEach(() => set({ handOver: 'confirm' }));
  const offer = {
    answer: 'Shall I pass this on to a colleague?',
    choices: ['Yes, please', 'No, thanks'],
    handedOver: false,
  };

  it('yes hands over', async () => {
    expect(await say(wantsPerson)).toMatchObject(offer);
    expect(await handOvers()).toEqual([]);
    expect(await streamedState()).toEqual({ handledBy: 'bot', choices: offer.choices });
    expect(await say('Yes, please')).toMatchObject({ answer: handedOver, handedOver: true });
    expect(await handOvers()).toEqual(['asked for a person']);
  });

  it('no does not, and the bot goes on', async () => {
    await say(wantsPerson);
    const { answer, choices, handedOver } = await say('No, thanks');
    expect({ answer, choices, handedOver }).toEqual({
      answer: 'All right. What else would you like to know?',
      choices: [],
      handedOver: false,
    });
    expect(await handOvers()).toEqual([]);
    expect(await streamedState()).toEqual({ handledBy: 'bot', choices: [] });
  });

  it('another question leaves the choices behind', async () => {
    await say(wantsPerson);
    await say('Hello');
    expect(await streamedState()).toEqual({ handledBy: 'bot', choices: [] });
    expect(await handOvers()).toEqual([]);
  });
});

describe('two admissions of ignorance', () => {
  it('offer a person, and say why one gets the conversation', async () => {
    await say('What is the capital of Burkina Faso?');
    const { choices } = await say('And how high is the Kilimanjaro?');
    expect(choices).toEqual(['Yes, please', 'No, thanks']);
    expect(await say('yes')).toMatchObject({ answer: handedOver });
    expect(await handOvers()).toEqual(['two admissions of ignorance']);
    expect((await conversation()).allAnswered).toBe(false);
  });
});

describe('where nobody can be had', () => {
  beforeEach(() => set({ handOver: 'never' }));

  it('the owner’s contact details are given', async () => {
    await set({ contact: 'Write to [help@shop.example](mailto:help@shop.example).' });
    const reply = await say(wantsPerson);
    expect(reply).toMatchObject({
      answer:
        'You can reach our team here:\n\nWrite to [help@shop.example](mailto:help@shop.example).',
      handedOver: false,
      choices: [],
    });
    expect(await handOvers()).toEqual([]);
    expect(await conversation()).toMatchObject({ answeredBy: 'bot', allAnswered: null });
  });

  it('else those of the knowledge are quoted with their source', async () => {
    const text =
      '# Contact\n\nOur customer service is glad to help. Call +353 20 910 0142 from 9:00 to 17:00. Emails to help@shop.example are answered within 1 working day.';
    await addText(organisation.client, { chatbotId, title: 'Contact', text });
    await addText(organisation.client, {
      chatbotId,
      title: 'Shoes',
      text: 'Shoes have 60 days to be returned.',
    });
    const reply = await say(wantsPerson);
    expect(reply.answer).toBe(
      'You can reach our team here:\n\nCall +353 20 910 0142 from 9:00 to 17:00. Emails to help@shop.example are answered within 1 working day. [1]',
    );
    expect(reply.citations).toMatchObject([{ n: 1, title: 'Contact' }]);
    expect(await handOvers()).toEqual([]);
  });

  it('else the visitor reads that there are none', async () => {
    expect((await say(wantsPerson)).answer).toBe(
      'I can’t pass messages on to a person here, and I found no contact details.',
    );
  });
});

describe('while nobody has answered', () => {
  beforeEach(async () => {
    await say(wantsPerson);
  });

  it('an e-mail address is taken, alone or in a sentence, as unproven', async () => {
    const reply = await say('sure, it’s maria@mail.example.');
    expect(reply).toMatchObject({
      answer: 'Thank you. We will write to maria@mail.example.',
      handledBy: 'bot',
      handedOver: true,
      choices: ['Never mind'],
    });
    expect(await conversation()).toMatchObject({
      visitor: { email: 'maria@mail.example', emailProven: false },
      answeredBy: 'person',
      waitsForPerson: true,
    });
    expect((await messages()).slice(2)).toMatchObject([
      { author: 'visitor', state: 'complete' },
      { author: 'bot', content: reply.answer, move: 'handOver' },
    ]);
    expect((await happened()).map(({ type }) => type).slice(4)).toEqual([
      'message.received',
      'contact.updated',
      'message.answered',
    ]);
    expect(await say('ada@mail.example')).toMatchObject({ handedOver: true });
    expect((await conversation()).visitor.email).toBe('ada@mail.example');
  });

  it('the same message sent again gets the same reply, and is stored once', async () => {
    const first = await say('maria@mail.example', 'address-1');
    expect(await say('maria@mail.example', 'address-1')).toEqual(first);
    expect(await messages()).toHaveLength(4);
  });

  it.each([
    'not maria@mail.example',
    'maria@mail',
    'a@mail.example or b@mail.example',
    'Is anybody there?',
  ])('“%s” waits for the person', async (text) => {
    expect(await say(text)).toMatchObject({ answer: '', handledBy: 'person', handedOver: true });
    expect((await conversation()).visitor.email).toBeNull();
  });

  it('“Never mind” gives the bot back, which says so and answers again', async () => {
    const reply = await say('Never mind');
    expect(reply).toMatchObject({
      answer: 'All right, I’m here again. What would you like to know?',
      handledBy: 'bot',
      handedOver: false,
      choices: [],
    });
    expect(await conversation()).toMatchObject({
      answeredBy: 'bot',
      waitsForPerson: false,
      handOverReason: null,
    });
    expect((await happened()).at(-1)).toMatchObject({ type: 'conversation.returned' });
    expect(await streamedState()).toEqual({ handledBy: 'bot', choices: [] });
    expect((await say('Hello')).handledBy).toBe('bot');
    expect(await say(wantsPerson)).toMatchObject({ handedOver: true });
    expect(await handOvers()).toHaveLength(2);
  });

  it('what follows a person’s answer is the person’s, an address and “never mind” too', async () => {
    await personSays('I am Ada.');
    expect(await streamedState()).toEqual({ handledBy: 'person', choices: [] });
    for (const text of ['maria@mail.example', 'Never mind']) {
      expect(await say(text)).toMatchObject({ answer: '', handledBy: 'person' });
    }
    expect((await conversation()).visitor.email).toBeNull();
  });

  it('tells other tabs of it', async () => {
    const response = await server.request(`/api/v1/sessions/${visitor.sessionId}/events`, {
      headers: { authorization: `Bearer ${key}`, 'EchoAI-Visitor': visitor.token! },
    });
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    await say('Never mind');
    let text = '';
    await eventually(async () => {
      text += (await reader.read()).value ?? '';
      return text.includes('I’m here again') && text.includes('{"handledBy":"bot","choices":[]}');
    });
    await reader.cancel();
  });
});

describe('a conversation that was taken over without the bot’s word', () => {
  it('is not given back by the visitor, whose address the bot leaves alone', async () => {
    await say('Hello');
    await organisation.client.conversations.handOver({
      params: params(),
      body: { answeredBy: 'person' },
    });
    for (const text of ['Never mind', 'maria@mail.example']) {
      expect(await say(text)).toMatchObject({ answer: '', handledBy: 'person' });
    }
    expect(await streamedState()).toEqual({ handledBy: 'person', choices: [] });
  });
});
