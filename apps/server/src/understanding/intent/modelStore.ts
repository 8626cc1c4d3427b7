import type { IntentConfusion } from '@echoai/contract';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../../platform/database/database.ts';
import { readVectors, toJson } from '../../platform/database/sqlValues.ts';
import type { TrainedBytes } from './trainInThread.ts';

/** The SQL of training and its models. Every function runs inside `withOrganisation`. */

/** Versions that are kept of a chatbot. */
const keptVersions = 3;

export interface TrainingSet {
  /** The chatbot's `intents_revision` that this is of. */
  revision: number;
  intents: { id: string; title: string }[];
  /** Null embeddings are still to be made. */
  examples: { id: string; intentId: string; text: string; embedding: Float32Array | null }[];
}

/** What the active intents teach, in a fixed order; null when the chatbot was deleted. */
export async function readTrainingSet(
  tx: Transaction,
  chatbotId: string,
): Promise<TrainingSet | null> {
  const chatbot = await tx.execute<{ revision: number }>(
    sql`select intents_revision::int as revision from chatbots where id = ${chatbotId}`,
  );
  if (!chatbot.rows[0]) return null;
  const intents = await tx.execute<{ id: string; title: string }>(sql`
    select id, coalesce(nullif(trim(title), ''), replace(name, '_', ' ')) as title
    from intents where chatbot_id = ${chatbotId} and is_active order by id`);
  const examples = await tx.execute<{
    id: string;
    intentId: string;
    text: string;
    embedding: Uint8Array | null;
  }>(sql`
    select example.id, intent_id as "intentId", text, vector_send(embedding) as embedding
    from intent_examples as example join intents on intents.id = intent_id
    where chatbot_id = ${chatbotId} and is_active
    order by intent_id, example.id`);
  return {
    revision: chatbot.rows[0].revision,
    intents: intents.rows,
    examples: examples.rows.map(({ embedding, ...row }) => ({
      ...row,
      embedding: embedding && readVectors(embedding)[0]!,
    })),
  };
}

/** Examples that were deleted meanwhile are passed over. */
export async function storeEmbeddings(
  tx: Transaction,
  rows: { id: string; embedding: ArrayLike<number> }[],
): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const vectors = rows.map(({ embedding }) => toJson(Array.from(embedding)));
  await tx.execute(sql`
    update intent_examples set embedding = made.embedding::vector
    from unnest(${sql.param(ids)}::text[], ${sql.param(vectors)}::text[]) as made (id, embedding)
    where intent_examples.id = made.id`);
}

/**
 * Stores a model as the chatbot's next version, unless one of this revision or a newer is there.
 * Old versions go.
 * @returns the version, or null when it was not stored
 */
export async function publishModel(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    revision,
    exampleCount,
    trained,
  }: {
    organisationId: string;
    chatbotId: string;
    revision: number;
    exampleCount: number;
    trained: TrainedBytes | null;
  },
): Promise<number | null> {
  await tx.execute(sql`select from chatbots where id = ${chatbotId} for update`);
  const { rows } = await tx.execute<{ version: number }>(sql`
    insert into intent_models
      (organisation_id, chatbot_id, version, revision, model, example_count, confusions)
    select ${organisationId}, chatbots.id,
      coalesce((select max(version) from intent_models where chatbot_id = chatbots.id), 0) + 1,
      ${revision}, ${sql.param(trained?.model ?? null)}::bytea, ${exampleCount},
      ${toJson(trained?.confusions ?? [])}::jsonb
    from chatbots
    where chatbots.id = ${chatbotId} and not exists (
      select from intent_models where chatbot_id = chatbots.id and revision >= ${revision}
    )
    returning version`);
  const version = rows[0]?.version ?? null;
  if (version === null) return null;
  await tx.execute(sql`
    delete from intent_models
    where chatbot_id = ${chatbotId} and version <= ${version - keptVersions}`);
  return version;
}

/** The newest model without its bytes; null before the first. */
export interface ModelState extends Record<string, unknown> {
  version: number;
  revision: number;
  exampleCount: number;
  /** ISO 8601. */
  trainedAt: string;
  confusions: IntentConfusion[];
}

export async function readModelState(
  tx: Transaction,
  chatbotId: string,
): Promise<ModelState | null> {
  const { rows } = await tx.execute<ModelState>(sql`
    select version, revision::int, example_count as "exampleCount", confusions,
      to_json(trained_at at time zone 'UTC') #>> '{}' || 'Z' as "trainedAt"
    from intent_models where chatbot_id = ${chatbotId} order by version desc limit 1`);
  return rows[0] ?? null;
}

export interface StoredModel extends Record<string, unknown> {
  version: number;
  /** The chatbot's `intents_revision` that it was trained on. */
  revision: number;
  /** Null when it is the known version, or was trained on nothing. */
  model: Uint8Array | null;
  /** Names and titles of the active intents by id. */
  intents: Record<string, { name: string; title: string }> | null;
}

/** The newest model with the intents of now; its bytes only when it is not the version known. */
export async function readModel(
  tx: Transaction,
  { chatbotId, knownVersion }: { chatbotId: string; knownVersion: number | null },
): Promise<StoredModel | null> {
  const { rows } = await tx.execute<StoredModel>(sql`
    select version, revision::int,
      case when version is distinct from ${knownVersion}::int then model end as model,
      (
        select json_object_agg(id, json_build_object('name', name, 'title', title))
        from intents where chatbot_id = ${chatbotId} and is_active
      ) as intents
    from intent_models
    where chatbot_id = ${chatbotId} order by version desc limit 1`);
  return rows[0] ?? null;
}
