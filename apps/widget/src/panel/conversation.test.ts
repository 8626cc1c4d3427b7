import type { ChatRequest, Handler, Message, SessionEvent } from '@echoai/contract';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { type Conversation, createConversation } from './conversation.ts';
import { CallError, failureOf, offline } from './failure.ts';
import type { Session } from './session.ts';

interface Turn {
  request: ChatRequest;
  token?: string;
}

const told: { role: string; id: string }[] = [];
const turns: Turn[] = [];
let session: Session;
let notifyOtherTab: () => void;
let isKnown: Promise<void>;
let stored: Message[];
let handledBy: Handler;
/** What the next replies say besides. */
let offered: string[];
let isHandedOver: boolean;
/** What the next turns do; each answers when the list is used up. */
let obstacles: (Error | 'cut off' | 'never ends' | 'taken over')[];
let conversation: Conversation;

const refused = (code: 'visitor-token-required' | 'not-found') =>
  new CallError(failureOf({ code, status: 401 }));

beforeEach(() => {
  told.length = turns.length = 0;
  session = {};
  stored = [];
  obstacles = [];
  handledBy = 'bot';
  offered = [];
  isHandedOver = false;
  isKnown = Promise.resolve();
  conversation = createConversation({
    api: {
      async *chat({ request, token, signal }) {
        turns.push({ request, token });
        const obstacle = obstacles.shift();
        if (obstacle instanceof Error) throw obstacle;
        const sessionId = request.sessionId ?? `ses_${turns.length}`;
        const visitorToken = token ? undefined : `token_${turns.length}`;
        yield { event: 'session', data: { sessionId, ...(visitorToken ? { visitorToken } : {}) } };
        if (handledBy === 'bot') yield { event: 'delta', data: { text: 'Half' } };
        if (obstacle === 'cut off') throw new CallError(offline);
        if (obstacle === 'taken over') {
          handledBy = 'person';
          tellState({ handledBy, choices: [] });
          tell(answer());
        }
        if (obstacle === 'never ends') {
          await new Promise((_, reject) => signal.addEventListener('abort', reject));
        }
        const citations = [{ n: 1, sourceId: 'src_1', title: 'Page', text: 'Quote' }];
        yield {
          event: 'done',
          data: {
            sessionId,
            messageId: `msg_${turns.length}`,
            answer: handledBy === 'bot' ? 'Half and whole [1].' : '',
            answered: handledBy === 'bot',
            citations: handledBy === 'bot' ? citations : [],
            sentiment: null,
            intent: null,
            handledBy,
            choices: offered,
            handedOver: isHandedOver || handledBy === 'person',
          },
        };
      },
      async readMessages() {
        const obstacle = obstacles.shift();
        if (obstacle instanceof Error) throw obstacle;
        return { items: stored, lastEventId: '7-0' };
      },
    },
    store: {
      read: () => session,
      write(next) {
        session = next;
      },
      watch(onChange) {
        notifyOtherTab = onChange;
      },
      ready: () => isKnown,
    },
    context: () => ({ url: 'https://shop.example/' }),
    onMessage: (message) => told.push(message),
  });
});

const shown = () =>
  conversation.read().messages.map(({ role, text, state }) => `${role} ${state}: ${text}`);
const question = (fields: Partial<Message> = {}): Message => ({
  id: 'msg_q',
  sessionId: 'ses_1',
  role: 'user',
  content: 'Asked before',
  state: 'complete',
  clientMessageId: 'client_q',
  answered: null,
  citations: [],
  choices: [],
  author: 'visitor',
  authorName: null,
  createdAt: '2026-01-01T00:00:00Z',
  ...fields,
});

