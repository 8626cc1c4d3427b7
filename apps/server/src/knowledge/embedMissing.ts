import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '../platform/database/database.ts';
import type { JobDefinition, Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { type PassageDraft, passageSentences } from './indexPassage.ts';
import { embedSentences, insertVectors, readSize } from './passageStore.ts';

const payload = z.object({
  organisationId: z.string(),
  chatbotId: z.string(),
  /** The model that the vectors are wanted of: of two processes, one may still have the old setting. */
  model: z.string(),
});

export const embedMissingJob = { name: 'embed-missing', payload };

const batchSize = 16;

/**
 * The job that gives a chatbot's passages the vectors they lack of the configured model: after a
 * change of model, or when the model could not be reached. The old vectors serve until the last
 * passage has its new one; then the chatbot changes over and the old ones are deleted, at once.
 */
export function embedMissing({
  database,
  models,
  log,
}: {
  database: Database;
  models: Models;
  log: Log;
}): JobDefinition<typeof payload> {
  return {
    ...embedMissingJob,
    retryLimit: 10,
    concurrency: 1,
    async perform({ organisationId, chatbotId, model }, { signal }) {
      // Enqueued before the setting changed again: the job for the new setting does the work.
      if (model !== models.embeddingModel) return;
      let embedded = 0;
      for (;;) {
        signal.throwIfAborted();
        const { rows, storedSize } = await database.withOrganisation(organisationId, async (tx) => {
          const missing = await tx.execute<
            Pick<PassageDraft, 'title' | 'text' | 'isFaq'> & { id: string } & Record<
                string,
                unknown
              >
          >(sql`
            select id, title, text, faq_id is not null as "isFaq" from passages p
            where chatbot_id = ${chatbotId} and not exists (
              select from passage_embeddings e where e.passage_id = p.id and e.model = ${model}
            )
            order by id limit ${batchSize}`);
          return { rows: missing.rows, storedSize: await readSize(tx, { chatbotId, model }) };
        });
        if (rows.length === 0) break;
        embedded += rows.length;
        const passages = rows.map(passageSentences);
        const vectors = await embedSentences({ models, model, passages, storedSize });
        await database.withOrganisation(organisationId, async (tx) => {
          // A passage may have been deleted meanwhile; its vector has nowhere to go.
          const alive = await tx.execute<{ id: string }>(
            sql`select id from passages where id = any(${sql.param(rows.map((row) => row.id))}::text[]) for key share`,
          );
          const ids = new Set(alive.rows.map((row) => row.id));
          await insertVectors(tx, {
            organisationId,
            chatbotId,
            model,
            rows: rows.flatMap(({ id }, index) =>
              ids.has(id) ? [{ passageId: id, vectors: vectors[index]! }] : [],
            ),
          });
        });
      }
      await database.withOrganisation(organisationId, async (tx) => {
        await tx.execute(
          sql`update chatbots set embedding_model = ${model} where id = ${chatbotId}`,
        );
        await tx.execute(
          sql`delete from passage_embeddings where chatbot_id = ${chatbotId} and model <> ${model}`,
        );
      });
      if (embedded > 0) log.info({ chatbotId, model, embedded }, 'vectors are complete');
    },
  };
}

/** Enqueues the job for every chatbot that another model serves. Called at start. */
export async function enqueueModelChange({
  database,
  jobs,
  models,
}: {
  database: Database;
  jobs: Jobs;
  models: Models;
}): Promise<void> {
  const { rows } = await database.asPlatform((tx) =>
    tx.execute<{ organisationId: string; chatbotId: string }>(sql`
      select organisation_id as "organisationId", id as "chatbotId" from chatbots
      where embedding_model <> ${models.embeddingModel}`),
  );
  for (const row of rows) {
    await database.withOrganisation(row.organisationId, (tx) =>
      jobs.enqueue(tx, embedMissingJob, { ...row, model: models.embeddingModel }),
    );
  }
}
