import { calibrate, type Outcome } from './calibration.ts';
import { buildFeatureSpace, toWording } from './featureSpace.ts';
import { type Confusion, confusionsOf, type HeldOut } from './findConfusions.ts';
import { type IntentModel, type Neighbours, weighClasses } from './intentModel.ts';
import { dimensions, dot, type Input, scoresOf, trainSoftmax } from './softmax.ts';
import { textFeatures } from './textFeatures.ts';

export interface IntentExample {
  /** Null for what has no intent, such as an everyday message. */
  intentId: string | null;
  text: string;
  /** Unit vector of the offline model, 512 numbers. */
  embedding: ArrayLike<number>;
  /** A title or name: it says what an intent is about, but not as a visitor would. */
  isTitle?: boolean;
}

export interface TrainedIntents {
  model: IntentModel;
  confusions: Confusion[];
}

/** Sets of examples that are held out in turn. */
const folds = 5;
/** Above so many examples times intents, only one fold is held out; training takes seconds. */
const largeWork = 400_000;
/** Everyday messages that are so near to an example, by cosine, are something this owner answers. */
const tooNear = 0.75;
/** How much everyday messages count altogether, in intents of average size. */
const everydayShare = 2.5;

/**
 * Learns intents from examples: a classifier of meaning and wording with one more class for messages
 * of no intent, calibrated on examples that were held out. Deterministic: the same examples in the
 * same order give the same model. Takes half a second for 7 intents of 10 examples and 15 s for 150 of 100.
 * @param keepsNear whether messages of no intent stay that are near an example: true where they were
 *   written to tell the two apart
 * @returns null without any example of an intent
 */
export function trainIntents(
  examples: IntentExample[],
  { keepsNear = false } = {},
): TrainedIntents | null {
  const rows = readRows(examples, keepsNear);
  if (rows.intentIds.length === 0) return null;
  const everything = rows.all.map((_, index) => index);
  const heldOut: HeldOut[] = [];
  const isLarge = rows.all.length * rows.intentIds.length > largeWork;
  for (let fold = 0; fold < (isLarge ? 1 : folds); fold++) {
    const kept = everything.filter((index) => rows.all[index]!.fold !== fold);
    const model = fit(rows, kept);
    const taught = new Set(kept.map((index) => rows.all[index]!.label));
    for (const row of rows.all) {
      // An intent's only example cannot be recognised while it is held out.
      if (row.fold === fold && taught.has(row.label)) heldOut.push(judge(model, row));
    }
  }
  const model = fit(rows, everything);
  const calibration = calibrate(heldOut.map(toOutcome(rows.intentIds.length)));
  if (isLarge) {
    heldOut.push(...rows.all.filter(({ fold }) => fold > 0).map((row) => judge(model, row)));
  }
  return {
    model: { ...model, intentIds: rows.intentIds, calibration },
    confusions: confusionsOf({ heldOut, intentIds: rows.intentIds }),
  };
}

export interface Row {
  text: string;
  features: Map<number, number>;
  embedding: Float32Array;
  label: number;
  /** When it is held out; −1 for a title, which never is. */
  fold: number;
}

interface Rows {
  intentIds: string[];
  all: Row[];
}

/** In the order of their classes; see `trainIntents` for messages of no intent that are near an example. */
function readRows(examples: IntentExample[], keepsNear: boolean): Rows {
  const intentIds = [
    ...new Set(examples.flatMap(({ intentId, isTitle }) => (isTitle ? [] : (intentId ?? [])))),
  ];
  const labelOf = new Map<string | null, number>(intentIds.map((id, label) => [id, label]));
  labelOf.set(null, intentIds.length);
  const counts = new Map<number, number>();
  const read = examples.flatMap(({ intentId, text, embedding, isTitle }): Row[] => {
    const label = labelOf.get(intentId);
    if (label === undefined) return [];
    const place = counts.get(label) ?? 0;
    if (!isTitle) counts.set(label, place + 1);
    return [
      {
        text,
        label,
        features: textFeatures(text),
        embedding: Float32Array.from(embedding),
        fold: isTitle ? -1 : place % folds,
      },
    ];
  });
  const owned = read.filter(({ label }) => label < intentIds.length);
  const everyday = read.filter(
    ({ label, embedding }) =>
      label === intentIds.length &&
      (keepsNear || owned.every((row) => dot(row.embedding, 0, embedding) < tooNear)),
  );
  return { intentIds, all: [...owned.sort((a, b) => a.label - b.label), ...everyday] };
}

type Fitted = Omit<IntentModel, 'intentIds' | 'calibration'>;

function fit({ intentIds, all }: Rows, kept: number[]): Fitted {
  const rows = kept.map((index) => all[index]!);
  const classes = intentIds.length + 1;
  const isLarge = rows.length * classes > largeWork;
  const space = buildFeatureSpace({
    texts: rows.map(({ features }) => features),
    least: isLarge ? 2 : 1,
    most: Math.floor(maxWeights / classes),
  });
  const everyday = rows.filter(({ label }) => label === classes - 1).length;
  const average = (rows.length - everyday) / intentIds.length;
  const weights = new Float32Array(classes).fill(1);
  weights[classes - 1] = Math.min(1, (everydayShare * average) / Math.max(everyday, 1));
  const softmax = trainSoftmax({
    inputs: rows.map((row) => toInput(row)),
    labels: Int32Array.from(rows, ({ label }) => label),
    weights,
    classes,
    columns: space.buckets.length,
    epochs: Math.max(4, Math.min(20, Math.floor(maxWork / (rows.length * classes)))),
  });
  return { space, softmax, neighbours: neighboursOf(rows, classes) };

  function toInput({ embedding, features }: Row): Input {
    return { embedding, wording: toWording(space, features) };
  }
}

/** Bounds of the wording's weights, of the examples' vectors, and of training. */
const maxWeights = 8_000_000;
const maxNeighbours = 10_000;
const maxWork = 9_000_000;

/** The examples' vectors; of a great many, every so manieth of each class. */
function neighboursOf(rows: Row[], classes: number): Neighbours {
  const every = Math.ceil(rows.length / maxNeighbours);
  const starts = new Int32Array(classes + 1);
  const kept: Float32Array[] = [];
  for (let one = 0; one < classes; one++) {
    const ofClass = rows.filter(({ label }) => label === one);
    kept.push(...ofClass.filter((_, index) => index % every === 0).map((row) => row.embedding));
    starts[one + 1] = kept.length;
  }
  const vectors = new Float32Array(kept.length * dimensions);
  for (const [index, vector] of kept.entries()) vectors.set(vector, index * dimensions);
  return { vectors, starts };
}

function judge(model: Fitted, row: Row): HeldOut {
  const input = { embedding: row.embedding, wording: toWording(model.space, row.features) };
  const [first] = weighClasses(model, input);
  const scores = scoresOf(model.softmax, input);
  return {
    row,
    takenFor: first!.one,
    evidence: first!.evidence,
    advantage: scores[first!.one]! - scores[row.label]!,
  };
}

const toOutcome =
  (none: number) =>
  ({ row, takenFor, evidence }: HeldOut): Outcome => ({
    evidence,
    outcome: row.label === none ? 'other' : row.label === takenFor ? 'right' : 'wrong',
  });
