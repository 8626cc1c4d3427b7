import type { Source } from '@echoai/contract';

const patienceMs = 10 * 60 * 1_000;

/** Why a source should be read again, in a sentence; null while it is well or under way. */
export function faultOf({ state, error, updatedAt }: Source): string | null {
  if (state === 'failed') return error;
  const isStuck = state !== 'ready' && Date.now() - Date.parse(updatedAt) > patienceMs;
  return isStuck ? 'Nothing has moved for ten minutes. The process may have died over it.' : null;
}

/** How much of a source that is ready could not be read, and why; null where all of it could. */
export function lossOf({ state, unread }: Source): string | null {
  if (state !== 'ready' || !unread) return null;
  return `${unread.percent} % of the text could not be read. ${unread.reason}`;
}