describe('A turn', () => {
  test('ends with the answer as the server keeps it, and makes the visitor known', async () => {
    await conversation.send('Question');
    expect(shown()).toEqual(['user complete: Question', 'assistant complete: Half and whole [1].']);
    expect(session).toMatchObject({ sessionId: 'ses_1', visitorToken: 'token_1' });
    expect(conversation.read().isBusy).toBe(false);
    expect(told.map(({ role }) => role)).toEqual(['user', 'assistant']);

    await conversation.send('Another');
    expect(turns[1]).toMatchObject({ token: 'token_1', request: { sessionId: 'ses_1' } });
  });

  test('that breaks off leaves no half answer, and goes on as the same turn', async () => {
    obstacles = ['cut off'];
    await conversation.send('Question');
    expect(shown()).toEqual(['user failed: Question']);
    const [failed] = conversation.read().messages;
    await conversation.retry(failed!.key);
    expect(shown()).toEqual(['user complete: Question', 'assistant complete: Half and whole [1].']);
    expect(turns[1]!.request.clientMessageId).toBe(turns[0]!.request.clientMessageId);
    // The first attempt got as far as its session, so the second belongs to it.
    expect(turns[1]!.request.sessionId).toBe('ses_1');
  });

  test('goes on by itself, as the same turn, when the server was away for a moment', async () => {
    vi.useFakeTimers();
    const away = (code: 'database-unavailable' | 'starting') =>
      new CallError(failureOf({ code, status: 503 }, 1));
    obstacles = [away('database-unavailable'), away('starting')];
    const sent = conversation.send('Question');
    await vi.advanceTimersByTimeAsync(900);
    expect(shown()).toEqual(['user pending: Question']);
    await vi.advanceTimersByTimeAsync(5_000);
    await sent;
    expect(shown()).toEqual(['user complete: Question', 'assistant complete: Half and whole [1].']);
    expect(new Set(turns.map(({ request }) => request.clientMessageId)).size).toBe(1);
    expect(turns).toHaveLength(3);

    // A server that stays away is given up, and the visitor may try again.
    obstacles = Array.from({ length: 9 }, () => away('database-unavailable'));
    const failing = conversation.send('Another');
    await vi.advanceTimersByTimeAsync(60_000);
    await failing;
    expect(shown().at(-1)).toBe('user failed: Another');
    expect(turns).toHaveLength(9);
    vi.useRealTimers();
  });

  test('with a credential that counts no more goes on in a new conversation, once', async () => {
    session = { sessionId: 'ses_old', visitorToken: 'token_old' };
    obstacles = [refused('visitor-token-required')];
    await conversation.send('Question');
    expect(shown()).toHaveLength(2);
    expect(turns.map(({ token }) => token)).toEqual(['token_old', undefined]);

    session = { sessionId: 'ses_old', visitorToken: 'token_old' };
    obstacles = [refused('not-found'), refused('not-found')];
    await conversation.send('Question');
    expect(shown()).toEqual(['user failed: Question']);
  });

  test('that is under way when a new conversation starts changes it no more', async () => {
    obstacles = ['never ends'];
    const turn = conversation.send('Question');
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown()).toEqual(['user pending: Question', 'assistant pending: Half']);
    await conversation.turnTo();
    await turn;
    expect(conversation.read()).toMatchObject({ messages: [], isBusy: false });
    expect(session.sessionId).toBeUndefined();
    expect(session.visitorToken).toBe('token_1');
  });

  test('waits until it is clear whose it is, and then belongs to them', async () => {
    let become = () => {};
    isKnown = new Promise((resolve) => {
      become = resolve;
    });
    const turn = conversation.send('Question');
    expect(conversation.read().isBusy).toBe(true);
    session = { visitorToken: 'token_of_anna' };
    await conversation.reload(false);
    become();
    await turn;
    expect(turns[0]!.token).toBe('token_of_anna');
    expect(shown()).toEqual(['user complete: Question', 'assistant complete: Half and whole [1].']);
  });

  test('ends for the next person, who sees nothing of it', async () => {
    obstacles = ['never ends'];
    const turn = conversation.send('Question');
    await new Promise((resolve) => setTimeout(resolve));
    let isSettled = false;
    const settled = conversation.settled().then(() => {
      isSettled = true;
    });
    await Promise.resolve();
    expect(isSettled).toBe(false);
    session = {};
    await conversation.reload(true);
    await Promise.all([turn, settled]);
    expect(conversation.read()).toMatchObject({ messages: [], isBusy: false });
    expect(session).toEqual({});
  });
});

