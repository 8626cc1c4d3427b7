/** Trains in a thread of its own: the event loop answers visitors meanwhile. */
import { parentPort, workerData } from 'node:worker_threads';
import { encodeModel } from './modelFormat.ts';
import { type IntentExample, trainIntents } from './trainIntents.ts';

const trained = trainIntents(workerData as IntentExample[]);
parentPort?.postMessage(
  trained && { model: encodeModel(trained.model), confusions: trained.confusions },
);
