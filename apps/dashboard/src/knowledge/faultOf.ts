import type { Source } from '@echoai/contract';

const patienceMs = 10 * 60 * 1_000;

/** Why a source should be read again, in a sentence; null while it is well or under way. */
export function faultOf({ state, error, updatedAt }: Source): string | null {
  if (state === 'failed') return error;
  const isStuck = state !== 'ready' && Date.now() - Date.parse(updatedAt) > patienceMs;
  return isStuck ? 'Nothing has moved for ten minutes. The process may have died over it.' : null;
}
