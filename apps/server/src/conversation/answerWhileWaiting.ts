import { readAnswer } from '@echoai/automation/nodes/ask_visitor/readAnswer';
import { eq } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { externalUsers } from '../platform/database/schema.ts';
import { recogniseAct } from '../understanding/acts/recogniseAct.ts';
import { returnToBot } from './actions/handOver.ts';
import { updateContact } from './actions/updateContact.ts';
import type { Turn } from './beginTurn.ts';
import type { MessageRow } from './messageStore.ts';
import { isCalledOff, wordsOfWaiting } from './moves/readReply.ts';
import { storeReplyWhileWaiting } from './passOnStore.ts';
import { wordsOfChatbot } from './words/wordsOfChatbot.ts';

/**
 * What the bot does with a message while a person has the conversation and nobody has written yet:
 * it takes an e-mail address, and takes the conversation back from a visitor who needs no person any
 * more. Everything else waits for the person.
 * @returns its reply; null when it stays silent
 */
export async function answerWhileWaiting(
  tx: Transaction,
  { question, session, chatbot, history }: Turn,
  /** Of the message, by the offline model; null when it could not be made. */
  embedding: number[] | null,
): Promise<{ message: MessageRow; isBotBack: boolean } | null> {
  const spoken = wordsOfWaiting(history);
  if (!spoken) return null;
  const words = wordsOfChatbot(chatbot, spoken.locale);
  const text = question.content;
  const store = (content: string, choices: string[]) =>
    storeReplyWhileWaiting(tx, { question, chatbotId: chatbot.id, content, choices });
  if (isCalledOff(text, { act: embedding && recogniseAct({ text, embedding }).act })) {
    const message = await store(words.botAgain, []);
    if (!message) return null;
    await returnToBot(tx, { sessionId: session.id });
    return { message, isBotBack: true };
  }
  const address = readAnswer({ answerType: 'email', choices: [] }, text);
  if (typeof address !== 'string') return null;
  const { externalUserId, id: sessionId } = session;
  await updateContact(tx, { externalUserId, sessionId, email: address });
  const [contact] = await tx
    .select({ email: externalUsers.email })
    .from(externalUsers)
    .where(eq(externalUsers.id, externalUserId));
  // A proven address stays; whether to write to another one is for a person to decide.
  if (contact?.email?.toLowerCase() !== address.toLowerCase()) return null;
  const message = await store(words.emailTaken(address), [words.neverMind]);
  return message && { message, isBotBack: false };
}
