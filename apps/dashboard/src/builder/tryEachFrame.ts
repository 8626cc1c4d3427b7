/** Half a second: something that was just opened is there by then. */
const frames = 30;

/** Tries something from the next frame on, until it succeeds or it is too late. */
export function tryEachFrame(attempt: () => boolean): void {
  let left = frames;
  const tryIt = () => {
    if (!attempt() && left-- > 0) requestAnimationFrame(tryIt);
  };
  requestAnimationFrame(tryIt);
}
