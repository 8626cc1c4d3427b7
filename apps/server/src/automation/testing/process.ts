/** A server in a process of its own, to be killed: without dashboard, and with models that cost nothing. */
import { readConfig } from '../../config.ts';
import { openDatabase } from '../../platform/database/open.ts';
import { serve } from '../../platform/http/serve.ts';
import { createServer } from '../../server.ts';
import { createFakeModels } from '../../testing/fakeModels.ts';

const config = readConfig(process.env);
const database = await openDatabase(config);
const server = await createServer({ config, database, models: createFakeModels() });
await server.start();
await serve({
  ...config,
  app: server.app,
  dashboard: (_request, response) => response.writeHead(404).end(),
});
process.send?.('ready');
process.on('disconnect', () => process.exit(1));
