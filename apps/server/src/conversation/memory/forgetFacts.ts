import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { notFound } from '../../platform/errors.ts';
import { packVector } from '../../understanding/packVector.ts';
import type { MemoryKey } from './memoryStore.ts';

/**
 * Deletes a fact, with older ones about the same. The messages that told it are not recalled again,
 * and what was recalled of it is taken out of earlier questions and of summaries.
 * @throws {AppError} `not-found`, for another visitor's fact too
 */
export async function forgetFact(tx: Transaction, key: MemoryKey, factId: string): Promise<void> {
  await dropTraces(tx, key, await readAlike(tx, key, factId));
  await tx.execute(sql`delete from memory_facts where ${ofVisitor(key)} and id = ${factId}`);
}

/**
 * Replaces the text of a fact by what the visitor says. The messages that told it as it was are not
 * recalled again.
 * @param embedding the offline model's vector of the text; null when it cannot be made
 * @throws {AppError} `not-found`, for another visitor's fact too
 */
export async function correctFact(
  tx: Transaction,
  key: MemoryKey,
  { factId, text, embedding }: { factId: string; text: string; embedding: number[] | null },
): Promise<void> {
  await dropTraces(tx, key, await readAlike(tx, key, factId));
  await tx.execute(sql`
    update memory_facts set text = ${text}, corrected_at = now(),
      embedding = decode(${embedding && packVector(embedding).toString('base64')}, 'base64')
    where ${ofVisitor(key)} and id = ${factId}`);
}

/** Deletes all facts of a visitor at a chatbot; no message so far is recalled again. */
export async function forgetEverything(tx: Transaction, key: MemoryKey): Promise<void> {
  await tx.execute(sql`
    update messages set is_forgotten = true, recalled = '[]'
    where role = 'user' and session_id in (select id from conversation_sessions where ${ofVisitor(key)})`);
  await dropSummaries(tx, key);
  await tx.execute(sql`delete from memory_facts where ${ofVisitor(key)}`);
}

/**
 * Forgets what a visitor asks for in the conversation: everything, or facts and messages by their ids.
 * What is gone already, or another's, is left alone.
 */
export async function forget(
  tx: Transaction,
  key: MemoryKey,
  wanted: string[] | 'everything',
): Promise<void> {
  if (wanted === 'everything') return forgetEverything(tx, key);
  for (const id of wanted) {
    const alike = await findAlike(tx, key, id);
    const messageIds = [...(alike?.messageIds ?? []), id];
    await dropTraces(tx, key, { factId: id, factIds: alike?.factIds ?? [], messageIds });
    await tx.execute(sql`delete from memory_facts where ${ofVisitor(key)} and id = ${id}`);
  }
}

const ofVisitor = ({ externalUserId, chatbotId }: MemoryKey) =>
  sql`external_user_id = ${externalUserId} and chatbot_id = ${chatbotId}`;

/** A fact and all others of its slot or its words, superseded ones included. */
interface Alike {
  factId: string;
  /** The others'. */
  factIds: string[];
  messageIds: string[];
}

async function readAlike(tx: Transaction, key: MemoryKey, factId: string): Promise<Alike> {
  const alike = await findAlike(tx, key, factId);
  if (!alike) throw notFound('memory');
  return alike;
}

async function findAlike(tx: Transaction, key: MemoryKey, factId: string): Promise<Alike | null> {
  const { rows } = await tx.execute<{ id: string; messageId: string | null }>(sql`
    with asked as (select slot, text from memory_facts where ${ofVisitor(key)} and id = ${factId})
    select id, source_message_id as "messageId" from memory_facts, asked
    where ${ofVisitor(key)} and (memory_facts.slot = asked.slot or lower(memory_facts.text) = lower(asked.text))`);
  if (rows.length === 0) return null;
  return {
    factId,
    factIds: rows.map(({ id }) => id).filter((id) => id !== factId),
    messageIds: rows.flatMap(({ messageId }) => messageId ?? []),
  };
}

/** In the order in which a turn takes its locks: messages, conversations, visitor, facts. */
async function dropTraces(
  tx: Transaction,
  key: MemoryKey,
  { factId, factIds, messageIds }: Alike,
): Promise<void> {
  const ids = sql`${sql.param([factId, ...factIds, ...messageIds])}::text[]`;
  // A question whose answer told it is forgotten too, or the window would bring it back.
  await tx.execute(sql`
    update messages set is_forgotten = true,
      recalled = (
        select coalesce(jsonb_agg(item), '[]') from jsonb_array_elements(recalled) as item
        where item->>'id' <> all(${ids})
      )
    where session_id in (select id from conversation_sessions where ${ofVisitor(key)}) and (
      id = any(${ids})
      or exists (select from jsonb_array_elements(recalled) as item where item->>'id' = any(${ids}))
    )`);
  await dropSummaries(tx, key);
  await tx.execute(sql`
    delete from memory_facts where ${ofVisitor(key)} and id = any(${sql.param(factIds)}::text[])`);
}

/** They are made again from the messages that are left. Copies of the history are read anew. */
async function dropSummaries(tx: Transaction, key: MemoryKey): Promise<void> {
  await tx.execute(sql`
    update conversation_sessions set memory_buffer = null
    where ${ofVisitor(key)} and memory_buffer is not null`);
  await tx.execute(sql`
    update external_users set history_revision = history_revision + 1
    where id = ${key.externalUserId}`);
}
