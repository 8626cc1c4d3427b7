/**
 * A server in a process of its own, to be killed: without dashboard, and with models that cost
 * nothing. It loads its code at once, which takes longest, and starts when it is told a port.
 */
import { readConfig } from '../../config.ts';
import { openDatabase } from '../../platform/database/open.ts';
import { serve } from '../../platform/http/serve.ts';
import { createServer } from '../../server.ts';
import { createFakeModels } from '../../testing/fakeModels.ts';

process.on('disconnect', () => process.exit(1));
process.once('message', async (port) => {
  const config = readConfig({ ...process.env, PORT: String(port) });
  const database = await openDatabase(config);
  const server = await createServer({ config, database, models: createFakeModels() });
  await server.start();
  const dashboard: Parameters<typeof serve>[0]['dashboard'] = (_request, response) =>
    response.writeHead(404).end();
  await serve({ ...config, app: server.app, dashboard });
  process.send?.('ready');
});
