import { sql } from 'drizzle-orm';
import type { Database, Transaction } from '../platform/database/database.ts';
import { embeddingDimensions } from '../platform/models/models.ts';
import type { CandidateQuery, CandidateRow, Found, PassageSearch } from './findCandidates.ts';
import { rarity, saturation } from './rank.ts';

/** Passages of one chatbot that are kept in memory at most; above it the database searches. */
export const maxPassagesInMemory = 4_000;
/** Passages of all chatbots together, about 15 kB each. */
const maxPassagesOfAll = 12_000;

/** A passage with what searching needs of it. */
interface Entry {
  passage: Omit<CandidateRow, 'cosine' | 'sentenceCosines'>;
  frequencies: Map<string, number>;
  /** Null while the model has not embedded it. */
  embedding: Float32Array | null;
  sentences: Float32Array[];
}

/**
 * A process's copy of a chatbot's passages. The database holds the truth: `revision` is the
 * chatbot's `knowledge_revision` that the copy was read at, and rises there with every change.
 */
export interface PassageMemory {
  revision: number;
  entries: Map<string, Entry>;
  /** Ids of the passages that have a term, with its frequency there. */
  postings: Map<string, Map<string, number>>;
  /** Terms of all passages. */
  length: number;
}

const memories = new Map<string, PassageMemory>();

/** Names a copy; an organisation never reaches another's. */
export interface MemoryKey {
  organisationId: string;
  chatbotId: string;
  embeddingModel: string;
}

const nameOf = ({ organisationId, chatbotId, embeddingModel }: MemoryKey) =>
  `${organisationId} ${chatbotId} ${embeddingModel}`;

const loading = new Map<string, Promise<PassageMemory>>();

/** The copy at `revision` or a later one; visitors who ask at the same time wait for one load. */
export async function recallPassages({
  database,
  revision,
  ...key
}: MemoryKey & { database: Database; revision: number }): Promise<PassageMemory> {
  const name = nameOf(key);
  const memory = memories.get(name);
  if (memory && memory.revision >= revision) {
    memories.delete(name); // moves it to the end: the first is the least recently used
    memories.set(name, memory);
    return memory;
  }
  const underWay = await loading.get(name);
  if (underWay && underWay.revision >= revision) return underWay;
  const load = database
    .withOrganisation(key.organisationId, (tx) => loadPassages(tx, key))
    .finally(() => loading.delete(name));
  loading.set(name, load);
  return load;
}

/**
 * Brings the copy up to date and gives it. Passages never change, they are replaced: only those
 * not yet known are read, in one statement, so that the copy is of one moment.
 */
async function loadPassages(tx: Transaction, key: MemoryKey): Promise<PassageMemory> {
  const { chatbotId, embeddingModel } = key;
  const known = memories.get(nameOf(key));
  const complete = [...(known?.entries ?? [])].flatMap(([id, { embedding }]) =>
    embedding ? [id] : [],
  );
  const { rows } = await tx.execute<LoadedRow & Record<string, unknown>>(sql`
    with known as (select unnest(${sql.param(complete)}::text[]) as id)
    select chatbots.knowledge_revision::int as revision, passages.id, known.id is not null as "isKnown",
      case when known.id is null then json_build_object(
        'id', passages.id, 'sourceId', source_id, 'faqId', faq_id, 'isFaq', faq_id is not null, 'title', title,
        'headingPath', heading_path, 'url', url, 'text', text, 'terms', terms, 'length', length
      ) end as passage,
      case when known.id is null then (
        select json_object_agg(term, frequency) from postings where passage_id = passages.id
      ) end as frequencies,
      case when known.id is null then vector_send(embedding) end as embedding,
      case when known.id is null then (
        select string_agg(vector_send(sentence::vector), '' order by position)
        from unnest(sentences) with ordinality as each (sentence, position)
      ) end as sentences
    from chatbots
    left join passages on passages.chatbot_id = chatbots.id
    left join known on known.id = passages.id
    left join passage_embeddings as vectors on vectors.passage_id = passages.id
      and vectors.model = ${embeddingModel} and known.id is null
    where chatbots.id = ${chatbotId}`);

  const memory: PassageMemory = {
    revision: rows[0]?.revision ?? 0,
    entries: new Map(),
    postings: new Map(),
    length: 0,
  };
  for (const row of rows.sort((a, b) => ((a.id ?? '') < (b.id ?? '') ? -1 : 1))) {
    if (row.id === null) continue;
    addEntry(memory, row.isKnown ? known!.entries.get(row.id)! : readEntry(row));
  }
  remember(key, memory);
  return memory;
}

