/** The sums that a ridge regression needs of its rows; those of parts add up to the whole's. */
export interface Moments {
  size: number;
  /** Weighted sums of products of columns, `size` × `size`, by rows; the lower half only. */
  products: Float64Array;
  /** Weighted sums of each column times the target. */
  targets: Float64Array;
}

export function momentsOf({
  rows,
  weight,
  size,
}: {
  rows: { columns: Float64Array; target: number }[];
  weight: number;
  size: number;
}): Moments {
  const products = new Float64Array(size * size);
  const targets = new Float64Array(size);
  for (const { columns, target } of rows) {
    for (let i = 0; i < size; i++) {
      const value = weight * columns[i]!;
      if (value === 0) continue;
      targets[i]! += value * target;
      for (let j = 0, at = i * size; j <= i; j++, at++) products[at]! += value * columns[j]!;
    }
  }
  return { size, products, targets };
}

export function addMoments(parts: Moments[]): Moments {
  const { size } = parts[0]!;
  const products = new Float64Array(size * size);
  const targets = new Float64Array(size);
  for (const part of parts) {
    for (let at = 0; at < products.length; at++) products[at]! += part.products[at]!;
    for (let at = 0; at < size; at++) targets[at]! += part.targets[at]!;
  }
  return { size, products, targets };
}

/**
 * The weights that fit best, each held small by its penalty, by Cholesky's decomposition.
 * @param penalties one a column
 */
export function solveRidge(
  { size, products, targets }: Moments,
  penalties: number[],
): Float64Array {
  const lower = products.slice();
  for (let i = 0; i < size; i++) {
    lower[i * size + i]! += penalties[i]!;
    for (let j = 0; j <= i; j++) {
      let sum = lower[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      lower[i * size + j] = i === j ? Math.sqrt(sum) : sum / lower[j * size + j]!;
    }
  }
  const weights = targets.slice();
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) weights[i]! -= lower[i * size + k]! * weights[k]!;
    weights[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) weights[i]! -= lower[k * size + i]! * weights[k]!;
    weights[i]! /= lower[i * size + i]!;
  }
  return weights;
}
