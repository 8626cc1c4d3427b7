import type { Chatbot, EverydayAct } from '@echoai/contract';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createFakeModels } from '../../testing/fakeModels.ts';
import {
  addText,
  askForReply,
  startTestServer,
  type TestServer,
} from '../../testing/testServer.ts';

let server: TestServer;
let organisation: Awaited<ReturnType<TestServer['createOrganisation']>>;
let bot: Chatbot;
let params: { chatbotId: string };
let address = 0;

beforeAll(async () => {
  server = await startTestServer({ models: createFakeModels({ understands: true }) });
  organisation = await server.createOrganisation();
});
afterAll(() => server.close());
beforeEach(async () => {
  bot = await organisation.client.chatbots.create({ body: { name: 'Ada' } });
  params = { chatbotId: bot.id };
});

const everyday = () => organisation.client.everyday;
type Change = Parameters<ReturnType<typeof everyday>['update']>[0]['body'];
const change = (act: EverydayAct, body: Change) =>
  everyday().update({ params: { ...params, act }, body });
const settingsOf = async (act: EverydayAct) =>
  (await everyday().list({ params })).items.find((item) => item.act === act)!;

/** What a new visitor is answered. */
async function say(message: string) {
  address += 1;
  const from = { key: bot.publishableKey, address: `10.3.${address >> 8}.${address & 255}` };
  return askForReply(server, { ...from, message });
}

describe('everyday acts', () => {
  it('are listed with their examples, what they are answered with, and whether they may be switched off', async () => {
    const { items } = await everyday().list({ params });
    expect(items).toHaveLength(27);
    expect(items.find(({ act }) => act === 'thanks')).toEqual({
      act: 'thanks',
      isActive: true,
      alwaysOn: null,
      examples: ['thank you', 'perfect, that helps'],
      replies: [
        {
          sentence: 'thanks',
          placeholders: ['bot'],
          usual: expect.objectContaining({
            de: 'Gern geschehen. Möchten Sie noch etwas wissen?',
            en: 'You’re welcome. Is there anything else you would like to know?',
          }),
          wording: {},
        },
      ],
    });
    expect((await settingsOf('whoAreYou')).replies[0]!.usual.en).toContain('I’m {bot}, an');
    expect((await settingsOf('distress')).alwaysOn).toMatch(/careful reply/);
    expect((await settingsOf('repeat')).replies).toEqual([]);
  });

  it('are answered in the owner’s words, in the language of those words', async () => {
    const worded = await change('thanks', { wording: { thanks: { de: 'Gerne! Ihre {bot}' } } });
    expect(worded.replies[0]!.wording).toEqual({ de: 'Gerne! Ihre {bot}' });
    expect((await say('vielen Dank')).answer).toBe('Gerne! Ihre Ada');
    expect((await say('thank you so much')).answer).toMatch(/^You’re welcome/);
    await change('thanks', { wording: { thanks: { de: null } } });
    expect((await say('vielen Dank')).answer).toMatch(/^Gern geschehen/);
  });

  it('are none once they are switched off: the message is a question like any other', async () => {
    await addText(organisation.client, {
      ...params,
      title: 'Jokes of the day',
      text: '# Jokes\n\nTell us a joke at the counter and get a free coffee.',
    });
    const before = await say('tell me a joke');
    expect(before).toMatchObject({ citations: [] });
    expect(before.answer).toMatch(/better at questions/);

    expect(await change('joke', { isActive: false })).toMatchObject({ isActive: false });
    const asked = await say('tell me a joke');
    expect(asked).toMatchObject({ answered: true });
    expect(asked.answer).toContain('free coffee');
    expect((await say('can you sing?')).answer).toMatch(/^I couldn’t find an answer/);

    await change('joke', { isActive: true });
    expect((await say('tell me a joke')).answer).toMatch(/better at questions/);
  });

  it('keep what is not named by a change, also when changes arrive together', async () => {
    await Promise.all([
      change('joke', { isActive: false }),
      change('thanks', { wording: { thanks: { de: 'Gerne!' } } }),
      change('goodbye', { wording: { goodbye: { en: 'Bye!' } } }),
      change('oneMoment', { isActive: false, wording: { oneMoment: { fr: 'Prenez le temps.' } } }),
    ]);
    const { items } = await everyday().list({ params });
    expect(items.filter(({ isActive }) => !isActive).map(({ act }) => act)).toEqual([
      'joke',
      'oneMoment',
    ]);
    const worded = items.flatMap(({ replies }) => replies.map(({ wording }) => wording));
    expect(worded.filter((wording) => Object.keys(wording).length > 0)).toEqual([
      { de: 'Gerne!' },
      { en: 'Bye!' },
      { fr: 'Prenez le temps.' },
    ]);
    expect((await change('thanks', {})).replies[0]!.wording).toEqual({ de: 'Gerne!' });
  });

  it('share a sentence where the bot has one for both', async () => {
    await change('simpler', { wording: { inOtherWords: { en: 'Simply put:' } } });
    expect((await settingsOf('whatDoYouMean')).replies[0]!.wording).toEqual({ en: 'Simply put:' });
  });
});

