import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** Milliseconds before a lost connection is tried again; doubled with each failure. */
const firstDelayMs = 250;
const longestDelayMs = 10_000;

/**
 * Listens on a connection of its own, and goes on when it breaks: notifications sent meanwhile are
 * lost, so `wake` is called after each reconnect too.
 * @returns stops listening
 */
export async function listenOnPostgres({
  url,
  channel,
  wake,
  onTrouble,
}: {
  url: string;
  channel: string;
  wake: () => void;
  onTrouble: (error: unknown) => void;
}): Promise<() => Promise<void>> {
  const stopping = new AbortController();
  let client: Client | undefined;

  async function connect(): Promise<void> {
    const connecting = new Client({
      connectionString: url,
      application_name: 'echoai-live',
      connectionTimeoutMillis: 10_000,
      keepAlive: true,
    });
    client = connecting;
    connecting.on('notification', wake);
    let isLost = false;
    const lose = (error?: unknown) => {
      if (isLost || stopping.signal.aborted) return;
      isLost = true;
      if (error) onTrouble(error);
      connecting.end().catch(() => {});
      void reconnect();
    };
    let isReady = false;
    connecting.on('error', (error) => isReady && lose(error));
    connecting.on('end', () => isReady && lose());
    try {
      await connecting.connect();
      await connecting.query(`listen ${channel}`);
    } catch (error) {
      connecting.end().catch(() => {});
      throw error;
    }
    isReady = true;
  }

  async function reconnect(): Promise<void> {
    for (let delay = firstDelayMs; ; delay = Math.min(delay * 2, longestDelayMs)) {
      await sleep(delay, undefined, { signal: stopping.signal }).catch(() => {});
      if (stopping.signal.aborted) return;
      try {
        await connect();
        break;
      } catch (error) {
        onTrouble(error);
      }
    }
    if (stopping.signal.aborted) await client?.end();
    else wake();
  }

  await connect();
  return async () => {
    stopping.abort();
    await client?.end().catch(() => {});
  };
}