describe('Before the server knows the visitor', () => {
  test('all that is sent has one secret, of 256 random bits', async () => {
    obstacles = [new CallError(offline)];
    await conversation.send('Question');
    await conversation.retry(turns[0]!.request.clientMessageId!);
    const [first, again] = turns.map(({ request }) => request.firstTurnSecret);
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toBe(first);
    await conversation.send('Another');
    expect(turns.at(-1)!.token).toBeDefined();
    expect(turns.at(-1)!.request.firstTurnSecret).toBeUndefined();
  });

  test('another person on this page has another secret', async () => {
    obstacles = [new CallError(offline)];
    await conversation.send('Question');
    await conversation.reload(true);
    await conversation.send('Of somebody else');
    const [first, other] = turns.map(({ request }) => request.firstTurnSecret);
    expect(other).toMatch(/^[0-9a-f]{64}$/);
    expect(other).not.toBe(first);
  });
});

describe('What was said before', () => {
  beforeEach(() => {
    session = { sessionId: 'ses_1', visitorToken: 'token_1' };
  });

  test('is read once', async () => {
    stored = [question()];
    await conversation.restore();
    stored = [];
    await conversation.restore();
    expect(shown()).toEqual(['user complete: Asked before']);
  });

  test('may end with a question that can be sent again', async () => {
    stored = [question({ state: 'pending' })];
    await conversation.restore();
    expect(shown()).toEqual(['user failed: Asked before']);
    await conversation.retry('client_q');
    expect(turns[0]!.request).toMatchObject({
      message: 'Asked before',
      clientMessageId: 'client_q',
      sessionId: 'ses_1',
    });
  });

  test('stays known when it could not be read, and is forgotten when it is no longer ours', async () => {
    obstacles = [new CallError(offline)];
    await conversation.restore();
    expect(conversation.read().restoreFailure?.code).toBe('offline');
    expect(session.visitorToken).toBe('token_1');

    obstacles = [refused('not-found')];
    await conversation.restore();
    expect(conversation.read()).toMatchObject({ messages: [], restoreFailure: undefined });
    // The visitor is still known, and may have others.
    expect(session).toMatchObject({ sessionId: undefined, visitorToken: 'token_1' });
  });

  test('is shown again when the visitor turns to it, and goes on', async () => {
    await conversation.restore();
    stored = [question({ sessionId: 'ses_old' })];
    await conversation.turnTo('ses_old');
    expect(shown()).toEqual(['user complete: Asked before']);
    await conversation.send('And today?');
    expect(turns[0]!.request.sessionId).toBe('ses_old');
  });

  test('is read again when another tab went on with it', async () => {
    await conversation.restore();
    stored = [question()];
    session = { ...session, revision: 'msg_9' };
    notifyOtherTab();
    await new Promise((resolve) => setTimeout(resolve));
    expect(shown()).toEqual(['user complete: Asked before']);
  });
});

const answer = (fields: Partial<Message> = {}): Message =>
  question({
    id: 'msg_p',
    role: 'assistant',
    content: 'I am Ben.',
    clientMessageId: null,
    author: 'person',
    authorName: 'Ben',
    ...fields,
  });
const tell = (message: Message, id = '8-1') =>
  conversation.receive({ event: 'message', data: message, id });
const tellState = (data: Extract<SessionEvent, { event: 'state' }>['data']) =>
  conversation.receive({ event: 'state', data, id: '8-1' });