interface LoadedRow {
  revision: number;
  /** Null in the one row of a chatbot without passages. */
  id: string | null;
  isKnown: boolean;
  passage: Entry['passage'];
  frequencies: Record<string, number> | null;
  embedding: Uint8Array | null;
  sentences: Uint8Array | null;
}

function readEntry({ passage, frequencies, embedding, sentences }: LoadedRow): Entry {
  return {
    passage,
    frequencies: new Map(Object.entries(frequencies ?? {})),
    embedding: embedding && (readVectors(embedding)[0] ?? null),
    sentences: sentences ? readVectors(sentences) : [],
  };
}

/** pgvector's binary form: dimensions and padding (2 bytes each), then floats, the high byte first. */
function readVectors(bytes: Uint8Array): Float32Array[] {
  const size = 4 + 4 * embeddingDimensions;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: Math.floor(bytes.byteLength / size) }, (_, index) =>
    Float32Array.from({ length: embeddingDimensions }, (_, place) =>
      view.getFloat32(index * size + 4 + 4 * place),
    ),
  );
}

function addEntry(memory: PassageMemory, entry: Entry): void {
  const { id, length } = entry.passage;
  memory.entries.set(id, entry);
  memory.length += length;
  for (const [term, frequency] of entry.frequencies) {
    const postings = memory.postings.get(term) ?? new Map<string, number>();
    postings.set(id, frequency);
    memory.postings.set(term, postings);
  }
}

function remember(key: MemoryKey, memory: PassageMemory): void {
  const name = nameOf(key);
  memories.delete(name);
  memories.set(name, memory);
  let total = [...memories.values()].reduce((sum, { entries }) => sum + entries.size, 0);
  for (const [oldest, { entries }] of memories) {
    if (total <= maxPassagesOfAll || oldest === name) break;
    memories.delete(oldest);
    total -= entries.size;
  }
}

/** Searches in the copy. */
export function searchMemory(memory: PassageMemory): PassageSearch {
  return {
    findCandidates: async (query) => findInMemory(memory, query),
    async findTerms(prefixes) {
      return [...memory.postings]
        .filter(([term]) => prefixes.some((prefix) => term.startsWith(prefix)))
        .map(([term, { size }]) => ({ term, count: size }));
    },
  };
}

function findInMemory(
  memory: PassageMemory,
  { terms, everyday, everydayPassages, queryEmbedding, count }: CandidateQuery,
): Found {
  const total = memory.entries.size;
  const averageLength = memory.length / Math.max(total, 1);
  const counts: Record<string, number> = {};
  const scores = new Map<string, number>();
  for (const [index, term] of terms.entries()) {
    const postings = memory.postings.get(term);
    if (!postings) continue;
    counts[term] = postings.size;
    const weight = rarity({
      count: postings.size + everyday[index]!,
      total: total + everydayPassages,
    });
    for (const [id, frequency] of postings) {
      const { length } = memory.entries.get(id)!.passage;
      const score = weight * saturation({ frequency, length, averageLength });
      scores.set(id, (scores.get(id) ?? 0) + score);
    }
  }
  const nearest = queryEmbedding ? Float32Array.from(queryEmbedding) : null;
  const cosines = new Map<string, number>();
  for (const [id, { embedding }] of memory.entries) {
    if (nearest && embedding) cosines.set(id, dot(nearest, embedding));
  }
  const ids = new Set([...highest(scores, count), ...highest(cosines, count)]);
  const candidates = [...ids].map((id): CandidateRow => {
    const { passage, sentences } = memory.entries.get(id)!;
    const isEmbedded = nearest !== null && cosines.has(id);
    return {
      ...passage,
      cosine: cosines.get(id) ?? null,
      sentenceCosines: isEmbedded ? sentences.map((sentence) => dot(nearest, sentence)) : null,
    };
  });
  return { total, averageLength, counts, candidates };
}

/** The keys of the highest values, ties by key. */
function highest(values: Map<string, number>, count: number): string[] {
  return [...values]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, count)
    .map(([key]) => key);
}

/** Four sums at a time: a processor adds them side by side. */
function dot(a: Float32Array, b: Float32Array): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let index = 0; index < embeddingDimensions; index += 4) {
    one += a[index]! * b[index]!;
    two += a[index + 1]! * b[index + 1]!;
    three += a[index + 2]! * b[index + 2]!;
    four += a[index + 3]! * b[index + 3]!;
  }
  return one + two + three + four;
}
