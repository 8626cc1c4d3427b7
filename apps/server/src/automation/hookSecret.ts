import type { SealedPlace } from '../platform/resealSecrets.ts';
import { type SealedFor, type Secrets, UnreadableSecret } from '../platform/secrets.ts';

const field = 'webhook secret';

/** Where the secrets of webhooks are sealed. Versions before 0014 stored them as they are. */
export const sealedHookSecrets: SealedPlace = {
  table: 'workflows',
  id: 'id',
  column: 'hook_secret',
  field,
  isPlain: (stored) => stored.startsWith('whsec_'),
};

/** Whose secret it is. */
export interface HookOf {
  organisationId: string;
  workflowId: string;
}

const placeOf = ({ organisationId, workflowId: id }: HookOf): SealedFor => ({
  organisationId,
  id,
  field,
});

export function sealHookSecret(secrets: Secrets, secret: string, of: HookOf): Promise<string> {
  return secrets.seal(secret, placeOf(of));
}

/**
 * The secret by which a webhook is signed.
 * @throws {UnreadableSecret} when it was sealed with another ECHOAI_SECRET
 */
export async function openHookSecret(
  secrets: Secrets,
  stored: string,
  of: HookOf,
): Promise<string> {
  // An update seals them in the background; until then they are read as they were.
  return sealedHookSecrets.isPlain!(stored) ? stored : secrets.open(stored, placeOf(of));
}

/** As `openHookSecret`; null for one that cannot be read. */
export function openHookSecretIfReadable(
  ...args: Parameters<typeof openHookSecret>
): Promise<string | null> {
  return openHookSecret(...args).catch((error: unknown) => {
    if (error instanceof UnreadableSecret) return null;
    throw error;
  });
}
