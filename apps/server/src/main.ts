import { readConfig } from './config.ts';
import { openDatabase } from './platform/database/open.ts';
import { closeServer, serve } from './platform/http/serve.ts';
import { serveDashboard } from './platform/http/serveDashboard.ts';
import { createServer } from './server.ts';
import { explainStartError } from './startErrors.ts';

const startedAt = performance.now();
let release: (() => Promise<void>) | undefined;
try {
  const config = readConfig(process.env);
  const database = await openDatabase(config);
  release = database.close;
  const server = await createServer({ config, database });
  release = server.close;
  const { setupUrl } = await server.start();
  const http = await serve({ ...config, app: server.app, dashboard: await serveDashboard() });

  let isStopping = false;
  const stop = async () => {
    if (isStopping) return; // one Ctrl-C can arrive twice, by the terminal and by the start script
    isStopping = true;
    console.log('\nStopping …');
    await server.endStreams();
    await closeServer(http);
    await server.close();
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);
  // The start script holds this channel; when it dies, however it dies, so do we.
  process.on('disconnect', stop);

  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
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
  console.log(lines.join('\n'));
} catch (error) {
  console.error(explainStartError(error));
  await release?.().catch(() => {}); // gives the data directory back; the reason is said above
  process.exit(1);
}
