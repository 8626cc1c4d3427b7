import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Transaction } from '../platform/database/database.ts';
import { passages } from '../platform/database/schema.ts';
import { embeddingDimensions, type Models } from '../platform/models/models.ts';
import { newId } from '../platform/newId.ts';
import { type IndexedPassage, indexPassage, passageSentences } from './indexPassage.ts';

/** The SQL of passages, their postings and vectors. Every function runs inside `withOrganisation`. */

/** What becomes one row of `passages`. */
export interface PassageDraft {
  position: number;
  title: string;
  headingPath: string[];
  text: string;
  url: string | null;
  /** Whether the title is a question that the text answers. */
  isFaq: boolean;
}

/** What of a passage decides its vectors. */
type Content = Pick<PassageDraft, 'title' | 'text' | 'isFaq'>;

/** A passage's vectors by one model: its own, and one for each of its sentences. */
export interface PassageVectors {
  passage: number[];
  sentences: number[][];
}

/** Vectors by model, then by content hash. */
export type Vectors = Map<string, Map<string, PassageVectors>>;

/** Equal for passages whose vectors are equal. */
export function contentHash(content: Content): string {
  return createHash('sha256')
    .update(JSON.stringify(passageSentences(content)))
    .digest('hex');
}

/** The model of the vectors failed or is out of reach. */
export class EmbeddingError extends Error {
  override name = 'EmbeddingError';
}

/**
 * Vectors of passages, in order, by one call of the model. A passage's vector is the mean direction
 * of its sentences': half the work of embedding the passage as well, and measured no worse.
 */
export async function embedContents({
  models,
  model,
  contents,
}: {
  models: Pick<Models, 'embedPassages'>;
  model: string;
  contents: Content[];
}): Promise<PassageVectors[]> {
  const texts = contents.map(passageSentences);
  const vectors = await models.embedPassages(model, texts.flat()).catch((cause: unknown) => {
    throw new EmbeddingError(`${model} did not embed`, { cause });
  });
  let next = 0;
  return texts.map(({ length }) => {
    const sentences = vectors.slice(next, next + length);
    next += length;
    return { passage: meanDirection(sentences), sentences };
  });
}

/** @returns a vector of unit length; zeros when there are none to take the mean of */
function meanDirection(vectors: number[][]): number[] {
  const sum = new Array<number>(embeddingDimensions).fill(0);
  for (const vector of vectors) {
    for (let index = 0; index < sum.length; index++) sum[index]! += vector[index]!;
  }
  const length = Math.hypot(...sum) || 1;
  return sum.map((value) => value / length);
}

/** Vectors that the chatbot's passages already have, so that nothing unchanged is embedded again. */
export async function findVectors(
  tx: Transaction,
  { chatbotId, model, hashes }: { chatbotId: string; model: string; hashes: string[] },
): Promise<Map<string, PassageVectors>> {
  const { rows } = await tx.execute<{ hash: string; passage: string; sentences: string }>(sql`
    select distinct on (p.content_hash) p.content_hash as hash, e.embedding::text as passage,
      array_to_json(e.sentences::text[])::text as sentences
    from passages p join passage_embeddings e on e.passage_id = p.id and e.model = ${model}
    where p.chatbot_id = ${chatbotId} and p.content_hash = any(${sql.param(hashes)}::text[])`);
  return new Map(
    rows.map(({ hash, passage, sentences }) => [
      hash,
      {
        passage: JSON.parse(passage) as number[],
        sentences: (JSON.parse(sentences) as string[]).map((text) => JSON.parse(text) as number[]),
      },
    ]),
  );
}

export async function hasPassages(tx: Transaction, sourceId: string): Promise<boolean> {
  const { rows } = await tx.execute(
    sql`select from passages where source_id = ${sourceId} limit 1`,
  );
  return rows.length > 0;
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
      rows.map(({ id, contentHash: hash, index, draft: { isFaq, ...draft } }) => ({
        ...draft,
        id,
        organisationId,
        chatbotId,
        sourceId,
        faqId,
        contentHash: hash,
        length: index.length,
        terms: index.terms,
      })),
    );
    await insertPostings(tx, { organisationId, chatbotId, rows });
    for (const [model, byHash] of vectors) {
      await insertVectors(tx, {
        organisationId,
        chatbotId,
        model,
        rows: rows.flatMap(({ id, contentHash: hash }) => {
          const found = byHash.get(hash);
          return found ? [{ passageId: id, vectors: found }] : [];
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
    rows: { id: string; index: IndexedPassage }[];
  },
): Promise<void> {
  const postings = rows.flatMap(({ id, index }) =>
    index.postings.map((posting) => ({ ...posting, id, passageLength: index.length })),
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
    rows: { passageId: string; vectors: PassageVectors }[];
  },
): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into passage_embeddings (organisation_id, chatbot_id, model, passage_id, embedding, sentences)
    select ${organisationId}, ${chatbotId}, ${model}, id, passage::vector(512), sentences::halfvec(512)[]
    from unnest(
      ${sql.param(rows.map(({ passageId }) => passageId))}::text[],
      ${sql.param(rows.map(({ vectors }) => JSON.stringify(vectors.passage)))}::text[],
      ${sql.param(rows.map(({ vectors }) => arrayLiteral(vectors.sentences)))}::text[]
    ) as rows (id, passage, sentences)
    on conflict do nothing`);
}

/** An array of vectors as PostgreSQL reads it; four digits are what half precision keeps. */
function arrayLiteral(vectors: number[][]): string {
  const texts = vectors.map((vector) => `"[${vector.map((value) => value.toFixed(4)).join(',')}]"`);
  return `{${texts.join(',')}}`;
}
