/** A chat model that answers at once: an OpenAI-compatible server, in a process of its own. */
import { startModelServer } from '../apps/server/src/testing/modelServer.ts';

const text =
  'You can return it within thirty days of delivery, unused and with its tags [1]. Shoes may be returned within sixty days [2].';
const { url, state } = await startModelServer({ kind: 'answer', text });
// Its record of requests would grow through a long run.
setInterval(() => {
  state.requests.length = 0;
  state.readings.length = 0;
}, 1_000).unref();
process.send?.({ url });
