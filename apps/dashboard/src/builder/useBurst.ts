import { useCallback, useRef } from 'react';

/** How long one may pause within a burst of typing, in milliseconds. */
const pause = 1_000;

/** Names bursts of typing: edits of one thing without a pause are one step of undo. */
export function useBurst(): (thing: string) => string {
  const last = useRef({ at: 0, count: 0 });
  return useCallback((thing) => {
    const now = Date.now();
    const count = last.current.count + (now - last.current.at > pause ? 1 : 0);
    last.current = { at: now, count };
    return `${thing} ${count}`;
  }, []);
}
