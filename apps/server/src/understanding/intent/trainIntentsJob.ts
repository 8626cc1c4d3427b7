import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../../platform/database/database.ts';
import type { JobDefinition, Jobs } from '../../platform/jobs/jobs.ts';
import type { Log } from '../../platform/log.ts';
import type { Models } from '../../platform/models/models.ts';
import { everydayExamples } from './everydayExamples.ts';
import { readRevision } from './intentStore.ts';
import { publishModel, readTrainingSet, storeEmbeddings, type TrainingSet } from './modelStore.ts';
import { trainByContent } from './trainByContent.ts';

const payload = z.object({
  organisationId: z.string(),
  chatbotId: z.string(),
  revision: z.int(),
});

const trainIntentsJob = { name: 'train-intents', payload };

/** Texts that are embedded and stored together. */
const batchSize = 32;

/** Has the intents of now learned in the background; within the transaction that changed them. */
export async function requestTraining(
  tx: Transaction,
  { jobs, organisationId, chatbotId }: { jobs: Jobs; organisationId: string; chatbotId: string },
): Promise<void> {
  const revision = await readRevision(tx, chatbotId);
  await jobs.enqueue(tx, trainIntentsJob, { organisationId, chatbotId, revision });
}

/**
 * The job that learns a chatbot's intents. Of a burst of changes only the last is trained: a job of
 * an older revision ends at once, or as soon as it sees a newer one.
 */
export function trainIntentsInBackground({
  database,
  models,
  log,
}: {
  database: Database;
  models: Models;
  log: Log;
}): JobDefinition<typeof payload> {
  return {
    ...trainIntentsJob,
    retryLimit: 5,
    concurrency: 1,
    unfinished: sql`
      select organisation_id as "organisationId", id as "chatbotId", intents_revision::int as revision
      from chatbots where intents_revision > coalesce(
        (select max(revision) from intent_models where chatbot_id = chatbots.id), 0
      )`,
    async perform({ organisationId, chatbotId, revision }, { signal }) {
      const inOrganisation = <Result>(work: (tx: Transaction) => Promise<Result>) =>
        database.withOrganisation(organisationId, work);
      const set = await inOrganisation((tx) => readTrainingSet(tx, chatbotId));
      if (!set || set.revision > revision) return;

      const missing = set.examples.filter(({ embedding }) => embedding === null);
      for (let start = 0; start < missing.length; start += batchSize) {
        signal.throwIfAborted();
        const batch = missing.slice(start, start + batchSize);
        const vectors = await models.embedPassages(
          'offline',
          batch.map(({ text }) => text),
        );
        for (const [index, example] of batch.entries()) {
          example.embedding = Float32Array.from(vectors[index]!);
        }
        const isNewest = await inOrganisation(async (tx) => {
          await storeEmbeddings(
            tx,
            batch.map(({ id, embedding }) => ({ id, embedding: embedding! })),
          );
          return (await readRevision(tx, chatbotId)) === revision;
        });
        if (!isNewest) return;
      }

      const startedAt = performance.now();
      const trained = await trainByContent(await toExamples(models, set), signal);
      const exampleCount = set.examples.length;
      const version = await inOrganisation((tx) =>
        publishModel(tx, { organisationId, chatbotId, revision, exampleCount, trained }),
      );
      if (version === null) return;
      const ms = Math.round(performance.now() - startedAt);
      log.info({ chatbotId, version, exampleCount, ms }, 'intents are learned');
    },
  };
}

async function toExamples(models: Models, { intents, examples }: TrainingSet) {
  if (examples.length === 0) return [];
  const titles = await Promise.all(
    intents.map(async ({ id, title }) => ({
      intentId: id,
      text: title,
      embedding: await models.embedQuestion('offline', title),
      isTitle: true,
    })),
  );
  const taught = examples.map(({ intentId, text, embedding }) => ({
    intentId,
    text,
    embedding: embedding!,
  }));
  return [...titles, ...taught, ...(await everydayExamples(models))];
}
