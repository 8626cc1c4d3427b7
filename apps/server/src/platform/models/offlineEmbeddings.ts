import { Worker } from 'node:worker_threads';
import type { EmbeddingsInterface } from '@langchain/core/embeddings';

/** The model reads about 11,000 characters a second; more of a text adds nothing to its vector. */
const maxTextLength = 4_000;

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
  #current: Task | null = null;
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
    // One text a task, so that a question waits for one document at the most.
    const vectors = await Promise.all(texts.map((text) => this.#submit(this.#documents, [text])));
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
      const readable = texts.map((text) => text.slice(0, maxTextLength) || ' ');
      queue.push({ texts: readable, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#current) return;
    const task = this.#questions.shift() ?? this.#documents.shift();
    clearTimeout(this.#idle);
    if (!task) {
      this.#idle = setTimeout(() => void this.close(), this.#idleMs);
      this.#idle.unref();
      return;
    }
    this.#current = task;
    this.#worker ??= this.#startWorker();
    this.#worker.postMessage({ id: 0, texts: task.texts });
  }

  #startWorker(): Worker {
    const worker = new Worker(new URL('./offlineWorker.ts', import.meta.url));
    // A waiting request keeps the process alive by its socket; the model must not.
    worker.unref();
    worker.on('message', (answer: { vectors?: number[][]; error?: string }) => {
      const task = this.#current;
      this.#current = null;
      if (answer.vectors) task?.resolve(answer.vectors);
      else task?.reject(new Error(`The offline embedding model failed: ${answer.error}`));
      this.#next();
    });
    const fail = (error: Error) => {
      if (this.#worker !== worker) return; // ended by close()
      this.#worker = null;
      const task = this.#current;
      this.#current = null;
      task?.reject(error);
      this.#next();
    };
    worker.on('error', fail);
    worker.on('exit', (code) => fail(new Error(`The offline embedding model ended (${code}).`)));
    return worker;
  }
}
