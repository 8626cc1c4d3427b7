import type { Language } from '@echoai/contract';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import { readLanguage } from '../language/detectLanguage.ts';
import type { Database, Transaction } from '../platform/database/database.ts';
import { chatbots, files, sources } from '../platform/database/schema.ts';
import { isUnavailable } from '../platform/database/unavailable.ts';
import type { JobDefinition, Jobs } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import { EmbeddingSizeError } from '../platform/models/embeddings.ts';
import type { Models } from '../platform/models/models.ts';
import { embedMissingJob } from './embedMissing.ts';
import { UnreadableSourceError } from './extractText.ts';
import type { IndexedPassage } from './indexPassage.ts';
import {
  addVectors,
  EmbeddingError,
  embedSentences,
  findEmbedded,
  hasPassages,
  lacksVectors,
  type PassageVectors,
  readSize,
  replacePassages,
  type Vectors,
} from './passageStore.ts';
import { readDocument } from './readDocument.ts';
import type { SourceRow } from './sourceStore.ts';

/** Passages embedded between two reports of progress. */
const batchSize = 8;

const payload = z.object({
  organisationId: z.string(),
  sourceId: z.string(),
  /** The source's revision when the job was made; a later edit makes a job of its own. */
  revision: z.int(),
});
type Payload = z.infer<typeof payload>;

export const ingestSourceJob = { name: 'ingest-source', payload };

/** The job that turns a source into passages: extract, chunk, embed, publish. */
export function ingestSource({
  database,
  models,
  jobs,
  log,
}: {
  database: Database;
  models: Models;
  jobs: Jobs;
  log: Log;
}): JobDefinition<typeof payload> {
  return {
    ...ingestSourceJob,
    retryLimit: 3,
    concurrency: 2,
    unfinished: sql`
      select organisation_id as "organisationId", id as "sourceId", revision from sources
      where state in ('queued', 'chunking', 'embedding')`,
    async giveUp(job) {
      await report({ database, job, change: { state: 'failed', error: cutOff } });
      log.warn({ sourceId: job.sourceId }, 'ingestion was cut off twice');
    },
    async perform(job, { signal, isLastAttempt }) {
      try {
        await ingest({ database, models, jobs, job, signal });
      } catch (error) {
        // The server stops, or the database is away: the job is taken up again after that.
        if (signal.aborted || isUnavailable(error)) throw error;
        const isFinal = error instanceof UnreadableSourceError || sizeErrorOf(error) !== null;
        if (isFinal || isLastAttempt) {
          await report({ database, job, change: { state: 'failed', error: reasonOf(error) } });
        }
        log.warn({ err: error, sourceId: job.sourceId }, 'ingestion failed');
        if (!isFinal) throw error;
      }
    },
  };
}

const cutOff =
  'The server stopped twice while it was reading this source, so it does not try again by itself. Split the source, or retry it.';

/** The embedding model changed the size of its vectors, which another try does not change back. */
const sizeErrorOf = (error: unknown) =>
  error instanceof EmbeddingError && error.cause instanceof EmbeddingSizeError ? error.cause : null;

/** What the owner reads of a failure. */
function reasonOf(error: unknown): string {
  if (error instanceof UnreadableSourceError) return error.message;
  const sizeError = sizeErrorOf(error);
  if (sizeError) return sizeError.message;
  if (error instanceof EmbeddingError) {
    return 'The embedding model could not be reached. Check its settings, then retry.';
  }
  return 'Something went wrong on our side; the server’s log says what. Retry when it is mended.';
}

async function ingest({
  database,
  models,
  jobs,
  job,
  signal,
}: {
  database: Database;
  models: Models;
  jobs: Jobs;
  job: Payload;
  signal: AbortSignal;
}): Promise<void> {
  const { organisationId } = job;
  const start = await begin({ database, job });
  if (!start) return; // edited or deleted meanwhile: another job has it, or nobody needs to
  const { source } = start;
  const file = source.text === null ? await readFile({ database, job, source }) : null;
  const fallback = start.languages?.[0] ?? 'en';
  const writtenIn = source.text === null ? null : (readLanguage(source.text) ?? fallback);
  const { text, unread, passages, title, frontMatter, languageFound } = await readDocument(
    { ...source, file, language: source.language ?? writtenIn },
    signal,
  );

  const progressTotal = passages.length;
  const change = {
    state: 'embedding',
    progressTotal,
    ...(file ? { text } : {}),
    title,
    documentDate: frontMatter?.date ?? null,
    isDraft: frontMatter?.isDraft ?? false,
    languageFound: writtenIn ?? languageFound ?? fallback,
    unreadPercent: unread?.percent ?? null,
    unreadReason: unread?.reason ?? null,
  } as const;
  if (!(await report({ database, job, change }))) return;
  const isPublished = await publishWords({ database, job, passages });
  const vectors: Vectors = new Map();
  const wanted = new Set([start.embeddingModel, models.embeddingModel]);
  for (const model of [...wanted].filter(models.canEmbed)) {
    const { chatbotId } = source;
    const embed = { database, models, model, job, passages, chatbotId, signal };
    vectors.set(model, await embedPassages(embed));
  }

  await database.withOrganisation(organisationId, async (tx) => {
    if (!(await lockSource(tx, job))) return;
    const { chatbotId, id: sourceId } = source;
    if (isPublished) await addVectors(tx, { organisationId, chatbotId, sourceId, vectors });
    else await replacePassages(tx, { organisationId, chatbotId, sourceId, passages, vectors });
    // What another source had in common with this one may be gone, and its vectors with it.
    const model = start.embeddingModel;
    if (vectors.has(model) && (await lacksVectors(tx, { sourceId, model }))) {
      await jobs.enqueue(tx, embedMissingJob, { organisationId, chatbotId, model });
    }
    await tx
      .update(sources)
      .set({ state: 'ready', progressDone: progressTotal, updatedAt: sql`now()` })
      .where(eq(sources.id, sourceId));
  });
}

