import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OfflineEmbeddings } from '../apps/server/src/platform/models/offlineEmbeddings.ts';
import { vader } from '../apps/server/src/understanding/sentiment/languages/english.ts';
import { readData } from './workspace.ts';

/** A text with people's mean score, −1 … 1, and the offline model's vector. */
export interface Rated {
  text: string;
  score: number;
  embedding: Float32Array;
}

const dimensions = 512;
const atOnce = 64;

/** Sentences of product reviews and of newspapers, each rated by 20 people (VADER's authors, MIT). */
export async function readRatings(name: 'amazon' | 'nyt'): Promise<Rated[]> {
  return embedAll(name, await readData<{ text: string; score: number }>(`sentiment/${name}.jsonl`));
}

/** VADER's words as texts of one word: ten people's ratings each, and no domain. */
export async function readWords(): Promise<Rated[]> {
  const words = [...vader].filter(([word]) => /^[a-z']{3,}$/.test(word));
  return embedAll(
    'words',
    words.map(([text, valence]) => ({ text, score: valence / 4 })),
  );
}

/** Embedding takes minutes, so the vectors are kept in the system's temporary folder. */
async function embedAll(name: string, rows: { text: string; score: number }[]): Promise<Rated[]> {
  const texts = rows.map(({ text }) => text);
  const hash = createHash('sha256').update(JSON.stringify(texts)).digest('hex').slice(0, 16);
  const file = join(tmpdir(), `echoai-vectors-${hash}.f32`);
  const vectors = (await readVectors(file)) ?? (await embed(name, texts));
  await writeFile(file, vectors);
  return rows.map((row, index) => ({
    ...row,
    embedding: vectors.subarray(index * dimensions, (index + 1) * dimensions),
  }));
}

async function readVectors(file: string): Promise<Float32Array | null> {
  try {
    return new Float32Array(new Uint8Array(await readFile(file)).buffer);
  } catch {
    return null;
  }
}

async function embed(name: string, texts: string[]): Promise<Float32Array> {
  const model = new OfflineEmbeddings();
  const vectors = new Float32Array(texts.length * dimensions);
  for (let index = 0; index < texts.length; index += atOnce) {
    console.error(`  ${name}: ${index} of ${texts.length} texts have vectors`);
    const some = await model.embedDocuments(texts.slice(index, index + atOnce));
    vectors.set(some.flat(), index * dimensions);
  }
  await model.close();
  return vectors;
}