describe('the greeting', () => {
  it('is the welcome message in English until the owner words it', async () => {
    await organisation.client.chatbots.update({ params, body: { welcomeMessage: 'Ahoy!' } });
    expect((await settingsOf('greeting')).replies[0]!.usual).toMatchObject({
      en: 'Ahoy!',
      de: 'Hallo! Was möchten Sie wissen?',
    });
    expect((await say('good afternoon')).answer).toBe('Ahoy!');
    await change('greeting', {
      wording: { greeting: { en: 'Hello again!' }, greetingByName: { en: 'Hi {name}!' } },
    });
    expect((await say('good afternoon')).answer).toBe('Hello again!');
    expect((await say('hello, my name is Anna')).answer).toContain('Hi Anna!');
  });
});

describe('people in need, and people who want a person', () => {
  it('are answered whatever else is switched off, in the owner’s words', async () => {
    await expect(change('distress', { isActive: false })).rejects.toMatchObject({
      problem: {
        status: 422,
        code: 'invalid-request',
        errors: [{ path: 'isActive', message: expect.stringMatching(/^must stay on: Somebody/) }],
      },
    });
    for (const act of ['bereavement', 'wantsPerson', 'areYouBot', 'asksToForget'] as const) {
      await expect(change(act, { isActive: false }), act).rejects.toMatchObject({
        problem: { code: 'invalid-request' },
      });
    }
    await change('distress', {
      isActive: true,
      wording: { distress: { en: 'Please call 116 123, at any hour.' } },
    });
    expect(await say('I don’t want to live any more')).toMatchObject({
      answer: 'Please call 116 123, at any hour. I’ve let our team know, too.',
      handedOver: true,
    });
  });

  it('read the owner’s words when they are handed over, and when they have the bot back', async () => {
    await change('wantsPerson', { wording: { handedOver: { en: 'The crew is on it.' } } });
    await change('needsNobody', { wording: { botAgain: { en: '{bot} again.' } } });
    const preview = await organisation.client.chatbots.handOverPreview({ params });
    expect(preview.open?.text).toBe('The crew is on it.');
    const handed = await say('I want to talk to a human');
    expect(handed.answer).toBe('The crew is on it.');
    const back = await askForReply(server, {
      key: bot.publishableKey,
      token: handed.visitorToken!,
      sessionId: handed.sessionId,
      message: 'Never mind',
    });
    expect(back.answer).toBe('Ada again.');
  });
});

describe('a change that cannot be', () => {
  it.each([
    ['a name that stands for nothing', { thanks: { de: 'Gerne, {name}' } }, 'wording.thanks.de'],
    ['a sentence of another act', { joke: { en: 'Ha!' } }, 'wording.joke'],
    ['a text that is too long', { thanks: { en: 'x'.repeat(501) } }, 'wording.thanks.en'],
    ['a language that the bot does not speak', { thanks: { ru: 'x' } }, 'wording.thanks'],
    ['a sentence that there is not', { locale: { en: 'x' } }, 'wording'],
  ])('is refused with its place: %s', async (_, wording, path) => {
    const refused = change('thanks', { wording: wording as Change['wording'] });
    await expect(refused).rejects.toMatchObject({
      problem: { status: 422, code: 'invalid-request', errors: [{ path }] },
    });
    expect((await settingsOf('thanks')).replies[0]!.wording).toEqual({});
  });

  it('is refused for an act that there is not', async () => {
    await expect(change('juggles' as EverydayAct, {})).rejects.toMatchObject({
      problem: { status: 422, errors: [{ path: 'path.act' }] },
    });
  });
});

describe('trying a message', () => {
  const tryText = (text: string) => everyday().try({ params, body: { text } });

  it('says which act it is, whether that is answered, and in which language', async () => {
    expect(await tryText('vielen Dank')).toMatchObject({
      act: 'thanks',
      isActive: true,
      language: 'de',
    });
    await change('joke', { isActive: false });
    const joke = await tryText('tell me a joke');
    expect(joke).toMatchObject({ act: 'joke', isActive: false, language: 'en' });
    expect(joke.confidence).toBeGreaterThan(0.5);
    expect(await tryText('Which colours does the rain jacket come in?')).toEqual({
      act: null,
      confidence: expect.closeTo(0, 1),
      isActive: false,
      language: 'en',
    });
  });
});

describe('another organisation', () => {
  it('neither reads nor changes these settings, and keeps its own', async () => {
    await change('thanks', { wording: { thanks: { en: 'Secret thanks' } } });
    const { client } = await server.createOrganisation();
    const theirs = { params: { ...params, act: 'thanks' as const } };
    for (const attempt of [
      () => client.everyday.list({ params }),
      () => client.everyday.update({ ...theirs, body: { isActive: false } }),
      () => client.everyday.try({ params, body: { text: 'thanks' } }),
    ]) {
      await expect(attempt()).rejects.toMatchObject({ problem: { code: 'not-found' } });
    }
    const own = await client.chatbots.create({ body: { name: 'Bea' } });
    const { items } = await client.everyday.list({ params: { chatbotId: own.id } });
    expect(JSON.stringify(items)).not.toContain('Secret thanks');
    expect(await settingsOf('thanks')).toMatchObject({ isActive: true });
  });
});

describe('the chatbot itself', () => {
  it('comes without these settings, which have a place of their own', async () => {
    await change('joke', { isActive: false });
    expect(await organisation.client.chatbots.get({ params })).not.toHaveProperty('everyday');
  });
});
