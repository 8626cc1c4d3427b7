import './platform/utcClock.ts';
import './platform/resolveOnce.ts';
import { flushCompileCache } from 'node:module';
import { readConfig } from './config.ts';
import { explainStartError } from './startErrors.ts';

/** Closes what the start has opened so far. */
let close = async () => {};
let isStopping = false;
/** Requests have ten seconds and jobs ten more; what then still hangs is left to the next start. */
const longestStopMs = 28_000;

async function stop(): Promise<void> {
  if (isStopping) return; // one Ctrl-C can arrive twice, by the terminal and by the start script
  isStopping = true;
  console.log('\nStopping …');
  setTimeout(() => process.exit(1), longestStopMs).unref();
  await close().catch(() => {});
  process.exit(0);
}
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
process.on('SIGHUP', stop);
// The start script holds this channel; when it dies, however it dies, so do we.
process.on('disconnect', stop);
if (process.connected === false) await stop(); // it died before we listened

try {
  const config = readConfig(process.env);
  // Only now: loading the server takes a second, and a variable that cannot be used is told before.
  const { closeServer, takePort } = await import('./platform/http/serve.ts');
  const { serveDashboard } = await import('./platform/http/serveDashboard.ts');
  const { openDatabase } = await import('./platform/database/open.ts');
  const { createServer } = await import('./server.ts');

  const port = await takePort(config);
  close = () => closeServer(port.server);
  const opening = openDatabase(config);
  close = async () => {
    await closeServer(port.server);
    await (await opening).close();
  };
  const database = await opening;
  const server = await createServer({ config, database });
  close = async () => {
    await server.endStreams();
    await closeServer(port.server);
    await server.close();
  };
  const { setupUrl } = await server.prepare();
  port.open({ app: server.app, dashboard: await serveDashboard() });
  await server.work();

  const seconds = (performance.now() / 1000).toFixed(1); // since the process began
  const lines = [
    `EchoAI is ready (${seconds} s)`,
    '',
    `  Dashboard    ${config.publicUrl}/`,
    ...(config.demo ? [`  Demo page    ${config.publicUrl}/demo`] : []),
    ...(setupUrl ? [`  First owner  ${setupUrl}`] : []),
    `  Stored in    ${config.databaseUrl ? 'PostgreSQL (DATABASE_URL)' : config.dataDirectory}`,
    `  Answers      ${config.chat ? `written by ${config.chat.model}` : 'quoted from your pages; set OPENAI_API_KEY for written ones'}`,
    '',
    'Ctrl-C stops it.',
  ];
  if (!isStopping) console.log(lines.join('\n'));
  flushCompileCache(); // for the next start, also if this one is never ended but cut off
} catch (error) {
  if (!isStopping) {
    console.error(explainStartError(error));
    await close().catch(() => {}); // gives the data directory back; the reason is said above
    process.exit(1);
  }
}
