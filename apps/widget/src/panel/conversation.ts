import type { ChatRequest, Citation, Message, SessionEvent, SessionState } from '@echoai/contract';
import type { VisitorApi } from './api.ts';
import { CallError, type Failure, interrupted } from './failure.ts';
import { newId } from './newId.ts';
import type { Session, SessionStore } from './session.ts';
import { readStoredMessage } from './storedMessage.ts';

export interface ChatMessage {
  /** Of a visitor's message its `clientMessageId`, with which it can be sent again. */
  key: string;
  /** The server's id of an answer that has another key. */
  id?: string;
  role: 'user' | 'assistant';
  text: string;
  citations: Citation[];
  /** The name of the person who wrote it; empty where it is not known. */
  person?: string;
  /** A question is pending until its answer is there, an answer while it streams. */
  state: 'pending' | 'complete' | 'failed';
  failure?: Failure;
}

export interface ConversationState extends SessionState {
  messages: ChatMessage[];
  /** A turn is under way, or earlier messages are being read. */
  isBusy: boolean;
  /** Why earlier messages could not be read. */
  restoreFailure?: Failure;
  /** Messages of others come late, since the server has too many who listen. */
  isDelayed?: boolean;
}

/** Who answers a new conversation. */
const bot: SessionState = { handledBy: 'bot', choices: [] };
/** Times that a turn is tried again by itself while the server is away, each after a longer pause. */
const patience = 5;
/** The `Last-Event-ID` that gives all events of a conversation. */
const fromTheBeginning = '0-0';

export type Conversation = ReturnType<typeof createConversation>;

