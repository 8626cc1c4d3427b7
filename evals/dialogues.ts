/**
 * Talks to the demo shop as its visitors do, through `POST /chat` and without a model, and checks the
 * replies: the data's own checker reads its dialogues, and those of `visitorDialogues.jsonl`.
 *
 *   ECHOAI_EVAL_DATA=… npm run eval:dialogues
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { readConfig } from '../apps/server/src/config.ts';
import { openDatabase } from '../apps/server/src/platform/database/open.ts';
import { closeServer, takePort } from '../apps/server/src/platform/http/serve.ts';
import { createServer } from '../apps/server/src/server.ts';
import { eventually } from '../apps/server/src/testing/testServer.ts';

const ownDialogues = fileURLToPath(new URL('visitorDialogues.jsonl', import.meta.url));
/** Milliseconds in which the demo's pages are read; far more than they take. */
const longestReading = 5 * 60_000;

const data = process.env.ECHOAI_EVAL_DATA;
if (!data) {
  console.error('Set ECHOAI_EVAL_DATA to the folder that holds the evaluation data.');
  process.exit(1);
}
const directory = await mkdtemp(join(tmpdir(), 'echoai-dialogues-'));
const config = readConfig({
  ECHOAI_DATA_DIR: directory,
  ECHOAI_LOG: 'error',
  PORT: process.env.EVAL_PORT ?? '3998',
});
const port = await takePort(config);
const database = await openDatabase(config);
const server = await createServer({ config, database });
try {
  await server.prepare();
  port.open({ app: server.app, dashboard: (_request, response) => response.writeHead(404).end() });
  await server.work();
  await eventually(async () => (await countOpenJobs()) === 0, longestReading);
  const folder = join(data, 'dialogues');
  const origin = `http://127.0.0.1:${config.port}`;
  for (const file of [join(folder, 'dialogues.jsonl'), ownDialogues]) {
    console.log(file);
    const checker = spawn(process.execPath, [join(folder, 'check.mjs'), origin, file], {
      stdio: 'inherit',
    });
    const [code] = await once(checker, 'exit');
    process.exitCode ||= code ?? 1;
  }
} finally {
  await server.endStreams();
  await closeServer(port.server);
  await server.close();
  await rm(directory, { recursive: true, force: true });
}

function countOpenJobs(): Promise<number> {
  return database.asPlatform(async (tx) => {
    const { rows } = await tx.execute(sql`select from pgboss.job where state < 'completed'`);
    return rows.length;
  });
}
