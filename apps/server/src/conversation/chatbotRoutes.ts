import { randomBytes } from 'node:crypto';
import { api, type Chatbot, chatbotDefaults } from '@echoai/contract';
import { desc, eq, lt, sql } from 'drizzle-orm';
import { findLanguagesOf } from '../knowledge/passageLanguages.ts';
import { retrieveForQuestion } from '../knowledge/retrieveForQuestion.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import { chatbots } from '../platform/database/schema.ts';
import { AppError, notFound } from '../platform/errors.ts';
import type { Implement } from '../platform/http/api.ts';
import { byId, pageOfRows, readCursor } from '../platform/http/paging.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { newId } from '../platform/newId.ts';
import { addDefaultIntents } from '../understanding/intent/addDefaultIntents.ts';
import { forgetKeyOwner } from './authenticateVisitor.ts';
import { previewHandOver } from './moves/previewHandOver.ts';
import { type ChatbotRow, readChatbot } from './sessionStore.ts';

/** Chatbots over the API. */
export function addChatbotRoutes({
  implement,
  database,
  jobs,
  models,
  log,
}: {
  implement: Implement;
  database: Database;
  jobs: Jobs;
  models: Models;
  log: Log;
}): void {
  implement(api.chatbots.list, ({ operator, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const before = readCursor(cursor, byId)?.[0];
      const rows = await tx
        .select()
        .from(chatbots)
        .where(before === undefined ? undefined : lt(chatbots.id, before))
        .orderBy(desc(chatbots.id))
        .limit(limit + 1);
      const found = await findLanguagesOf(
        tx,
        rows.map(({ id }) => id),
      );
      return pageOfRows({
        rows: rows.map((row) => toChatbot(row, found.get(row.id))),
        limit,
        cursorOf: ({ id }) => [id],
      });
    }),
  );

  implement(api.chatbots.create, ({ operator, body }) => {
    checkModel(models, body.model);
    return database.withOrganisation(operator.organisationId, async (tx) =>
      toChatbot(
        await createChatbot(tx, {
          jobs,
          organisationId: operator.organisationId,
          embeddingModel: models.embeddingModel,
          settings: body,
        }),
      ),
    );
  });

  implement(api.chatbots.get, ({ operator, params: { chatbotId } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      const found = await findLanguagesOf(tx, [chatbotId]);
      return toChatbot(await readChatbot(tx, chatbotId), found.get(chatbotId));
    }),
  );

  implement(api.chatbots.update, async ({ operator, params: { chatbotId }, body }) => {
    checkModel(models, body.model);
    const { row, found } = await database.withOrganisation(operator.organisationId, async (tx) => {
      const [updated] = await tx
        .update(chatbots)
        .set({ ...body, updatedAt: sql`now()` })
        .where(eq(chatbots.id, chatbotId))
        .returning();
      if (!updated) throw notFound('chatbot');
      return { row: updated, found: await findLanguagesOf(tx, [chatbotId]) };
    });
    forgetKeyOwner(row.publishableKey);
    return toChatbot(row, found.get(chatbotId));
  });

  implement(api.chatbots.handOverPreview, async ({ operator, params: { chatbotId } }) => {
    const chatbot = await database.withOrganisation(operator.organisationId, (tx) =>
      readChatbot(tx, chatbotId),
    );
    const search = (query: string) =>
      retrieveForQuestion({ database, models, log, chatbot, query, limit: 6 });
    return previewHandOver({ chatbot, search, now: new Date() });
  });

  implement(api.chatbots.remove, async ({ operator, params: { chatbotId } }) => {
    const [deleted] = await database.withOrganisation(operator.organisationId, (tx) =>
      tx
        .delete(chatbots)
        .where(eq(chatbots.id, chatbotId))
        .returning({ publishableKey: chatbots.publishableKey }),
    );
    if (!deleted) throw notFound('chatbot');
    forgetKeyOwner(deleted.publishableKey);
    return undefined;
  });
}

/** @throws {AppError} `invalid-request` for a model that cannot be opened here */
function checkModel(models: Models, name: string | null | undefined): void {
  const message = name ? models.problemWith(name) : null;
  if (message)
    throw new AppError('invalid-request', message, { fields: [{ path: 'model', message }] });
}

/** Creates a chatbot with the usual intents. */
export async function createChatbot(
  tx: Transaction,
  {
    jobs,
    organisationId,
    embeddingModel,
    settings,
  }: {
    jobs: Jobs;
    organisationId: string;
    embeddingModel: string;
    settings: { name: string } & Partial<Omit<ChatbotRow, 'id' | 'organisationId'>>;
  },
): Promise<ChatbotRow> {
  const [row] = await tx
    .insert(chatbots)
    .values({
      ...chatbotDefaults,
      ...settings,
      id: newId('bot'),
      organisationId,
      embeddingModel,
      publishableKey: `pk_${randomBytes(18).toString('base64url').replace(/-/g, '_')}`,
    })
    .returning();
  await addDefaultIntents(tx, { jobs, organisationId, chatbotId: row!.id });
  return row!;
}

function toChatbot(
  {
    organisationId,
    embeddingModel,
    passageCount,
    knowledgeRevision,
    intentsRevision,
    everyday,
    createdAt,
    updatedAt,
    ...row
  }: ChatbotRow,
  languagesFound: string[] = [],
): Chatbot {
  return {
    ...row,
    languagesFound,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}
