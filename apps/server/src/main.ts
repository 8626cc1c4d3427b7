import './platform/resolveOnce.ts';
import { flushCompileCache } from 'node:module';
import { readConfig } from './config.ts';
import { explainStartError } from './startErrors.ts';

let release: (() => Promise<void>) | undefined;
try {
  const config = readConfig(process.env);
  // Only now: loading the server takes a second, and a variable that cannot be used is told before.
  const { openDatabase } = await import('./platform/database/open.ts');
  const { closeServer, serve } = await import('./platform/http/serve.ts');
  const { serveDashboard } = await import('./platform/http/serveDashboard.ts');
  const { createServer } = await import('./server.ts');
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
  console.log(lines.join('\n'));
  flushCompileCache(); // for the next start, also if this one is never ended but cut off
} catch (error) {
  console.error(explainStartError(error));
  await release?.().catch(() => {}); // gives the data directory back; the reason is said above
  process.exit(1);
}
