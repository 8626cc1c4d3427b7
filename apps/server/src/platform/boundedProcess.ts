import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The work needed more time or memory than it may have. */
export class LimitError extends Error {
  override name = 'LimitError';
  readonly limit: 'time' | 'memory';

  constructor(limit: 'time' | 'memory') {
    super(`The work needed too much ${limit}.`);
    this.limit = limit;
  }
}

/** What the process sends; each task is answered by parts, then by its end or an error. */
export type BoundedMessage =
  | { ready: true }
  | { part: unknown }
  | { done: true; memory: number }
  | { error: { name: string; message: string } };

interface Task {
  input: unknown;
  parts: unknown[];
  settle(end: { parts: unknown[] } | { error: Error }): void;
}

/**
 * Virtual memory that V8 sets aside for machine code, which the system counts and nobody uses: once
 * for the thread that works, and once for the one that watches.
 */
const codeRangeMb = 2 * (process.arch === 'x64' ? 512 : 128);

/**
 * A child process for work on what strangers made, a task at a time: what is too slow or too large
 * ends that process and not ours. Its memory is limited as a whole, buffers too: on Linux by the
 * system, and everywhere by a thread that watches it. The process starts with the first task, stays
 * for a few seconds after the last one, and ends when ours does. It gets no environment of ours.
 */
export class BoundedProcess<Input, Part> {
  readonly #module: URL;
  readonly #timeLimitMs: number;
  readonly #memoryLimitMb: number;
  readonly #idleMs: number;
  readonly #waiting: Task[] = [];
  #current: Task | null = null;
  #child: ChildProcess | null = null;
  #timer: NodeJS.Timeout | undefined;
  #hasSystemLimit = process.platform === 'linux';

  /** @param module whose default export makes parts of an input: `(input) => AsyncIterable` */
  constructor(
    module: URL,
    { timeLimitMs = 60_000, memoryLimitMb = 450, idleMs = 5_000 }: BoundedProcessLimits = {},
  ) {
    this.#module = module;
    this.#timeLimitMs = timeLimitMs;
    this.#memoryLimitMb = memoryLimitMb;
    this.#idleMs = idleMs;
  }

  /** The process's id while there is one. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * All parts that the module makes of the input.
   * @throws {LimitError} when it takes too long or needs too much memory
   * @throws the signal's reason when it is aborted, and what the module throws, by name and message
   */
  run(input: Input, signal?: AbortSignal): Promise<Part[]> {
    const { promise, resolve, reject } = Promise.withResolvers<Part[]>();
    const task: Task = {
      input,
      parts: [],
      settle: (end) => ('error' in end ? reject(end.error) : resolve(end.parts as Part[])),
    };
    const abort = () => {
      const place = this.#waiting.indexOf(task);
      if (place >= 0) this.#waiting.splice(place, 1);
      reject(signal!.reason);
      if (this.#current === task) this.#end(signal!.reason);
    };
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) {
      reject(signal.reason);
    } else {
      this.#waiting.push(task);
      this.#next();
    }
    return promise.finally(() => signal?.removeEventListener('abort', abort));
  }

  /** Ends the process now, for instance so that a test sees another one. */
  close(): void {
    this.#end(new Error('The process was ended.'));
  }

  #next(): void {
    if (this.#current) return;
    const task = this.#waiting.shift();
    clearTimeout(this.#timer);
    if (!task) {
      this.#child?.unref();
      this.#child?.channel?.unref();
      this.#timer = setTimeout(() => this.close(), this.#idleMs);
      this.#timer.unref();
      return;
    }
    this.#current = task;
    this.#timer = setTimeout(() => this.#end(new LimitError('time')), this.#timeLimitMs);
    if (this.#child) this.#give(this.#child, task);
    else this.#child = this.#start();
  }

  #give(child: ChildProcess, { input }: Task): void {
    child.ref();
    child.channel?.ref();
    child.send(input as object);
  }

  /** Settles the task under way, and goes on with the next one. */
  #settle(end: { parts: unknown[] } | { error: Error }): void {
    const task = this.#current;
    this.#current = null;
    task?.settle(end);
    this.#next();
  }

  #end(error: Error): void {
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
    if (this.#current) this.#settle({ error });
  }

  #start(): ChildProcess {
    const script = fileURLToPath(new URL('./boundedChild.ts', import.meta.url));
    const node = [process.execPath, script, this.#module.href, String(this.#memoryLimitMb)];
    const kilobytes = (codeRangeMb + this.#memoryLimitMb) * 1024;
    const [command, ...args] = this.#hasSystemLimit
      ? ['/bin/sh', '-c', `ulimit -d ${kilobytes} && exec "$0" "$@"`, ...node]
      : node;
    const child = spawn(command!, args, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      serialization: 'advanced',
      cwd: '/',
      // Spread, so that a variable that is not set stays so.
      env: { ...pick('NODE_COMPILE_CACHE'), NODE_OPTIONS: '' },
    });
    let isReady = false;
    child.on('message', (message: BoundedMessage) => {
      if (child !== this.#child) return;
      if ('ready' in message) {
        isReady = true;
        if (this.#current) this.#give(child, this.#current);
      } else if ('part' in message) {
        this.#current?.parts.push(message.part);
      } else if ('error' in message) {
        this.#settle({ error: Object.assign(new Error(message.error.message), message.error) });
      } else {
        // What it holds after a large task would be missing in the next one.
        if (message.memory > this.#memoryLimitMb / 2) this.#replace();
        this.#settle({ parts: this.#current?.parts ?? [] });
      }
    });
    const ended = (error: Error) => {
      if (child !== this.#child) return;
      this.#child = null;
      if (!isReady && this.#hasSystemLimit) {
        // A system that does not take the limit: the thread that watches is enough.
        this.#hasSystemLimit = false;
        if (this.#current) this.#child = this.#start();
      } else if (this.#current) this.#settle({ error });
    };
    child.on('error', ended);
    child.on('exit', (code, signal) => {
      const wasEnded = signal === null || ['SIGINT', 'SIGTERM', 'SIGHUP'].includes(signal);
      ended(
        wasEnded ? new Error(`The process ended (${signal ?? code}).`) : new LimitError('memory'),
      );
    });
    return child;
  }

  #replace(): void {
    const child = this.#child;
    this.#child = null;
    child?.kill('SIGKILL');
  }
}

export interface BoundedProcessLimits {
  /** For each task. */
  timeLimitMs?: number;
  /** Of the whole process, with what Node itself needs. */
  memoryLimitMb?: number;
  /** How long it waits for another task. */
  idleMs?: number;
}

function pick(name: string): Record<string, string> {
  const value = process.env[name];
  return value === undefined ? {} : { [name]: value };
}
