/** How many of the last scored messages tell the trend; more would say how the session began. */
const considered = 6;

/**
 * How much the mood of a session rose or fell over its last messages: the mean of the later half of
 * the last six scores less the mean of the earlier half, −2 (from delighted to furious) … 2, to two
 * decimals. Of an odd number the middle one counts in neither. 0 for fewer than two scores, when
 * nothing can have changed.
 * @param scores of a session's messages in order, −1 … 1; null for those without, which are skipped
 */
export function readTrend(scores: (number | null)[]): number {
  const last = scores.filter((score) => score !== null).slice(-considered);
  if (last.length < 2) return 0;
  const half = Math.floor(last.length / 2);
  const change = mean(last.slice(-half)) - mean(last.slice(0, half));
  return Math.round(100 * change) / 100 || 0;
}

function mean(scores: number[]): number {
  return scores.reduce((sum, score) => sum + score, 0) / scores.length;
}
