import { and, eq, inArray, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database, Transaction } from '../platform/database/database.ts';
import { chatbots, files, sources } from '../platform/database/schema.ts';
import { isUnavailable } from '../platform/database/unavailable.ts';
import type { JobDefinition } from '../platform/jobs/jobs.ts';
import type { Log } from '../platform/log.ts';
import type { Models } from '../platform/models/models.ts';
import { chunkMarkdown } from './chunk.ts';
import { extractText, UnreadableSourceError } from './extractText.ts';
import {
  contentHash,
  EmbeddingError,
  embedContents,
  findVectors,
  hasPassages,
  type PassageDraft,
  type PassageVectors,
  replacePassages,
  type Vectors,
} from './passageStore.ts';
import type { SourceRow } from './sourceStore.ts';

/** Most passages of one source: above it a document is a library, and belongs split. */
const maxPassages = 5_000;
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
  log,
}: {
  database: Database;
  models: Models;
  log: Log;
}): JobDefinition<typeof payload> {
  return {
    ...ingestSourceJob,
    retryLimit: 3,
    concurrency: 2,
    async perform(job, { signal, isLastAttempt }) {
      try {
        await ingest({ database, models, job, signal });
      } catch (error) {
        // The server stops, or the database is away: the job is taken up again after that.
        if (signal.aborted || isUnavailable(error)) throw error;
        const isUnreadable = error instanceof UnreadableSourceError;
        if (isUnreadable || isLastAttempt) {
          await report({ database, job, change: { state: 'failed', error: reasonOf(error) } });
        }
        log.warn({ err: error, sourceId: job.sourceId }, 'ingestion failed');
        if (!isUnreadable) throw error;
      }
    },
  };
}

/** What the owner reads of a failure. */
function reasonOf(error: unknown): string {
  if (error instanceof UnreadableSourceError) return error.message;
  if (error instanceof EmbeddingError) {
    return 'The embedding model could not be reached. Check its settings, then retry.';
  }
  return 'Something went wrong on our side; the server’s log says what. Retry when it is mended.';
}

async function ingest({
  database,
  models,
  job,
  signal,
}: {
  database: Database;
  models: Models;
  job: Payload;
  signal: AbortSignal;
}): Promise<void> {
  const start = await report({ database, job, change: { state: 'chunking', error: null } });
  if (!start) return; // edited or deleted meanwhile: another job has it, or nobody needs to
  const text =
    start.source.text ?? (await extractAndStore({ database, job, source: start.source }));
  const drafts = draftPassages(start.source, text);

  const total = drafts.length;
  if (!(await report({ database, job, change: { state: 'embedding', progressTotal: total } })))
    return;
  await publishWords({ database, job, drafts });
  const vectors: Vectors = new Map();
  const wanted = new Set([start.embeddingModel, models.embeddingModel]);
  for (const model of [...wanted].filter(models.canEmbed)) {
    vectors.set(
      model,
      await embedDrafts({
        database,
        models,
        model,
        job,
        drafts,
        chatbotId: start.source.chatbotId,
        signal,
      }),
    );
  }

  await database.withOrganisation(job.organisationId, async (tx) => {
    const source = await lockSource(tx, job);
    if (!source) return;
    const { organisationId, chatbotId, id: sourceId } = source;
    await replacePassages(tx, { organisationId, chatbotId, sourceId, drafts, vectors });
    await tx
      .update(sources)
      .set({ state: 'ready', progressDone: total, updatedAt: sql`now()` })
      .where(eq(sources.id, sourceId));
  });
}

/**
 * A new source answers by its words from here on, while its vectors are still made. One that has
 * passages keeps those until the new ones are whole.
 */
async function publishWords({
  database,
  job,
  drafts,
}: {
  database: Database;
  job: Payload;
  drafts: PassageDraft[];
}): Promise<void> {
  await database.withOrganisation(job.organisationId, async (tx) => {
    const source = await lockSource(tx, job);
    if (!source || (await hasPassages(tx, source.id))) return;
    const { organisationId, chatbotId, id: sourceId } = source;
    await replacePassages(tx, { organisationId, chatbotId, sourceId, drafts, vectors: new Map() });
  });
}

