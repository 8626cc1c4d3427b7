export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation. */
export function spread(values: number[]): number {
  const middle = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - middle) ** 2)));
}

/** Pearson's r. */
export function correlation(a: number[], b: number[]): number {
  const [meanOfA, meanOfB] = [mean(a), mean(b)];
  const together = mean(a.map((value, index) => (value - meanOfA) * (b[index]! - meanOfB)));
  return together / (spread(a) * spread(b));
}
