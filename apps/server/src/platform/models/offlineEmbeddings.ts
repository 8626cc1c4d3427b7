import { Worker } from 'node:worker_threads';
import { cutText } from '@echoai/contract/text';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';

/** The model reads about 11,000 characters a second; more of a text adds nothing to its vector. */
const maxTextLength = 4_000;

/** Questions that are waiting are embedded together: ten take as long as five one by one. */
const maxQuestions = 16;
/** So are sentences of a document, up to about 60 ms of work, which a question may have to wait. */
const maxDocuments = 8;
const maxDocumentsLength = 600;

interface Task {
  texts: string[];
  resolve(vectors: number[][]): void;
  reject(error: Error): void;
}

/**
 * Universal Sentence Encoder lite (English, 512 dimensions, unit length), which ships inside an npm
 * package and needs no network. Runs in one worker thread, started on first use and ended after a
 * minute of idling, since it holds 300 MB. Questions go before documents, so that a visitor does
 * not wait for an ingestion.
 */
export class OfflineEmbeddings implements EmbeddingsInterface {
  #worker: Worker | null = null;
  #current: Task[] = [];
  #questions: Task[] = [];
  #documents: Task[] = [];
  #idle: NodeJS.Timeout | undefined;
  readonly #idleMs: number;

  constructor({ idleMs = 60_000 } = {}) {
    this.#idleMs = idleMs;
  }

  /** Whether the model is in memory now. */
  get isLoaded(): boolean {
    return this.#worker !== null;
  }

  async embedQuery(text: string): Promise<number[]> {
    const [vector] = await this.#submit(this.#questions, [text]);
    return vector!;
  }

  async embedDocuments(texts: string[]): Promise<number[][]> {
    const groups: string[][] = [];
    for (const text of texts) {
      const group = groups.at(-1);
      const length = group?.join('').length ?? 0;
      const isFull =
        !group || group.length >= maxDocuments || length + text.length > maxDocumentsLength;
      if (isFull) groups.push([text]);
      else group.push(text);
    }
    const vectors = await Promise.all(groups.map((group) => this.#submit(this.#documents, group)));
    return vectors.flat();
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }

  #submit(queue: Task[], texts: string[]): Promise<number[][]> {
    return new Promise((resolve, reject) => {
      // The model fails on a text without any character.
      const readable = texts.map((text) => cutText(text, maxTextLength) || ' ');
      queue.push({ texts: readable, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current.length > 0) return;
    const tasks = this.#questions.splice(0, maxQuestions);
    if (tasks.length === 0) tasks.push(...this.#documents.splice(0, 1));
    clearTimeout(this.#idle);
    if (tasks.length === 0) {
      this.#idle = setTimeout(() => void this.close(), this.#idleMs);
      this.#idle.unref();
      return;
    }
    this.#current = tasks;
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage(tasks.flatMap(({ texts }) => texts));
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./offlineWorker.ts', import.meta.url));
    // A waiting request keeps the process alive by its socket; the model must not.
    worker.unref();
    worker.on('message', (answer: { vectors?: number[][]; error?: string }) => {
      const tasks = this.#current;
      this.#current = [];
      for (const { texts, resolve, reject } of tasks) {
        if (answer.vectors) resolve(answer.vectors.splice(0, texts.length));
        else reject(new Error(`The offline embedding model failed: ${answer.error}`));
      }
      this.#next();
    });
    const fail = (error: Error) => {
      if (this.#worker !== worker) return; // ended by close()
      this.#worker = null;
      const tasks = this.#current;
      this.#current = [];
      for (const { reject } of tasks) reject(error);
      this.#next();
    };
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`The offline embedding model ended (${code}).`)));
    return worker;
  }
}
