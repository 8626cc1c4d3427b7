import { api, type ConversationMemory, type MemoryFact } from '@echoai/contract';
import { and, asc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Database, Transaction } from '../../platform/database/database.ts';
import {
  conversationSessions,
  externalUsers,
  memoryFacts,
} from '../../platform/database/schema.ts';
import { AppError, notFound } from '../../platform/errors.ts';
import type { Implement } from '../../platform/http/api.ts';
import { createLimit } from '../../platform/http/limits.ts';
import type { Visitor } from '../../platform/http/principals.ts';
import type { Log } from '../../platform/log.ts';
import type { Models } from '../../platform/models/models.ts';
import { requireKnown } from '../identity/routes.ts';
import { embedFact } from './extractFactsOf.ts';
import { correctFact, forgetEverything, forgetFact } from './forgetFacts.ts';
import { isOrder } from './instructions.ts';
import type { MemoryKey } from './memoryStore.ts';
import { renderSummary } from './renderSummary.ts';
import { hasSecret } from './secrets.ts';
import { readState } from './sessionState.ts';

/** What is remembered, for the visitor to see, put right and delete, and for operators to see. */
export function addMemoryRoutes({
  implement,
  database,
  models,
  log,
}: {
  implement: Implement;
  database: Database;
  models: Models;
  log: Log;
}): void {
  const limitReads = createLimit({ name: 'memory-reads', by: 'address', allowance: 240 });
  const limitChanges = createLimit({ name: 'memory-changes', by: 'address', allowance: 60 });
  const withVisitor = <Result>(
    visitor: Visitor,
    work: (tx: Transaction, key: MemoryKey) => Promise<Result>,
  ) =>
    database.withOrganisation(visitor.organisationId, async (tx) => {
      const { organisationId, chatbotId } = visitor;
      const { id: externalUserId } = await requireKnown(tx, visitor);
      return work(tx, { organisationId, chatbotId, externalUserId });
    });

  implement(api.memory.list, async ({ visitor }) => {
    limitReads.take(visitor.address);
    const rows = await withVisitor(visitor, readValidFacts);
    return { items: rows.map(toMemoryFact) };
  });

  implement(api.memory.correct, async ({ visitor, params: { factId }, body: { text } }) => {
    limitChanges.take(visitor.address);
    if (hasSecret(text) || isOrder(text)) {
      throw new AppError(
        'invalid-request',
        'Only what is so about you can be remembered: no passwords or card numbers, and no instructions.',
      );
    }
    const embedding = await embedFact({ models, log, text });
    return withVisitor(visitor, async (tx, key) => {
      await correctFact(tx, key, { factId, text, embedding });
      const [row] = await tx.select().from(memoryFacts).where(eq(memoryFacts.id, factId));
      return toMemoryFact(row!);
    });
  });

  implement(api.memory.forget, async ({ visitor, params: { factId } }) => {
    limitChanges.take(visitor.address);
    await withVisitor(visitor, (tx, key) => forgetFact(tx, key, factId));
    return undefined;
  });

  implement(api.memory.forgetAll, async ({ visitor }) => {
    limitChanges.take(visitor.address);
    await withVisitor(visitor, forgetEverything);
    return undefined;
  });

  implement(api.conversations.memory, ({ operator, params: { conversationId } }) =>
    database.withOrganisation(operator.organisationId, (tx) =>
      readConversationMemory(tx, { organisationId: operator.organisationId, conversationId }),
    ),
  );
}

async function readConversationMemory(
  tx: Transaction,
  { organisationId, conversationId }: { organisationId: string; conversationId: string },
): Promise<ConversationMemory> {
  const [row] = await tx
    .select({
      chatbotId: conversationSessions.chatbotId,
      memoryBuffer: conversationSessions.memoryBuffer,
      id: externalUsers.id,
      email: externalUsers.email,
      emailProven: externalUsers.emailProven,
      externalId: externalUsers.externalId,
      // The strongest proof that any of the visitor's browsers has given.
      proof: sql<'none' | 'signature' | 'code'>`coalesce((
        select max(proof) from visitor_tokens t
        where t.external_user_id = external_users.id and t.chatbot_id = conversation_sessions.chatbot_id
      ), 'none')`,
    })
    .from(conversationSessions)
    .innerJoin(externalUsers, eq(externalUsers.id, conversationSessions.externalUserId))
    .where(eq(conversationSessions.id, conversationId));
  if (!row) throw notFound('conversation');
  const { chatbotId, memoryBuffer, ...visitor } = row;
  const facts = await readValidFacts(tx, { organisationId, chatbotId, externalUserId: visitor.id });
  return {
    visitor,
    summary: renderSummary({ state: readState(memoryBuffer, conversationId).state, facts }),
    facts: facts.map(toMemoryFact),
  };
}

type FactRow = typeof memoryFacts.$inferSelect;

/** What holds now, oldest first. */
function readValidFacts(
  tx: Transaction,
  { externalUserId, chatbotId }: MemoryKey,
): Promise<FactRow[]> {
  return tx
    .select()
    .from(memoryFacts)
    .where(
      and(
        eq(memoryFacts.externalUserId, externalUserId),
        eq(memoryFacts.chatbotId, chatbotId),
        isNull(memoryFacts.supersededAt),
        or(isNull(memoryFacts.expiresAt), gt(memoryFacts.expiresAt, sql`now()`)),
      ),
    )
    .orderBy(asc(memoryFacts.createdAt), asc(memoryFacts.id));
}

function toMemoryFact(row: FactRow): MemoryFact {
  const { id, text, sourceMessageId, createdAt, expiresAt, correctedAt } = row;
  return {
    id,
    text,
    sourceMessageId,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt?.toISOString() ?? null,
    correctedAt: correctedAt?.toISOString() ?? null,
  };
}
