/** A unit vector in a signed byte a dimension: an eighth of its size, with a cosine good to 0.01. */
export function packVector(vector: readonly number[]): Buffer {
  const largest = Math.max(...vector.map(Math.abs), 1e-9);
  return Buffer.from(Int8Array.from(vector, (value) => Math.round((value / largest) * 127)).buffer);
}

/** The unit vector that `packVector` packed. */
export function unpackVector(packed: Uint8Array): Float32Array {
  const bytes = new Int8Array(packed.buffer, packed.byteOffset, packed.byteLength);
  const vector = Float32Array.from(bytes);
  const length = Math.hypot(...vector) || 1;
  return vector.map((value) => value / length);
}
