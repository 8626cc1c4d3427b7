import type { Source } from '@echoai/contract';
import { and, asc, desc, eq, lt, sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { files, passages, sources } from '../platform/database/schema.ts';
import { notFound } from '../platform/errors.ts';
import type { Jobs } from '../platform/jobs/jobs.ts';
import { newId } from '../platform/newId.ts';
import { ingestSourceJob } from './ingestSource.ts';
import { deletePassages } from './passageStore.ts';

/** The SQL of sources. Every function runs inside `withOrganisation`. */

export type SourceRow = typeof sources.$inferSelect;

const passageCount = sql<number>`(
  select count(*)::int from passages where passages.source_id = sources.id
)`;

// Lists leave out the text, which can be a megabyte a row.
const { text: _text, ...listColumns } = {
  id: sources.id,
  chatbotId: sources.chatbotId,
  type: sources.type,
  title: sources.title,
  url: sources.url,
  fileName: sources.fileName,
  mediaType: sources.mediaType,
  text: sources.text,
  state: sources.state,
  error: sources.error,
  unreadPercent: sources.unreadPercent,
  unreadReason: sources.unreadReason,
  documentDate: sources.documentDate,
  isDraft: sources.isDraft,
  language: sources.language,
  languageFound: sources.languageFound,
  progressDone: sources.progressDone,
  progressTotal: sources.progressTotal,
  createdAt: sources.createdAt,
  updatedAt: sources.updatedAt,
  passageCount,
};

type ListedSource = Omit<SourceRow, 'text' | 'organisationId' | 'fileId' | 'revision'> & {
  passageCount: number;
};

export function toSource({
  unreadPercent,
  unreadReason,
  progressDone,
  progressTotal,
  createdAt,
  updatedAt,
  ...row
}: ListedSource): Source {
  return {
    ...row,
    unread: unreadPercent === null ? null : { percent: unreadPercent, reason: unreadReason ?? '' },
    progress: { done: progressDone, total: progressTotal },
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  };
}

export async function listSources(
  tx: Transaction,
  { chatbotId, before, limit }: { chatbotId: string; before: string | null; limit: number },
): Promise<Source[]> {
  const rows = await tx
    .select(listColumns)
    .from(sources)
    .where(
      and(eq(sources.chatbotId, chatbotId), before === null ? undefined : lt(sources.id, before)),
    )
    .orderBy(desc(sources.id))
    .limit(limit);
  return rows.map(toSource);
}

export async function readSource(
  tx: Transaction,
  { chatbotId, sourceId }: { chatbotId: string; sourceId: string },
): Promise<Source> {
  const [row] = await tx.select(listColumns).from(sources).where(at({ chatbotId, sourceId }));
  if (!row) throw notFound('source');
  return toSource(row);
}

export async function readSourceText(tx: Transaction, sourceId: string): Promise<string | null> {
  const [row] = await tx
    .select({ text: sources.text })
    .from(sources)
    .where(eq(sources.id, sourceId));
  return row?.text ?? null;
}

/** Stores a new source and the job that ingests it. @returns its id */
export async function addSource(
  tx: Transaction,
  { jobs, source }: { jobs: Jobs; source: Omit<typeof sources.$inferInsert, 'id' | 'state'> },
): Promise<string> {
  const sourceId = newId('src');
  await tx.insert(sources).values({ ...source, id: sourceId, state: 'queued' });
  await enqueueIngestion(tx, { jobs, organisationId: source.organisationId, sourceId });
  return sourceId;
}

/** The job for the source's current revision. */
export async function enqueueIngestion(
  tx: Transaction,
  { jobs, organisationId, sourceId }: { jobs: Jobs; organisationId: string; sourceId: string },
): Promise<void> {
  const [row] = await tx
    .select({ revision: sources.revision })
    .from(sources)
    .where(eq(sources.id, sourceId));
  await jobs.enqueue(tx, ingestSourceJob, { organisationId, sourceId, revision: row!.revision });
}

/** Changes a source and raises its revision, so that an ingestion under way does not publish. */
export async function reviseSource(
  tx: Transaction,
  { chatbotId, sourceId }: { chatbotId: string; sourceId: string },
  change: Partial<Omit<SourceRow, 'id' | 'organisationId' | 'chatbotId' | 'revision'>>,
): Promise<void> {
  const changed = await tx
    .update(sources)
    .set({
      ...change,
      state: 'queued',
      error: null,
      unreadPercent: null,
      unreadReason: null,
      documentDate: null,
      isDraft: false,
      progressDone: 0,
      progressTotal: 0,
      revision: sql`${sources.revision} + 1`,
      updatedAt: sql`now()`,
    })
    .where(at({ chatbotId, sourceId }))
    .returning({ id: sources.id });
  if (changed.length === 0) throw notFound('source');
}

/** Passages and their postings go with the source, in the same transaction, some at a time. */
export async function deleteSource(
  tx: Transaction,
  { chatbotId, sourceId }: { chatbotId: string; sourceId: string },
): Promise<void> {
  const { rows } = await tx.execute<{ id: string }>(sql`
    select id from passages where chatbot_id = ${chatbotId} and source_id = ${sourceId}`);
  await deletePassages(
    tx,
    rows.map(({ id }) => id),
  );
  const [deleted] = await tx
    .delete(sources)
    .where(at({ chatbotId, sourceId }))
    .returning({ fileId: sources.fileId });
  if (!deleted) throw notFound('source');
  if (deleted.fileId) await tx.delete(files).where(eq(files.id, deleted.fileId));
}

export async function listPassages(
  tx: Transaction,
  { sourceId, after, limit }: { sourceId: string; after: number; limit: number },
) {
  return tx
    .select({
      id: passages.id,
      sourceId: sql<string>`${passages.sourceId}`,
      position: passages.position,
      title: passages.title,
      headingPath: passages.headingPath,
      text: passages.text,
    })
    .from(passages)
    .where(and(eq(passages.sourceId, sourceId), sql`${passages.position} > ${after}`))
    .orderBy(asc(passages.position))
    .limit(limit);
}

function at({ chatbotId, sourceId }: { chatbotId: string; sourceId: string }) {
  return and(eq(sources.id, sourceId), eq(sources.chatbotId, chatbotId));
}
