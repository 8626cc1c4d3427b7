import { z } from 'zod';
import { spaceOf } from './featureSpace.ts';
import type { IntentModel } from './intentModel.ts';
import { dimensions } from './softmax.ts';

/**
 * A model as bytes: the length of a JSON header (four bytes, the low one first), the header, and
 * numbers. Weights are kept in one byte each, with a scale for each row. Seven intents of ten examples take
 * 300 kB.
 */
const header = z.object({
  format: z.literal(1),
  intentIds: z.array(z.string()),
  columns: z.int(),
  neighbours: z.int(),
  unknownRarity: z.number(),
  calibration: z.object({ slope: z.number(), intercept: z.number() }),
});

export function encodeModel({
  intentIds,
  space,
  softmax,
  neighbours,
  calibration,
}: IntentModel): Uint8Array {
  const { classes } = softmax;
  const columns = space.buckets.length;
  const head = new TextEncoder().encode(
    JSON.stringify({
      format: 1,
      intentIds,
      columns,
      neighbours: neighbours.vectors.length / dimensions,
      unknownRarity: space.unknownRarity,
      calibration,
    } satisfies z.input<typeof header>),
  );
  return joinBytes([
    Uint32Array.of(head.length),
    head,
    space.buckets,
    space.rarity,
    softmax.bias,
    neighbours.starts,
    ...pack(softmax.meaning, classes),
    ...pack(softmax.wording, columns),
    ...pack(neighbours.vectors, neighbours.vectors.length / dimensions),
  ]);
}

/** @throws when the bytes are none of this format, such as those of another version */
export function decodeModel(bytes: Uint8Array): IntentModel {
  const { head, headLength } = readHeader(bytes);
  const { intentIds, columns, unknownRarity, calibration } = head;
  const classes = intentIds.length + 1;
  const read = createReader(bytes, 4 + headLength);
  const buckets = new Int32Array(read(4 * columns));
  const rarity = new Float32Array(read(4 * columns));
  const bias = new Float32Array(read(4 * classes));
  const starts = new Int32Array(read(4 * (classes + 1)));
  const meaning = unpack(read, { rows: classes, width: dimensions });
  const wording = unpack(read, { rows: columns, width: classes });
  const vectors = unpack(read, { rows: head.neighbours, width: dimensions });
  return {
    intentIds,
    space: spaceOf({ buckets, rarity, unknownRarity }),
    softmax: { classes, bias, meaning, wording },
    neighbours: { vectors, starts },
    calibration,
  };
}

/** The same model with other ids for its intents. */
export function nameIntents(bytes: Uint8Array, nameOf: (intentId: string) => string): Uint8Array {
  const { head, headLength } = readHeader(bytes);
  const named = new TextEncoder().encode(
    JSON.stringify({ ...head, intentIds: head.intentIds.map(nameOf) }),
  );
  return joinBytes([Uint32Array.of(named.length), named, bytes.subarray(4 + headLength)]);
}

function readHeader(bytes: Uint8Array) {
  const headLength = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  const text = new TextDecoder().decode(bytes.subarray(4, 4 + headLength));
  return { head: header.parse(JSON.parse(text)), headLength };
}

type Read = (length: number) => ArrayBuffer;

/** Reads one piece after the other, each as a buffer of its own. */
function createReader(bytes: Uint8Array, start: number): Read {
  let at = start;
  return (length) => {
    const piece = new Uint8Array(length);
    piece.set(bytes.subarray(at, at + length));
    at += length;
    return piece.buffer;
  };
}

const largest = 127;

/** Each row's scale, and all values as whole multiples of it. */
function pack(values: Float32Array, rows: number): [Float32Array, Int8Array] {
  const width = values.length / Math.max(rows, 1);
  const scales = new Float32Array(rows);
  const packed = new Int8Array(values.length);
  for (let row = 0; row < rows; row++) {
    const part = values.subarray(row * width, (row + 1) * width);
    const scale = part.reduce((most, value) => Math.max(most, Math.abs(value)), 0) / largest;
    scales[row] = scale;
    if (scale === 0) continue;
    for (const [place, value] of part.entries()) {
      packed[row * width + place] = Math.round(value / scale);
    }
  }
  return [scales, packed];
}

function unpack(read: Read, { rows, width }: { rows: number; width: number }): Float32Array {
  const scales = new Float32Array(read(4 * rows));
  const packed = new Int8Array(read(rows * width));
  const values = new Float32Array(packed.length);
  // Loops, since a visitor waits for a new model: Float32Array.from takes ten times as long.
  for (let row = 0; row < rows; row++) {
    const scale = scales[row]!;
    for (let place = row * width; place < (row + 1) * width; place++)
      values[place] = packed[place]! * scale;
  }
  return values;
}

function joinBytes(parts: ArrayBufferView[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.byteLength, 0));
  let at = 0;
  for (const { buffer, byteOffset, byteLength } of parts) {
    joined.set(new Uint8Array(buffer, byteOffset, byteLength), at);
    at += byteLength;
  }
  return joined;
}
