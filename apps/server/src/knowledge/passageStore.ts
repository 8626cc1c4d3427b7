import { setImmediate } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { packNumbers } from '../platform/database/packNumbers.ts';
import { passages } from '../platform/database/schema.ts';
import { EmbeddingSizeError } from '../platform/models/embeddings.ts';
import type { Models } from '../platform/models/models.ts';
import { newId } from '../platform/newId.ts';
import type { IndexedPassage } from './indexPassage.ts';

/** The SQL of passages, their postings and vectors. Every function runs inside `withOrganisation`. */

/** A passage's vectors by one model: its own, and one for each of its sentences. */
export interface PassageVectors {
  passage: Float32Array;
  sentences: Float32Array[];
}

/** Vectors by model, then by content hash. */
export type Vectors = Map<string, Map<string, PassageVectors>>;

interface Vectored {
  passageId: string;
  vectors: PassageVectors;
}

/** The model of the vectors failed or is out of reach. */
export class EmbeddingError extends Error {
  override name = 'EmbeddingError';
}

/**
 * Vectors of passages, given by their sentences, in order and by one call of the model. A passage's
 * vector is the mean direction of its sentences': half the work of embedding the passage as well,
 * and measured no worse.
 * @param storedSize of the model's vectors that the chatbot has; null when it has none, or none is known
 * @throws {EmbeddingError} also when the vectors are of another size than the stored ones
 */
export async function embedSentences({
  models,
  model,
  passages: sentences,
  storedSize = null,
}: {
  models: Pick<Models, 'embedPassages'>;
  model: string;
  passages: string[][];
  storedSize?: number | null;
}): Promise<PassageVectors[]> {
  const vectors = await models.embedPassages(model, sentences.flat()).catch((cause: unknown) => {
    throw new EmbeddingError(`${model} did not embed`, { cause });
  });
  const size = vectors[0]?.length ?? storedSize;
  if (storedSize !== null && size !== storedSize) {
    const cause = new EmbeddingSizeError({ model, now: size!, before: storedSize });
    throw new EmbeddingError(`${model} changed its size`, { cause });
  }
  let next = 0;
  return sentences.map(({ length }) => {
    // A document's vectors are kept until its last: half the room that numbers of JavaScript take.
    const own = vectors.slice(next, next + length).map((vector) => Float32Array.from(vector));
    next += length;
    return { passage: meanDirection(own), sentences: own };
  });
}

/** @returns a vector of unit length; a single zero, near nothing, when there are none to take the mean of */
function meanDirection(vectors: Float32Array[]): Float32Array {
  const sum = new Array<number>(vectors[0]?.length ?? 1).fill(0);
  for (const vector of vectors) {
    for (let index = 0; index < sum.length; index++) sum[index]! += vector[index]!;
  }
  const length = Math.hypot(...sum) || 1;
  return Float32Array.from(sum, (value) => value / length);
}

/** How many numbers the chatbot's vectors of the model have; null while it has none. */
export async function readSize(
  tx: Transaction,
  { chatbotId, model }: { chatbotId: string; model: string },
): Promise<number | null> {
  const { rows } = await tx.execute<{ size: number }>(sql`
    select vector_dims(embedding) as size from passage_embeddings
    where chatbot_id = ${chatbotId} and model = ${model} and vector_dims(embedding) > 1 limit 1`);
  return rows[0]?.size ?? null;
}

/** Which of the contents have a vector already, so that nothing unchanged is embedded again. */
export async function findEmbedded(
  tx: Transaction,
  { chatbotId, model, hashes }: { chatbotId: string; model: string; hashes: string[] },
): Promise<Set<string>> {
  const { rows } = await tx.execute<{ hash: string }>(sql`
    select distinct content_hash as hash from passages p
    where chatbot_id = ${chatbotId} and content_hash = any(${sql.param(hashes)}::text[])
      and exists (select from passage_embeddings where passage_id = p.id and model = ${model})`);
  return new Set(rows.map(({ hash }) => hash));
}