/** The visitor's conversation: its messages, and what can be done with it. Knows no user interface. */
export function createConversation({
  api,
  store,
  context,
  onMessage,
}: {
  api: Pick<VisitorApi, 'chat' | 'readMessages'>;
  store: SessionStore & {
    /** Resolves once it is clear whose next message it is. */
    ready(): Promise<void>;
  };
  /** The page that the visitor is on. */
  context: () => ChatRequest['context'];
  onMessage: (message: { role: 'user' | 'assistant'; id: string }) => void;
}) {
  let state: ConversationState = { messages: [], isBusy: false, ...bot };
  /** Told by the conversation's events while something else was under way. */
  const held: Message[] = [];
  /** The conversation in view, and up to where its events are known. */
  let current: { sessionId?: string; lastEventId?: string } = {};
  /** With which this tab's own messages begin. */
  const own = newId();
  let sent = 0;
  /** What runs now; replaced or aborted work must not change the state any more. */
  let work = new AbortController();
  /** By which the server knows this visitor again until it has given a token. */
  let firstTurnSecret: string | undefined;
  let isRestored = false;
  let seenRevision: string | undefined;
  const subscribers = new Set<() => void>();

  const change = (next: Partial<ConversationState>) => {
    state = { ...state, ...next };
    if (!state.isBusy) {
      for (const message of held.splice(0)) takeIn(message);
    }
    for (const notify of subscribers) notify();
  };
  const takeIn = (stored: Message) => {
    const message = readStoredMessage(stored);
    const isKnown = state.messages.some(({ key, id }) => [key, id].includes(message.key));
    if (isKnown || stored.sessionId !== store.read().sessionId) return;
    state.messages = [...state.messages, message];
    onMessage({ role: message.role, id: message.key });
  };
  /** Of another conversation it is not known yet who answers. */
  const view = (sessionId: string | undefined): Partial<SessionState> => {
    if (sessionId === current.sessionId) return {};
    current = { sessionId };
    return bot;
  };
  const begin = () => {
    work.abort();
    work = new AbortController();
    return work.signal;
  };
  const update = (key: string, next: Partial<ChatMessage>) =>
    change({
      messages: state.messages.map((message) =>
        message.key === key ? { ...message, ...next } : message,
      ),
    });
  /** Another conversation from now on, a new one without `sessionId`. */
  const turnTo = (session: Session, keep: ChatMessage[] = []) => {
    firstTurnSecret = undefined;
    seenRevision = newId();
    store.write({ ...session, revision: seenRevision });
    change({ messages: keep, restoreFailure: undefined, ...view(session.sessionId) });
  };
  /** The server no longer knows the conversation, or not even the visitor. */
  const giveUp = ({ code }: Failure, keep?: ChatMessage[]) =>
    turnTo(code === 'not-found' ? { ...store.read(), sessionId: undefined } : {}, keep);

  const takeTurn = async (
    question: ChatMessage,
    isSecondAttempt = false,
    tried = 0,
  ): Promise<void> => {
    const signal = begin();
    const answerKey = `${question.key}:answer`;
    update(question.key, { state: 'pending', failure: undefined });
    change({ isBusy: true });
    // Not twice: what makes the visitor known waits for turns under way.
    if (!isSecondAttempt) await store.ready();
    if (signal.aborted) return;
    const { sessionId, visitorToken } = store.read();
    try {
      if (!visitorToken) firstTurnSecret ??= newId() + newId();
      const request = {
        message: question.text,
        clientMessageId: question.key,
        sessionId,
        firstTurnSecret: visitorToken ? undefined : firstTurnSecret,
      };
      const events = api.chat({
        request: { ...request, context: context() },
        token: visitorToken,
        signal,
      });
      for await (const { event, data } of events) {
        if (signal.aborted) return;
        if (event === 'session') {
          firstTurnSecret = undefined;
          store.write({ ...store.read(), ...data });
          change(view(data.sessionId));
          current.lastEventId ??= fromTheBeginning;
        }
        if (event === 'delta')
          change({ messages: appendText(state.messages, question.key, data.text) });
        if (event === 'done') {
          seenRevision = data.messageId;
          store.write({ ...store.read(), revision: seenRevision });
          // A server that is still of the version before sends no choices.
          const { answer: text, citations, messageId: id, handledBy, choices = [] } = data;
          update(question.key, { state: 'complete' });
          change({ handledBy: data.handedOver ? 'person' : handledBy, choices });
          // A person or an automation answers by the conversation's events. What the bot had written
          // when a person took over counts no longer.
          if (handledBy !== 'bot') {
            change({ messages: state.messages.filter(({ key }) => key !== answerKey) });
            continue;
          }
          if (!state.messages.some(({ key }) => key === answerKey)) {
            change({ messages: appendText(state.messages, question.key, '') });
          }
          update(answerKey, { id, text, citations, state: 'complete' });
          onMessage({ role: 'assistant', id });
        }
      }
      change({ isBusy: false });
    } catch (error) {
      if (signal.aborted) return;
      change({ messages: state.messages.filter(({ key }) => key !== answerKey) });
      const failure = error instanceof CallError ? error.failure : interrupted;
      if (isLost(failure) && visitorToken && !isSecondAttempt) {
        // Goes on in a new one.
        giveUp(failure, [question]);
        return takeTurn(question, true);
      }
      if (failure.backAfter !== undefined && tried < patience) {
        await new Promise((wake) => setTimeout(wake, failure.backAfter! * (tried + 1)));
        return signal.aborted ? undefined : takeTurn(question, isSecondAttempt, tried + 1);
      }
      update(question.key, { state: 'failed', failure });
      change({ isBusy: false });
    }
  };

  const restore = async (): Promise<void> => {
    isRestored = true;
    const { sessionId, visitorToken: token, revision } = store.read();
    seenRevision = revision;
    const next = view(sessionId);
    if (!sessionId || !token) return change({ ...next, messages: [] });
    const signal = begin();
    change({ ...next, isBusy: true, restoreFailure: undefined });
    try {
      const history = await api.readMessages({ sessionId, token });
      if (signal.aborted) return;
      current.lastEventId ??= history.lastEventId;
      change({ messages: history.items.map(readStoredMessage), isBusy: false });
    } catch (error) {
      if (signal.aborted) return;
      const failure = error instanceof CallError ? error.failure : interrupted;
      if (isLost(failure)) giveUp(failure);
      else change({ restoreFailure: failure });
      change({ isBusy: false });
    }
  };

  store.watch(() => {
    if (isRestored && !state.isBusy && store.read().revision !== seenRevision) void restore();
  });

  return {
    read: () => state,
    subscribe(notify: () => void): () => void {
      subscribers.add(notify);
      return () => subscribers.delete(notify);
    },
    /** Reads what was said before; does so once, or again after it failed. */
    restore: async () => {
      if (!isRestored || state.restoreFailure) await restore();
    },
    async send(text: string): Promise<void> {
      const question: ChatMessage = {
        key: `${own}${++sent}`,
        role: 'user',
        text,
        citations: [],
        state: 'pending',
      };
      change({ messages: [...state.messages, question], choices: [] });
      onMessage({ role: 'user', id: question.key });
      await takeTurn(question);
    },
    /** From where the conversation's events are to be told: undefined until it is known. */
    following: () => ({ own, lastEventId: current.lastEventId }),
    /** Takes what the conversation's events tell; a message that is known already changes nothing. */
    receive({ event, data, id }: SessionEvent): void {
      current.lastEventId = id;
      if (event === 'message') held.push(data);
      change({ ...(event === 'state' && data), isDelayed: false });
    },
    /** The conversation's events cannot be heard for a while. */
    delay: () => change({ isDelayed: true }),
    /** Sends a failed message again; the server goes on with the same turn. */
    async retry(key: string): Promise<void> {
      const question = state.messages.find((message) => message.key === key);
      if (question && !state.isBusy) await takeTurn(question);
    },
    /** The same visitor begins anew, or goes on with a conversation of before. */
    async turnTo(sessionId?: string): Promise<void> {
      begin();
      turnTo({ ...store.read(), sessionId });
      change({ isBusy: false });
      if (sessionId) await restore();
    },
    /** Another session counts now; of another person nothing stays in view meanwhile. */
    async reload(isOther: boolean): Promise<void> {
      // A question that waits to know whose it is goes on in the session that counts now.
      if (!isOther && state.messages.at(-1)?.state === 'pending') return;
      firstTurnSecret = undefined;
      begin();
      const next = { ...view(store.read().sessionId), isBusy: false, restoreFailure: undefined };
      change(isOther ? { ...next, messages: [] } : next);
      if (isRestored) await restore();
    },
    /** Resolves once nothing is under way. */
    settled: () =>
      new Promise<void>((resolve) => {
        const check = () => {
          if (!state.isBusy && subscribers.delete(check)) resolve();
        };
        subscribers.add(check);
        check();
      }),
  };
}

const isLost = ({ code }: Failure) => code === 'visitor-token-required' || code === 'not-found';

/** The answer to a question stands right behind it. */
function appendText(messages: ChatMessage[], questionKey: string, text: string): ChatMessage[] {
  const key = `${questionKey}:answer`;
  if (messages.some((message) => message.key === key)) {
    return messages.map((message) =>
      message.key === key ? { ...message, text: message.text + text } : message,
    );
  }
  const index = messages.findIndex((message) => message.key === questionKey);
  const answer: ChatMessage = { key, role: 'assistant', text, citations: [], state: 'pending' };
  return messages.toSpliced(index + 1, 0, answer);
}
