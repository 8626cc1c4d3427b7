import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { passages } from '../platform/database/schema.ts';
import { newId } from '../platform/newId.ts';
import { plainText } from './chunk.ts';
import { indexPassage } from './indexPassage.ts';

/** The SQL of passages, their postings and vectors. Every function runs inside `withOrganisation`. */

/** What becomes one row of `passages`. */
export interface PassageDraft {
  position: number;
  title: string;
  headingPath: string[];
  text: string;
  url: string | null;
}

/** Vectors by model, then by content hash. */
export type Vectors = Map<string, Map<string, number[]>>;

/** What an embedding is made from: the passage under its title and headings, without Markdown. */
export function embeddedText({ title, headingPath, text }: Omit<PassageDraft, 'position' | 'url'>) {
  return `${[title, ...headingPath].join('. ')}.\n${plainText(text)}`;
}

/** Equal for passages whose vectors are equal. */
export function contentHash(draft: Omit<PassageDraft, 'position' | 'url'>): string {
  return createHash('sha256').update(embeddedText(draft)).digest('hex');
}

/** Vectors that the chatbot's passages already have, so that nothing unchanged is embedded again. */
export async function findVectors(
  tx: Transaction,
  { chatbotId, model, hashes }: { chatbotId: string; model: string; hashes: string[] },
): Promise<Map<string, number[]>> {
  const { rows } = await tx.execute<{ hash: string; embedding: string }>(sql`
    select distinct on (p.content_hash) p.content_hash as hash, e.embedding::text as embedding
    from passages p join passage_embeddings e on e.passage_id = p.id and e.model = ${model}
    where p.chatbot_id = ${chatbotId} and p.content_hash = any(${sql.param(hashes)}::text[])`);
  return new Map(rows.map(({ hash, embedding }) => [hash, JSON.parse(embedding) as number[]]));
}

/** Replaces all passages of a source, or of an FAQ, at once: readers see the old ones or the new. */
export async function replacePassages(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    sourceId = null,
    faqId = null,
    drafts,
    vectors,
  }: {
    organisationId: string;
    chatbotId: string;
    sourceId?: string | null;
    faqId?: string | null;
    drafts: PassageDraft[];
    vectors: Vectors;
  },
): Promise<void> {
  await tx.execute(
    sourceId
      ? sql`delete from passages where source_id = ${sourceId}`
      : sql`delete from passages where faq_id = ${faqId}`,
  );
  // Some hundred rows a statement: PostgreSQL takes 65,535 parameters.
  for (let start = 0; start < drafts.length; start += 500) {
    const rows = drafts.slice(start, start + 500).map((draft) => ({
      id: newId('psg'),
      contentHash: contentHash(draft),
      index: indexPassage(draft),
      draft,
    }));
    await tx.insert(passages).values(
      rows.map(({ id, contentHash: hash, index, draft }) => ({
        ...draft,
        id,
        organisationId,
        chatbotId,
        sourceId,
        faqId,
        contentHash: hash,
        length: index.length,
      })),
    );
    await insertPostings(tx, { organisationId, chatbotId, rows });
    for (const [model, byHash] of vectors) {
      await insertVectors(tx, {
        organisationId,
        chatbotId,
        model,
        rows: rows.flatMap(({ id, contentHash: hash }) => {
          const vector = byHash.get(hash);
          return vector ? [{ passageId: id, vector }] : [];
        }),
      });
    }
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
    rows: { id: string; index: ReturnType<typeof indexPassage> }[];
  },
): Promise<void> {
  const postings = rows.flatMap(({ id, index }) =>
    index.postings.map(({ term, frequency }) => ({ id, term, frequency })),
  );
  if (postings.length === 0) return;
  await tx.execute(sql`
    insert into postings (organisation_id, chatbot_id, term, passage_id, frequency)
    select ${organisationId}, ${chatbotId}, *
    from unnest(
      ${sql.param(postings.map(({ term }) => term))}::text[],
      ${sql.param(postings.map(({ id }) => id))}::text[],
      ${sql.param(postings.map(({ frequency }) => frequency))}::real[]
    )`);
}

export async function insertVectors(
  tx: Transaction,
  {
    organisationId,
    chatbotId,
    model,
    rows,
  }: {
    organisationId: string;
    chatbotId: string;
    model: string;
    rows: { passageId: string; vector: number[] }[];
  },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into passage_embeddings (organisation_id, chatbot_id, model, passage_id, embedding)
    select ${organisationId}, ${chatbotId}, ${model}, id, vector::vector(512)
    from unnest(
      ${sql.param(rows.map(({ passageId }) => passageId))}::text[],
      ${sql.param(rows.map(({ vector }) => JSON.stringify(vector)))}::text[]
    ) as rows (id, vector)
    on conflict do nothing`);
}
