/**
 * Whether a message's intent is recognised, and that it has none, with the offline models:
 *
 *   ECHOAI_EVAL_DATA=… npm run eval:intent
 *
 * CLINC150 at its full size, Banking77 from ten examples an intent, small sets of intents drawn from
 * CLINC150 as an owner would have them, and the intents that a new chatbot has, on
 * `shopMessages.jsonl`.
 */
import { readFile } from 'node:fs/promises';
import { openModels } from '../apps/server/src/platform/models/models.ts';
import { defaultIntents } from '../apps/server/src/understanding/intent/defaultIntents.ts';
import { everydayMessages } from '../apps/server/src/understanding/intent/everydayMessages.ts';
import { classifyIntent } from '../apps/server/src/understanding/intent/intentModel.ts';
import { decodeModel } from '../apps/server/src/understanding/intent/modelFormat.ts';
import { trainInThread } from '../apps/server/src/understanding/intent/trainInThread.ts';
import type { IntentExample } from '../apps/server/src/understanding/intent/trainIntents.ts';
import { parseLines, percent, readData } from './workspace.ts';

interface Labelled {
  text: string;
  /** Null for a message of no intent. */
  intent: string | null;
}

const models = openModels({
  chat: null,
  embedding: { model: 'offline', apiKey: '', baseUrl: null },
});
const clincTraining = await embed(await readData<Labelled>('intent/clinc150-full-train.jsonl'));
const clincTest = await embed(await readData<Labelled>('intent/clinc150-val.jsonl'));
const banking = await embed(await readData<Labelled>('intent/banking77-train.jsonl'));
const shopFile = await readFile(new URL('./shopMessages.jsonl', import.meta.url), 'utf8');
const shop = await embed(parseLines<Labelled>(shopFile));
const shopExamples = await embed(
  defaultIntents.flatMap(({ name, examples }) => examples.map((text) => ({ text, intent: name }))),
);
const titles = await embed(
  defaultIntents.map(({ name, title }) => ({ text: title, intent: name })),
);
const everyday = await embed(everydayMessages.map((text) => ({ text, intent: null })));
await models.close();

{
  const withoutNone = clincTraining.filter(({ intentId }) => intentId !== null);
  report('CLINC150', await test([...withoutNone, ...everyday], clincTest));
  const withNone = [...clincTraining, ...everyday];
  report('CLINC150, with its 100 rows of no intent', await test(withNone, clincTest));
}
{
  const { examples, rest } = takeExamples({ rows: banking, intents: namesOf(banking), count: 10 });
  report('Banking77, 10 examples', await test([...examples, ...everyday], rest));
}
for (const [size, count] of [
  [5, 5],
  [7, 10],
  [10, 10],
  [10, 20],
] as const) {
  report(`CLINC150, ${size} intents of ${count}`, await testSmallSets({ size, count }));
}
{
  const examples = [...titles.map((title) => ({ ...title, isTitle: true })), ...shopExamples];
  report('The shop’s seven intents', await test([...examples, ...everyday], shop));
}

async function embed(rows: Labelled[]): Promise<IntentExample[]> {
  console.error(`embedding ${rows.length} texts`);
  const vectors = await models.embedPassages(
    'offline',
    rows.map(({ text }) => text),
  );
  return rows.map(({ text, intent }, index) => ({
    text,
    intentId: intent,
    embedding: vectors[index]!,
  }));
}

interface Outcome {
  /** Whether the message has an intent. */
  isKnown: boolean;
  /** Whether the likeliest intent is the right one. */
  isRight: boolean;
  confidence: number;
}

