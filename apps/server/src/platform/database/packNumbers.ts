/** PostgreSQL's number of the type `real`. */
const realType = 700;

/**
 * An array of `real` as PostgreSQL sends and takes it in binary, of `numbers` one behind the other. Written
 * as text, the vectors of a document took most of the time of its ingestion to make and to read.
 */
export function packNumbers(numbers: Float32Array[]): Buffer {
  const count = numbers.reduce((sum, { length }) => sum + length, 0);
  const packed = Buffer.alloc(20 + 8 * count);
  packed.writeInt32BE(1, 0); // dimensions
  packed.writeInt32BE(0, 4); // no nulls
  packed.writeInt32BE(realType, 8);
  packed.writeInt32BE(count, 12);
  packed.writeInt32BE(1, 16); // the first is number 1
  let at = 20;
  for (const each of numbers) {
    for (const number of each) {
      packed.writeInt32BE(4, at);
      packed.writeFloatBE(number, at + 4);
      at += 8;
    }
  }
  return packed;
}