describe('What comes into the conversation', () => {
  beforeEach(async () => {
    session = { sessionId: 'ses_1', visitorToken: 'token_1' };
    await conversation.restore();
  });

  test('is shown once, with its person’s name, and told to the page', () => {
    tell(answer());
    tell(answer());
    expect(conversation.read().messages).toMatchObject([{ text: 'I am Ben.', person: 'Ben' }]);
    expect(told).toEqual([{ role: 'assistant', id: 'msg_p' }]);
    tell(answer({ id: 'msg_n', authorName: null }));
    expect(conversation.read().messages[1]).toMatchObject({ person: '' });
    tell(answer({ id: 'msg_a', author: 'automation', authorName: null }));
    expect(conversation.read().messages[2]!.person).toBeUndefined();
  });

  test('waits for the end of a turn, and stands behind its answer', async () => {
    const turn = conversation.send('Question');
    tell(answer());
    expect(shown()).toEqual(['user pending: Question']);
    await turn;
    expect(shown()).toEqual([
      'user complete: Question',
      'assistant complete: Half and whole [1].',
      'assistant complete: I am Ben.',
    ]);
  });

  test('is not doubled by the history that is read meanwhile', async () => {
    stored = [question(), answer()];
    const reading = conversation.turnTo('ses_1');
    tell(answer());
    await reading;
    expect(shown()).toEqual(['user complete: Asked before', 'assistant complete: I am Ben.']);
  });

  test('is not doubled by the answer to a question of before that was sent again', async () => {
    stored = [question({ state: 'failed' })];
    await conversation.turnTo('ses_1');
    const turn = conversation.retry('client_q');
    tell(question());
    tell(answer({ id: 'msg_1', author: 'bot', content: 'Half and whole [1].' }));
    await turn;
    expect(shown()).toEqual([
      'user complete: Asked before',
      'assistant complete: Half and whole [1].',
    ]);
  });

  test('of another conversation is not shown', () => {
    tell(answer({ sessionId: 'ses_2' }));
    expect(shown()).toEqual([]);
  });

  test('goes on from the end of the history, and in a new conversation from its beginning', async () => {
    expect(conversation.following().lastEventId).toBe('7-0');
    tell(answer(), '8-2');
    expect(conversation.following().lastEventId).toBe('8-2');
    await conversation.turnTo();
    expect(conversation.following().lastEventId).toBeUndefined();
    await conversation.send('Question');
    expect(conversation.following().lastEventId).toBe('0-0');
    expect(turns[0]!.request.clientMessageId).toMatch(conversation.following().own);
  });

  test('leaves a message to a person without an answer until they write one', async () => {
    handledBy = 'person';
    await conversation.send('Question');
    expect(shown()).toEqual(['user complete: Question']);
    expect(conversation.read()).toMatchObject({ handledBy: 'person', isBusy: false });
    tell(answer());
    expect(shown()).toEqual(['user complete: Question', 'assistant complete: I am Ben.']);
    tellState({ handledBy: 'bot', choices: [] });
    expect(conversation.read().handledBy).toBe('bot');
  });

  test('takes the place of an answer that the bot was writing', async () => {
    obstacles = ['taken over'];
    await conversation.send('Question');
    expect(shown()).toEqual(['user complete: Question', 'assistant complete: I am Ben.']);
    expect(conversation.read()).toMatchObject({ handledBy: 'person', isBusy: false });
  });

  test('offers the choices of the bot’s reply until anything is written', async () => {
    offered = ['Yes, please', 'No, thanks'];
    await conversation.send('I want to talk to a human');
    expect(conversation.read()).toMatchObject({ handledBy: 'bot', choices: offered });
    offered = [];
    await conversation.send('No, thanks');
    expect(conversation.read().choices).toEqual([]);
  });

  test('shows the bot’s reply that hands over, and that the team answers from then on', async () => {
    isHandedOver = true;
    offered = ['Never mind'];
    await conversation.send('Yes, please');
    expect(shown().at(-1)).toBe('assistant complete: Half and whole [1].');
    expect(conversation.read()).toMatchObject({ handledBy: 'person', choices: offered });
  });

  test('offers choices until the visitor answers or turns to another conversation', async () => {
    const choices = ['Yes', 'No'];
    tellState({ handledBy: 'automation', choices });
    expect(conversation.read().choices).toEqual(choices);
    handledBy = 'automation';
    await conversation.send('Yes');
    expect(shown()).toEqual(['user complete: Yes']);
    expect(conversation.read()).toMatchObject({ handledBy: 'automation', choices: [] });
    tellState({ handledBy: 'automation', choices });
    await conversation.turnTo();
    expect(conversation.read()).toMatchObject({ handledBy: 'bot', choices: [] });
  });
});
