import { api, type IntentStatus } from '@echoai/contract';
import { eq } from 'drizzle-orm';
import type { Database, Transaction } from '../../platform/database/database.ts';
import { chatbots } from '../../platform/database/schema.ts';
import { notFound } from '../../platform/errors.ts';
import type { Implement } from '../../platform/http/api.ts';
import { byId, pageOfRows, readCursor } from '../../platform/http/paging.ts';
import type { Jobs } from '../../platform/jobs/jobs.ts';
import type { Models } from '../../platform/models/models.ts';
import { addDefaultIntents } from './addDefaultIntents.ts';
import type { UnderstoodChatbot } from './intentMemory.ts';
import {
  deleteIntent,
  insertIntent,
  listIntents,
  readIntent,
  updateIntent,
} from './intentStore.ts';
import { readModelState } from './modelStore.ts';
import { suggestExamples } from './suggestExamples.ts';
import { requestTraining } from './trainIntentsJob.ts';
import { recogniseIntent } from './understandIntent.ts';

/** Intents over the API. Every change is learned in the background. */
export function addIntentRoutes({
  implement,
  database,
  jobs,
  models,
}: {
  implement: Implement;
  database: Database;
  jobs: Jobs;
  models: Models;
}): void {
  implement(api.intents.list, ({ operator, params: { chatbotId }, query: { limit, cursor } }) =>
    database.withOrganisation(operator.organisationId, async (tx) => {
      await findChatbot(tx, chatbotId);
      const after = readCursor(cursor, byId)?.[0] ?? '';
      const rows = await listIntents(tx, { chatbotId, after, limit: limit + 1 });
      return pageOfRows({ rows, limit, cursorOf: ({ id }) => [id] });
    }),
  );

  implement(api.intents.create, ({ operator: { organisationId }, params: { chatbotId }, body }) =>
    database.withOrganisation(organisationId, async (tx) => {
      const intent = await insertIntent(tx, { organisationId, chatbotId, settings: body });
      await requestTraining(tx, { jobs, organisationId, chatbotId });
      return intent;
    }),
  );

  implement(api.intents.addDefaults, ({ operator: { organisationId }, params: { chatbotId } }) =>
    database.withOrganisation(organisationId, async (tx) => ({
      items: await addDefaultIntents(tx, { jobs, organisationId, chatbotId }),
    })),
  );

  implement(api.intents.try, async ({ operator, params: { chatbotId }, body: { text } }) => {
    const chatbot = await database.withOrganisation(operator.organisationId, (tx) =>
      findChatbot(tx, chatbotId),
    );
    const result = await recogniseIntent({ database, models, chatbot, text });
    return result ?? { intent: null, confidence: 0, scores: [] };
  });

  implement(api.intents.status, ({ operator, params: { chatbotId } }) =>
    database.withOrganisation(operator.organisationId, (tx) => readStatus(tx, chatbotId)),
  );

  implement(api.intents.suggestions, async ({ operator, params: { chatbotId } }) => {
    const chatbot = await database.withOrganisation(operator.organisationId, (tx) =>
      findChatbot(tx, chatbotId),
    );
    return { items: await suggestExamples({ database, models, chatbot }) };
  });

  // After the fixed paths below `intents`, which would be taken for ids.
  implement(api.intents.get, ({ operator, params }) =>
    database.withOrganisation(operator.organisationId, (tx) => readIntent(tx, params)),
  );

  implement(api.intents.update, ({ operator: { organisationId }, params, body }) =>
    database.withOrganisation(organisationId, async (tx) => {
      const intent = await updateIntent(tx, { organisationId, change: body, ...params });
      await requestTraining(tx, { jobs, organisationId, chatbotId: params.chatbotId });
      return intent;
    }),
  );

  implement(api.intents.remove, ({ operator: { organisationId }, params }) =>
    database.withOrganisation(organisationId, async (tx) => {
      await deleteIntent(tx, params);
      await requestTraining(tx, { jobs, organisationId, chatbotId: params.chatbotId });
      return undefined;
    }),
  );
}

async function findChatbot(tx: Transaction, chatbotId: string): Promise<UnderstoodChatbot> {
  const [row] = await tx
    .select({
      id: chatbots.id,
      organisationId: chatbots.organisationId,
      intentsRevision: chatbots.intentsRevision,
    })
    .from(chatbots)
    .where(eq(chatbots.id, chatbotId));
  if (!row) throw notFound('chatbot');
  return row;
}

async function readStatus(tx: Transaction, chatbotId: string): Promise<IntentStatus> {
  const { intentsRevision } = await findChatbot(tx, chatbotId);
  const model = await readModelState(tx, chatbotId);
  const isTraining = intentsRevision > (model?.revision ?? 0);
  return {
    version: model?.version ?? null,
    trainedAt: model?.trainedAt ?? null,
    state: isTraining ? 'training' : model && model.exampleCount > 0 ? 'ready' : 'untrained',
    confusions: model?.confusions ?? [],
  };
}