/**
 * A new source answers by its words from here on, while its vectors are still made. One that has
 * passages keeps those until the new ones are whole.
 * @returns whether it is new
 */
async function publishWords({
  database,
  job,
  passages,
}: {
  database: Database;
  job: Payload;
  passages: IndexedPassage[];
}): Promise<boolean> {
  return database.withOrganisation(job.organisationId, async (tx) => {
    const source = await lockSource(tx, job);
    if (!source || (await hasPassages(tx, source.id))) return false;
    const { organisationId, chatbotId, id: sourceId } = source;
    const vectors: Vectors = new Map();
    await replacePassages(tx, { organisationId, chatbotId, sourceId, passages, vectors });
    return true;
  });
}

async function readFile({
  database,
  job,
  source,
}: {
  database: Database;
  job: Payload;
  source: SourceRow;
}): Promise<{ bytes: Uint8Array; mediaType: string } | null> {
  const [file] = await database.withOrganisation(job.organisationId, (tx) =>
    tx
      .select()
      .from(files)
      .where(eq(files.id, source.fileId ?? '')),
  );
  return file ? { bytes: new Uint8Array(file.bytes), mediaType: file.mediaType } : null;
}

/** Vectors by content hash of what no passage of the chatbot has yet. */
async function embedPassages({
  database,
  models,
  model,
  job,
  passages,
  chatbotId,
  signal,
}: {
  database: Database;
  models: Models;
  model: string;
  job: Payload;
  passages: IndexedPassage[];
  chatbotId: string;
  signal: AbortSignal;
}): Promise<Map<string, PassageVectors>> {
  const byHash = new Map(passages.map((passage) => [passage.contentHash, passage]));
  const { embedded, storedSize } = await database.withOrganisation(
    job.organisationId,
    async (tx) => ({
      embedded: await findEmbedded(tx, { chatbotId, model, hashes: [...byHash.keys()] }),
      storedSize: await readSize(tx, { chatbotId, model }),
    }),
  );
  const missing = [...byHash.values()].filter(({ contentHash }) => !embedded.has(contentHash));
  const vectors = new Map<string, PassageVectors>();
  for (let start = 0; start < missing.length; start += batchSize) {
    signal.throwIfAborted();
    const batch = missing.slice(start, start + batchSize);
    const made = await embedSentences({
      models,
      model,
      passages: batch.map(({ sentences }) => sentences),
      storedSize,
    });
    for (const [index, { contentHash }] of batch.entries()) vectors.set(contentHash, made[index]!);
    const progressDone = Math.min(passages.length, embedded.size + vectors.size);
    if (!(await report({ database, job, change: { progressDone } }))) break;
  }
  return vectors;
}

/** The source with its text, if the job still is about its current revision. */
async function begin({ database, job }: { database: Database; job: Payload }): Promise<{
  source: SourceRow;
  embeddingModel: string;
  languages: Language[] | null;
} | null> {
  return database.withOrganisation(job.organisationId, async (tx) => {
    if (!(await changeIfCurrent(tx, { job, change: { state: 'chunking', error: null } })))
      return null;
    const [start] = await tx
      .select({
        source: sources,
        embeddingModel: chatbots.embeddingModel,
        languages: chatbots.languages,
      })
      .from(sources)
      .innerJoin(chatbots, eq(chatbots.id, sources.chatbotId))
      .where(eq(sources.id, job.sourceId));
    return start!;
  });
}

/** Changes the source if the job still is about its current revision. @returns whether it is */
function report({
  database,
  ...rest
}: {
  database: Database;
  job: Payload;
  change: Partial<SourceRow>;
}): Promise<boolean> {
  return database.withOrganisation(rest.job.organisationId, (tx) => changeIfCurrent(tx, rest));
}

async function changeIfCurrent(
  tx: Transaction,
  { job, change }: { job: Payload; change: Partial<SourceRow> },
): Promise<boolean> {
  const changed = await tx
    .update(sources)
    .set({ ...change, updatedAt: sql`now()` })
    .where(
      and(
        eq(sources.id, job.sourceId),
        eq(sources.revision, job.revision),
        inArray(sources.state, ['queued', 'chunking', 'embedding']),
      ),
    )
    // Not its text, which may have a megabyte, and is not needed with each step of progress.
    .returning({ id: sources.id });
  return changed.length > 0;
}

async function lockSource(
  tx: Transaction,
  job: Payload,
): Promise<Pick<SourceRow, 'id' | 'organisationId' | 'chatbotId'> | null> {
  const { id, organisationId, chatbotId } = sources;
  const [source] = await tx
    .select({ id, organisationId, chatbotId })
    .from(sources)
    .where(and(eq(sources.id, job.sourceId), eq(sources.revision, job.revision)))
    .for('update');
  return source ?? null;
}