async function test(examples: IntentExample[], messages: IntentExample[]): Promise<Measured> {
  const startedAt = performance.now();
  const trained = await trainInThread(examples, new AbortController().signal);
  const trainingMs = performance.now() - startedAt;
  const model = decodeModel(trained!.model);
  const classifiedAt = performance.now();
  const outcomes = messages.map(({ intentId, ...message }): Outcome => {
    const { confidence, scores } = classifyIntent(model, message);
    return {
      isKnown: intentId !== null,
      isRight: scores[0]!.intentId === intentId,
      confidence,
    };
  });
  const eachMs = (performance.now() - classifiedAt) / messages.length;
  return { outcomes, trainingMs, eachMs, bytes: trained!.model.length };
}

interface Measured {
  outcomes: Outcome[];
  trainingMs: number;
  eachMs: number;
  bytes: number;
}

/** Ten sets of neighbouring intents in the order of their names; every other message has none. */
async function testSmallSets({ size, count }: { size: number; count: number }): Promise<Measured> {
  const names = namesOf(clincTraining);
  const all: Measured[] = [];
  for (let set = 0; set < 10; set++) {
    // Steps of 41 lead to every name, and far from the one before.
    const intents = Array.from(
      { length: size },
      (_, index) => names[((set * size + index) * 41) % names.length]!,
    );
    const { examples } = takeExamples({ rows: clincTraining, intents, count });
    const messages = clincTest.map((row) => ({
      ...row,
      intentId: intents.includes(row.intentId!) ? row.intentId : null,
    }));
    all.push(await test([...examples, ...everyday], messages));
  }
  const mean = (of: (measured: Measured) => number) =>
    all.reduce((sum, measured) => sum + of(measured), 0) / all.length;
  return {
    outcomes: all.flatMap(({ outcomes }) => outcomes),
    trainingMs: mean(({ trainingMs }) => trainingMs),
    eachMs: mean(({ eachMs }) => eachMs),
    bytes: mean(({ bytes }) => bytes),
  };
}

/** So many examples of each intent, spread evenly over the file; and the rest of these intents. */
function takeExamples({
  rows,
  intents,
  count,
}: {
  rows: IntentExample[];
  intents: string[];
  count: number;
}) {
  const examples: IntentExample[] = [];
  const rest: IntentExample[] = [];
  for (const intent of intents) {
    const own = rows.filter(({ intentId }) => intentId === intent);
    const taken = new Set(
      Array.from({ length: count }, (_, index) => Math.floor((index * own.length) / count)),
    );
    for (const [index, row] of own.entries()) (taken.has(index) ? examples : rest).push(row);
  }
  return { examples, rest };
}

function namesOf(rows: IntentExample[]): string[] {
  return [...new Set(rows.flatMap(({ intentId }) => intentId ?? []))].sort();
}

function report(name: string, { outcomes, trainingMs, eachMs, bytes }: Measured): void {
  const known = outcomes.filter(({ isKnown }) => isKnown);
  const others = outcomes.filter(({ isKnown }) => !isKnown);
  const at = (threshold: number) => {
    const right = known.filter(
      ({ isRight, confidence }) => isRight && confidence >= threshold,
    ).length;
    const refused = others.filter(({ confidence }) => confidence < threshold).length;
    const recall = others.length > 0 ? `, none ${percent(refused / others.length)}` : '';
    return `at ${threshold.toFixed(2)}: right ${percent(right / known.length)}${recall}`;
  };
  // The strictest threshold that leaves 95 % of the messages with an intent right.
  const confidences = known
    .flatMap(({ isRight, confidence }) => (isRight ? confidence : []))
    .sort((a, b) => b - a);
  const strictest = confidences[Math.ceil(0.95 * known.length) - 1];
  console.log(
    [
      name,
      `without a threshold ${percent(known.filter(({ isRight }) => isRight).length / known.length)}`,
      ...(strictest === undefined ? [] : [at(strictest)]),
      ...[0.3, 0.4, 0.5, 0.6].map(at),
      `trained in ${(trainingMs / 1000).toFixed(1)} s, ${eachMs.toFixed(2)} ms a message, ${Math.round(bytes / 1000)} kB`,
    ].join('\n  '),
  );
}
