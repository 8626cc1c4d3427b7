import { type CredentialSecret, isWithinHost } from '@echoai/contract';
import type { Database } from '../platform/database/database.ts';
import { type Secrets, UnreadableSecret } from '../platform/secrets.ts';
import { useCredential } from './credentialStore.ts';

/** A credential that cannot be used, and why, in the owner's words. */
export class CredentialError extends Error {
  override name = 'CredentialError';
}

/**
 * The header that a credential adds to a request.
 * @throws {CredentialError} when it is gone, unreadable, or must not go to that host
 */
export async function authorize({
  database,
  secrets,
  organisationId,
  credentialId: id,
  url,
}: {
  database: Database;
  secrets: Secrets;
  organisationId: string;
  credentialId: string;
  url: string;
}): Promise<Record<string, string>> {
  const used = await database
    .withOrganisation(organisationId, (tx) => useCredential(tx, { secrets, organisationId, id }))
    .catch((error: unknown) => {
      if (!(error instanceof UnreadableSecret)) throw error;
      throw new CredentialError(
        'The credential cannot be read, since ECHOAI_SECRET was changed. Enter it anew in the settings, or give the secret before as ECHOAI_SECRET_PREVIOUS.',
        { cause: error },
      );
    });
  if (!used) throw new CredentialError('The credential was deleted. Choose another one.');
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  if (!used.hosts.some((allowed) => isWithinHost(host, allowed)))
    throw new CredentialError(
      `The credential “${used.name}” is for ${used.hosts.join(', ')} and is not sent to ${host || 'this address'}.`,
    );
  return headerOf(used.secret);
}

function headerOf(secret: CredentialSecret): Record<string, string> {
  if (secret.type === 'bearer') return { authorization: `Bearer ${secret.token}` };
  if (secret.type === 'header') return { [secret.name.toLowerCase()]: secret.value };
  const pair = Buffer.from(`${secret.username}:${secret.password}`, 'utf8').toString('base64');
  return { authorization: `Basic ${pair}` };
}