export async function hasPassages(tx: Transaction, sourceId: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select from passages where source_id = ${sourceId} limit 1`,
  );
  return rows.length > 0;
}

/**
 * Passages that one statement stores or deletes. Where the database is in this process, a statement
 * holds everybody up: a document's passages in one took seconds.
 */
const batchSize = 16;
/** Vectors that are enough for one statement; each takes some 0.15 ms of the processor. */
const vectorBatch = 64;

/**
 * Replaces all passages of a source, or of an FAQ, at once: readers see the old ones or the new.
 * Those whose content the chatbot has already take over its vectors.
 */
export async function replacePassages(
  tx: Transaction,
  {
    sourceId = null,
    faqId = null,
    ...rest
  }: {
    organisationId: string;
    chatbotId: string;
    sourceId?: string | null;
    faqId?: string | null;
    passages: IndexedPassage[];
    vectors: Vectors;
  },
): Promise<void> {
  const { rows: old } = await tx.execute<{ id: string }>(
    sourceId
      ? sql`select id from passages where source_id = ${sourceId}`
      : sql`select id from passages where faq_id = ${faqId}`,
  );
  const deleteOld = () =>
    deletePassages(
      tx,
      old.map(({ id }) => id),
    );
  // Those of a source go last: their vectors are taken over. An FAQ has one at any time.
  if (faqId) await deleteOld();
  await insertPassages(tx, { sourceId, faqId, ...rest });
  if (sourceId) await deleteOld();
}

async function insertPassages(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    sourceId,
    faqId,
    passages: added,
    vectors,
  }: Omit<Parameters<typeof replacePassages>[1], 'sourceId' | 'faqId'> & {
    sourceId: string | null;
    faqId: string | null;
  },
): Promise<void> {
  for (let start = 0; start < added.length; start += batchSize) {
    await setImmediate();
    const rows = added
      .slice(start, start + batchSize)
      .map((passage) => ({ id: newId('psg'), passage }));
    await tx.insert(passages).values(
      rows.map(({ id, passage: { isFaq, sentences, postings, ...passage } }) => ({
        ...passage,
        id,
        organisationId,
        chatbotId,
        sourceId,
        faqId,
      })),
    );
    await insertPostings(tx, { organisationId, chatbotId, rows });
    await copyVectors(
      tx,
      rows.map(({ id }) => id),
    );
    for (const [model, byHash] of vectors) {
      await insertVectors(tx, {
        organisationId,
        chatbotId,
        model,
        rows: rows.flatMap(({ id, passage }) => {
          const found = byHash.get(passage.contentHash);
          return found ? [{ passageId: id, vectors: found }] : [];
        }),
      });
    }
  }
}

/** Gives passages the vectors that others of the same content have. */
async function copyVectors(tx: Transaction, ids: string[]): Promise<void> {
  await tx.execute(sql`
    insert into passage_embeddings (organisation_id, chatbot_id, model, passage_id, embedding, sentences)
    select distinct on (p.id, e.model) p.organisation_id, p.chatbot_id, e.model, p.id, e.embedding, e.sentences
    from passages p
    join passages old on old.chatbot_id = p.chatbot_id and old.content_hash = p.content_hash and old.id <> p.id
    join passage_embeddings e on e.passage_id = old.id
    where p.id = any(${sql.param(ids)}::text[])
    on conflict do nothing`);
}

/** Adds the vectors to a source's passages, which have been stored with their words alone. */
export async function addVectors(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    sourceId,
    vectors,
  }: { organisationId: string; chatbotId: string; sourceId: string; vectors: Vectors },
): Promise<void> {
  const { rows: stored } = await tx.execute<{ id: string; hash: string }>(
    sql`select id, content_hash as hash from passages where source_id = ${sourceId} order by id`,
  );
  for (let start = 0; start < stored.length; start += batchSize) {
    await setImmediate();
    for (const [model, byHash] of vectors) {
      const rows = stored.slice(start, start + batchSize).flatMap(({ id, hash }) => {
        const found = byHash.get(hash);
        return found ? [{ passageId: id, vectors: found }] : [];
      });
      await insertVectors(tx, { organisationId, chatbotId, model, rows });
    }
  }
}

/** Whether a passage of the source has no vector of the model. */
export async function lacksVectors(
  tx: Transaction,
  { sourceId, model }: { sourceId: string; model: string },
): Promise<boolean> {
  const { rows } = await tx.execute(sql`
    select from passages p where source_id = ${sourceId} and not exists (
      select from passage_embeddings where passage_id = p.id and model = ${model}
    ) limit 1`);
  return rows.length > 0;
}

/** Deletes passages with their postings and vectors, some at a time. */
export async function deletePassages(tx: Transaction, ids: string[]): Promise<void> {
  for (let start = 0; start < ids.length; start += batchSize) {
    await setImmediate();
    await tx.execute(
      sql`delete from passages where id = any(${sql.param(ids.slice(start, start + batchSize))}::text[])`,
    );
  }
}

async function insertPostings(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    rows,
  }: {
    organisationId: string;
    chatbotId: string;
    rows: { id: string; passage: IndexedPassage }[];
  },
): Promise<void> {
  const postings = rows.flatMap(({ id, passage }) =>
    passage.postings.map((posting) => ({ ...posting, id, passageLength: passage.length })),
  );
  if (postings.length === 0) return;
  await tx.execute(sql`
    insert into postings (organisation_id, chatbot_id, term, passage_id, frequency, passage_length)
    select ${organisationId}, ${chatbotId}, *
    from unnest(
      ${sql.param(postings.map(({ term }) => term))}::text[],
      ${sql.param(postings.map(({ id }) => id))}::text[],
      ${sql.param(postings.map(({ frequency }) => frequency))}::real[],
      ${sql.param(postings.map(({ passageLength }) => passageLength))}::integer[]
    )`);
}

/** Stores vectors of passages, some at a time, and others have their turn between two statements. */
export async function insertVectors(
  tx: Transaction,
  { rows, ...of }: { organisationId: string; chatbotId: string; model: string; rows: Vectored[] },
): Promise<void> {
  const batch: Vectored[] = [];
  let size = 0;
  for (const row of rows) {
    batch.push(row);
    size += 1 + row.vectors.sentences.length;
    if (size < vectorBatch) continue;
    await insertSome(tx, { ...of, rows: batch.splice(0) });
    await setImmediate();
    size = 0;
  }
  if (batch.length > 0) await insertSome(tx, { ...of, rows: batch });
}

async function insertSome(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    model,
    rows,
  }: { organisationId: string; chatbotId: string; model: string; rows: Vectored[] },
): Promise<void> {
  // All numbers side by side: a passage's own vector, then those of its sentences, all of one size.
  const numbers = rows.flatMap(({ vectors: { passage, sentences } }) => [passage, ...sentences]);
  let next = 1;
  const starts = rows.map(({ vectors: { passage, sentences } }) => {
    const start = next;
    next += passage.length * (1 + sentences.length);
    return start;
  });
  await tx.execute(sql`
    insert into passage_embeddings (organisation_id, chatbot_id, model, passage_id, embedding, sentences)
    select ${organisationId}, ${chatbotId}, ${model}, id, (numbers[start:start + size - 1])::vector,
      array(
        select (numbers[start + place * size:start + (place + 1) * size - 1])::halfvec
        from generate_series(1, count) as place order by place
      )
    from unnest(
      ${sql.param(rows.map(({ passageId }) => passageId))}::text[],
      ${sql.param(starts)}::integer[],
      ${sql.param(rows.map(({ vectors }) => vectors.passage.length))}::integer[],
      ${sql.param(rows.map(({ vectors }) => vectors.sentences.length))}::integer[]
    ) as rows (id, start, size, count),
    (select ${sql.param(packNumbers(numbers))}::real[] as numbers) as given
    on conflict do nothing`);
}
