import type { Wording } from './featureSpace.ts';

/** Numbers of a text's vector. */
export const dimensions = 512;

/** A text as the classifier sees it: its meaning, and its wording. */
export interface Input {
  /** Unit vector of 512 numbers. */
  embedding: Float32Array;
  wording: Wording;
}

/** Multinomial logistic regression on meaning and wording together. */
export interface Softmax {
  classes: number;
  bias: Float32Array;
  /** 512 numbers a class. */
  meaning: Float32Array;
  /** As many numbers a column as there are classes. */
  wording: Float32Array;
}

const learningRate = 2;
const biasRate = 0.1;
/** Changes smaller than this are left out: of 150 classes, most have next to none. */
const negligible = 1e-3;

/**
 * Trains by stochastic gradient descent, with steps that shrink to nothing. The order is drawn by a
 * fixed seed: the same input gives the same weights.
 */
export function trainSoftmax({
  inputs,
  labels,
  weights,
  classes,
  columns,
  epochs,
}: {
  inputs: Input[];
  /** Class of each input. */
  labels: Int32Array;
  /** How much each class's inputs count. */
  weights: Float32Array;
  classes: number;
  columns: number;
  epochs: number;
}): Softmax {
  const model: Softmax = {
    classes,
    bias: new Float32Array(classes),
    meaning: new Float32Array(classes * dimensions),
    wording: new Float32Array(columns * classes),
  };
  const order = Int32Array.from(inputs.keys());
  const random = seededRandom();
  const errors = new Float32Array(classes);
  const steps = epochs * inputs.length;
  for (let step = 0; step < steps; step++) {
    if (step % inputs.length === 0) shuffle(order, random);
    const index = order[step % inputs.length]!;
    const label = labels[index]!;
    toProbabilities(scoreInto(errors, model, inputs[index]!));
    errors[label]! -= 1;
    const rate = learningRate * (1 - step / steps) * weights[label]!;
    learn({ model, input: inputs[index]!, errors, rate });
  }
  return model;
}

function learn({
  model: { classes, bias, meaning, wording },
  input: { embedding, wording: words },
  errors,
  rate,
}: {
  model: Softmax;
  input: Input;
  errors: Float32Array;
  rate: number;
}): void {
  const changed: number[] = [];
  for (let one = 0; one < classes; one++) {
    const error = errors[one]!;
    if (error > -negligible && error < negligible) continue;
    changed.push(one);
    const change = -rate * error;
    bias[one]! += biasRate * change;
    const start = one * dimensions;
    for (let place = 0; place < dimensions; place += 4) {
      meaning[start + place]! += change * embedding[place]!;
      meaning[start + place + 1]! += change * embedding[place + 1]!;
      meaning[start + place + 2]! += change * embedding[place + 2]!;
      meaning[start + place + 3]! += change * embedding[place + 3]!;
    }
  }
  for (let place = 0; place < words.columns.length; place++) {
    const start = words.columns[place]! * classes;
    const change = -rate * words.values[place]!;
    for (const one of changed) wording[start + one]! += change * errors[one]!;
  }
}

/** Each class's score (log-odds up to a constant) for an input. */
export function scoresOf(model: Softmax, input: Input): Float32Array {
  return scoreInto(new Float32Array(model.classes), model, input);
}

function scoreInto(scores: Float32Array, model: Softmax, input: Input): Float32Array {
  const { classes, bias, meaning, wording } = model;
  const { columns, values } = input.wording;
  for (let one = 0; one < classes; one++) {
    scores[one] = bias[one]! + dot(meaning, one * dimensions, input.embedding);
  }
  for (let place = 0; place < columns.length; place++) {
    const start = columns[place]! * classes;
    const value = values[place]!;
    for (let one = 0; one < classes; one++) scores[one]! += value * wording[start + one]!;
  }
  return scores;
}

/** Four sums at a time: a processor adds them side by side. */
export function dot(many: Float32Array, start: number, vector: Float32Array): number {
  let [one, two, three, four] = [0, 0, 0, 0];
  for (let place = 0; place < dimensions; place += 4) {
    one += many[start + place]! * vector[place]!;
    two += many[start + place + 1]! * vector[place + 1]!;
    three += many[start + place + 2]! * vector[place + 2]!;
    four += many[start + place + 3]! * vector[place + 3]!;
  }
  return one + two + three + four;
}

function toProbabilities(scores: Float32Array): void {
  let highest = -Infinity;
  for (const score of scores) if (score > highest) highest = score;
  let sum = 0;
  for (let one = 0; one < scores.length; one++) {
    scores[one] = Math.exp(scores[one]! - highest);
    sum += scores[one]!;
  }
  for (let one = 0; one < scores.length; one++) scores[one]! /= sum;
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other]!, order[last]!];
  }
}

/** Mulberry32: numbers from 0 to 1, always the same ones. */
function seededRandom(): () => number {
  let state = 1;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
