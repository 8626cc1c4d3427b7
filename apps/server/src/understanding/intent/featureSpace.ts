/** How a set of texts sees words: which features it knows, and how much each tells. */
export interface FeatureSpace {
  /** The bucket of each column. */
  buckets: Int32Array;
  /** Of each column: high for a feature that few of the texts have. */
  rarity: Float32Array;
  /** Of a feature that none of the texts has. */
  unknownRarity: number;
  columnOf: Map<number, number>;
}

/** The features of a text that are known, as columns with weights. */
export interface Wording {
  columns: Int32Array;
  values: Float32Array;
}

/** @param least how many texts must have a feature for it to be known */
export function buildFeatureSpace({
  texts,
  least,
  most,
}: {
  texts: Map<number, number>[];
  least: number;
  /** Columns at most; the most frequent features stay. */
  most: number;
}): FeatureSpace {
  const counts = new Map<number, number>();
  for (const text of texts) {
    for (const bucket of text.keys()) counts.set(bucket, (counts.get(bucket) ?? 0) + 1);
  }
  const known = [...counts]
    .filter(([, count]) => count >= least)
    .sort(([a, x], [b, y]) => y - x || a - b)
    .slice(0, most);
  return spaceOf({
    buckets: Int32Array.from(known, ([bucket]) => bucket),
    rarity: Float32Array.from(known, ([, count]) => Math.log((texts.length + 1) / (count + 0.5))),
    unknownRarity: Math.log(2 * (texts.length + 1)),
  });
}

export function spaceOf(stored: Omit<FeatureSpace, 'columnOf'>): FeatureSpace {
  const columnOf = new Map<number, number>();
  for (const [column, bucket] of stored.buckets.entries()) columnOf.set(bucket, column);
  return { ...stored, columnOf };
}

/**
 * The text's features weighted by rarity (tf-idf), as a vector of length 1. What is not known has no
 * column, but its share of the length: a message of strange words is weak evidence for anything.
 */
export function toWording(space: FeatureSpace, features: Map<number, number>): Wording {
  const columns: number[] = [];
  const values: number[] = [];
  let squares = 0;
  for (const [bucket, count] of features) {
    const column = space.columnOf.get(bucket);
    const rarity = column === undefined ? space.unknownRarity : space.rarity[column]!;
    const value = (1 + Math.log(count)) * rarity;
    squares += value * value;
    if (column === undefined) continue;
    columns.push(column);
    values.push(value);
  }
  const length = Math.sqrt(squares) || 1;
  return {
    columns: Int32Array.from(columns),
    values: Float32Array.from(values, (value) => value / length),
  };
}
