/**
 * Is what visitors told in the context when they ask for it? Through the product, offline: every
 * message is a turn of `POST /chat` at a chatbot that knows the demo shop.
 *
 *   npm run eval:memory
 */
import { readFile } from 'node:fs/promises';
import { contextTokens, countTokens } from '../apps/server/src/conversation/memory/limits.ts';
import { takeWindow } from '../apps/server/src/conversation/memory/window.ts';
import { readDemoPages } from '../apps/server/src/demo/seedDemo.ts';
import { askForReply } from '../apps/server/src/testing/testServer.ts';
import { makeLongDialogues } from './longDialogues.ts';
import { openWorkspace, parseLines, percent } from './workspace.ts';

interface MemoryConversation {
  /** The visitor's messages, session by session; the question is asked in one more. */
  sessions: string[][];
  question: string;
  /** Each must be in the context. */
  needs: string[];
  /** None may be. */
  stale: string[];
}

const file = new URL('./memoryConversations.jsonl', import.meta.url);
const conversations = parseLines<MemoryConversation>(await readFile(file, 'utf8'));
const dialogues = makeLongDialogues({ visitors: 5, length: 300 });

const workspace = await openWorkspace();
const { server, client } = workspace;
const { key } = await workspace.createChatbot(await readDemoPages());
let [largest, contexts] = [0, 0];
try {
  await evaluateConversations();
  await evaluateDialogues();
  console.log(`largest of ${contexts} contexts: ${largest} tokens of ${contextTokens}`);
} finally {
  await server.close();
}

async function evaluateConversations(): Promise<void> {
  let [found, stale, told, staleWanted] = [0, 0, 0, 0];
  for (const { sessions, question, needs, stale: unwanted } of conversations) {
    const token = await tell(sessions);

    const reply = await askForReply(server, { key, token, message: question });
    const { recalled, context } = await contextOf(reply.sessionId);
    const isFound = needs.every((text) => context.includes(text));
    const isStale = unwanted.some((text) => context.includes(text));
    if (isFound) found++;
    if (unwanted.length > 0) staleWanted++;
    if (isStale) stale++;
    if (needs.every((text) => reply.answer.includes(text))) told++;
    if (!isFound || isStale) {
      console.log(`  ${isFound ? 'stale' : 'missed'}: ${question} ${JSON.stringify(recalled)}`);
    }
  }
  const count = conversations.length;
  console.log(
    `${count} conversations: needed fact in the context ${percent(found / count)}, ` +
      `something stale in ${stale} of ${staleWanted}, told in the answer ${percent(told / count)}`,
  );
}

async function evaluateDialogues(): Promise<void> {
  const ranks: number[] = [];
  for (const { sessions, questions } of dialogues) {
    const token = await tell(sessions);
    for (const { question, evidence } of questions) {
      const reply = await askForReply(server, { key, token, message: question });
      const { recalled } = await contextOf(reply.sessionId);
      const messages = recalled.filter(({ kind }) => kind === 'message');
      const rank = messages.findIndex(({ text }) => evidence.some((said) => text.includes(said)));
      ranks.push(rank < 0 ? Number.POSITIVE_INFINITY : rank + 1);
      if (rank < 0) console.log(`  missed: ${question}`);
    }
  }
  const within = (count: number) =>
    percent(ranks.filter((rank) => rank <= count).length / ranks.length);
  console.log(
    `${dialogues.length} dialogues of 300 turns, ${ranks.length} questions: evidence in the context ` +
      `${within(Number.MAX_VALUE)}, among the first 1 ${within(1)}, 5 ${within(5)}, 10 ${within(10)}`,
  );
}

/** Says everything, in sessions of their own. @returns the visitor's token */
async function tell(sessions: string[][]): Promise<string> {
  let token: string | undefined;
  for (const messages of sessions) {
    let sessionId: string | undefined;
    for (const message of messages) {
      const reply = await askForReply(server, {
        key,
        message,
        ...(token ? { token } : {}),
        ...(sessionId ? { sessionId } : {}),
      });
      sessionId = reply.sessionId;
      token ??= reply.visitorToken;
      if (messages.length > 12) await contextOf(sessionId);
    }
  }
  return token!;
}

/** What the last question of a conversation was given: its window, the summary, what was recalled. */
async function contextOf(conversationId: string) {
  const params = { conversationId };
  const { items } = await client.conversations.messages({ params, query: { limit: 100 } });
  const { summary } = await client.conversations.memory({ params });
  const question = items.findLast(({ role }) => role === 'user')!;
  const window = takeWindow(items.filter(({ id }) => id < question.id)).map(
    ({ content }) => content,
  );
  const { recalled } = question;
  const context = [...window, summary, ...recalled.map(({ text }) => text)].join('\n');
  largest = Math.max(largest, countTokens(context));
  contexts++;
  return { recalled: recalled.map(({ kind, text }) => ({ kind, text })), context };
}
