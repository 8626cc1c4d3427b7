import { createHash } from 'node:crypto';
import type { SealedPlace } from '../platform/resealSecrets.ts';
import { type SealedFor, type Secrets, UnreadableSecret } from '../platform/secrets.ts';

/** What a webhook has that only its owner may read: its key, and the token in its address. */
export type HookSecret = 'key' | 'token';

/** Where they are sealed. Versions before 0014 stored the key as it is, and before 0024 the token. */
const places = {
  key: {
    table: 'workflows',
    id: 'id',
    column: 'hook_secret',
    field: 'webhook secret',
    isPlain: (stored) => stored.startsWith('whsec_'),
  },
  token: {
    table: 'workflows',
    id: 'id',
    column: 'hook_token',
    field: 'webhook address',
    // What is sealed has five parts, joined by full stops.
    isPlain: (stored) => !stored.includes('.'),
  },
} satisfies Record<HookSecret, SealedPlace>;

export const sealedHookSecrets: SealedPlace[] = Object.values(places);

/** Whose secret it is. */
export interface HookOf {
  organisationId: string;
  workflowId: string;
}

const placeOf = (what: HookSecret, { organisationId, workflowId: id }: HookOf): SealedFor => ({
  organisationId,
  id,
  field: places[what].field,
});

export function sealHookSecret(
  secrets: Secrets,
  { what, text, of }: { what: HookSecret; text: string; of: HookOf },
): Promise<string> {
  return secrets.seal(text, placeOf(what, of));
}

/** @returns null for one that cannot be read, since it was sealed with another ECHOAI_SECRET */
export async function openHookSecret(
  secrets: Secrets,
  { what, stored, of }: { what: HookSecret; stored: string; of: HookOf },
): Promise<string | null> {
  // An update seals them in the background; until then they are read as they were.
  if (places[what].isPlain(stored)) return stored;
  return secrets.open(stored, placeOf(what, of)).catch((error: unknown) => {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  });
}

/** What a token that somebody calls is found by, since those that are stored are sealed. */
export function hashHookToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
