/**
 * Learns the acts that the product recognises, from its own examples, CLINC150's small talk and
 * questions about the world, and writes the model that it ships.
 *
 *   ECHOAI_EVAL_DATA=… npm run train:acts
 */
import { writeFile } from 'node:fs/promises';
import { openModels } from '../apps/server/src/platform/models/models.ts';
import { actModelFile } from '../apps/server/src/understanding/acts/actModel.ts';
import { readExamples } from '../apps/server/src/understanding/acts/examples/readExamples.ts';
import { encodeModel } from '../apps/server/src/understanding/intent/modelFormat.ts';
import { trainIntents } from '../apps/server/src/understanding/intent/trainIntents.ts';
import { readClincActs, readWorldQuestions } from './actData.ts';

const models = openModels({
  chat: null,
  embedding: { model: 'offline', apiKey: '', baseUrl: null },
});
const examples = [
  ...readExamples(),
  ...(await readClincActs('clinc150-full-train')),
  ...(await readWorldQuestions()),
];
const vectors = await models.embedPassages(
  'offline',
  examples.map(({ text }) => text),
);
const trained = trainIntents(
  examples.map(({ act, text }, index) => ({ intentId: act, text, embedding: vectors[index]! })),
  { keepsNear: true },
);
const bytes = encodeModel(trained!.model);
await writeFile(actModelFile, bytes);
console.log(`Learned from ${examples.length} messages: ${Math.round(bytes.length / 1024)} kB`);
await models.close();