async function extractAndStore({
  database,
  job,
  source,
}: {
  database: Database;
  job: Payload;
  source: SourceRow;
}): Promise<string> {
  const [file] = await database.withOrganisation(job.organisationId, (tx) =>
    tx
      .select()
      .from(files)
      .where(eq(files.id, source.fileId ?? '')),
  );
  if (!file) throw new UnreadableSourceError('The uploaded file is gone. Upload it again.');
  const text = await extractText({ bytes: new Uint8Array(file.bytes), mediaType: file.mediaType });
  await report({ database, job, change: { text } });
  return text;
}

/**
 * The passages of a source's text.
 * @throws {UnreadableSourceError} when there are none, or too many
 */
export function draftPassages(
  source: Pick<SourceRow, 'title' | 'url'>,
  text: string,
): PassageDraft[] {
  const chunks = chunkMarkdown(text);
  if (chunks.length === 0) throw new UnreadableSourceError('This source holds no text.');
  if (chunks.length > maxPassages) {
    throw new UnreadableSourceError(
      `This source makes ${chunks.length} passages; at most ${maxPassages} are possible. Split it.`,
    );
  }
  return chunks.map(({ headingPath, text: chunkText }, position) => ({
    position,
    title: source.title,
    // A document that opens with its own title would name it twice.
    headingPath: headingPath[0] === source.title ? headingPath.slice(1) : headingPath,
    text: chunkText,
    url: source.url,
    isFaq: false,
  }));
}

/** Vectors of all drafts by content hash, embedding only what no passage of the chatbot has yet. */
async function embedDrafts({
  database,
  models,
  model,
  job,
  drafts,
  chatbotId,
  signal,
}: {
  database: Database;
  models: Models;
  model: string;
  job: Payload;
  drafts: PassageDraft[];
  chatbotId: string;
  signal: AbortSignal;
}): Promise<Map<string, PassageVectors>> {
  const contents = new Map(drafts.map((draft) => [contentHash(draft), draft]));
  const vectors = await database.withOrganisation(job.organisationId, (tx) =>
    findVectors(tx, { chatbotId, model, hashes: [...contents.keys()] }),
  );
  const missing = [...contents].filter(([hash]) => !vectors.has(hash));
  for (let start = 0; start < missing.length; start += batchSize) {
    signal.throwIfAborted();
    const batch = missing.slice(start, start + batchSize);
    const embedded = await embedContents({
      models,
      model,
      contents: batch.map(([, draft]) => draft),
    });
    for (const [index, [hash]] of batch.entries()) vectors.set(hash, embedded[index]!);
    const progressDone = Math.min(drafts.length, vectors.size);
    if (!(await report({ database, job, change: { progressDone } }))) break;
  }
  return vectors;
}

/** Changes the source if the job still is about its current revision. @returns null if not */
async function report({
  database,
  job,
  change,
}: {
  database: Database;
  job: Payload;
  change: Partial<SourceRow>;
}): Promise<{ source: SourceRow; embeddingModel: string } | null> {
  return database.withOrganisation(job.organisationId, async (tx) => {
    const [source] = await tx
      .update(sources)
      .set({ ...change, updatedAt: sql`now()` })
      .where(
        and(
          eq(sources.id, job.sourceId),
          eq(sources.revision, job.revision),
          inArray(sources.state, ['queued', 'chunking', 'embedding']),
        ),
      )
      .returning();
    if (!source) return null;
    const [chatbot] = await tx
      .select({ embeddingModel: chatbots.embeddingModel })
      .from(chatbots)
      .where(eq(chatbots.id, source.chatbotId));
    return { source, embeddingModel: chatbot!.embeddingModel };
  });
}

async function lockSource(tx: Transaction, job: Payload): Promise<SourceRow | null> {
  const [source] = await tx
    .select()
    .from(sources)
    .where(and(eq(sources.id, job.sourceId), eq(sources.revision, job.revision)))
    .for('update');
  return source ?? null;
}
