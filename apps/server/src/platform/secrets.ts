import { createHash } from 'node:crypto';
import { CompactEncrypt, compactDecrypt, decodeProtectedHeader, errors } from 'jose';
import { deriveKey } from './secret.ts';

/** What a sealed text belongs to: another organisation's, thing's or field's cannot be opened as it. */
export interface SealedFor {
  organisationId: string;
  /** Id of the row that holds it. */
  id: string;
  field: string;
}

/** Seals texts that only the server may read: credentials and tokens, as JSON Web Encryption. */
export interface Secrets {
  seal(text: string, of: SealedFor): Promise<string>;
  /** @throws {UnreadableSecret} when it was sealed with another secret, or for something else */
  open(sealed: string, of: SealedFor): Promise<string>;
  /** Whether it is sealed with the secret of now, and not with the one before. */
  isCurrent(sealed: string): boolean;
}

/** Sealed with a secret that this server does not have, changed, or for something else. */
export class UnreadableSecret extends Error {
  override name = 'UnreadableSecret';
}

/**
 * @param previous the secret of before, while what it sealed is sealed anew
 */
export function createSecrets({
  secret,
  previous,
}: {
  secret: string;
  previous: string | null;
}): Secrets {
  const current = keyOf(secret);
  const keys = [current, ...(previous ? [keyOf(previous)] : [])];
  return {
    seal: (text, of) =>
      new CompactEncrypt(Buffer.from(text, 'utf8'))
        // The header is authenticated: the sealed text stays bound to its place.
        .setProtectedHeader({
          alg: 'A256GCMKW',
          enc: 'A256GCM',
          kid: current.id,
          for: placeOf(of),
        })
        .encrypt(current.bytes),
    async open(sealed, of) {
      try {
        const { kid } = decodeProtectedHeader(sealed);
        const key = keys.find(({ id }) => id === kid);
        if (!key) throw new UnreadableSecret('It was sealed with another ECHOAI_SECRET.');
        const { plaintext, protectedHeader } = await compactDecrypt(sealed, key.bytes, {
          keyManagementAlgorithms: ['A256GCMKW'],
          contentEncryptionAlgorithms: ['A256GCM'],
        });
        if (protectedHeader.for !== placeOf(of))
          throw new UnreadableSecret('It was sealed for something else.');
        return Buffer.from(plaintext).toString('utf8');
      } catch (error) {
        if (error instanceof errors.JOSEError || error instanceof TypeError)
          throw new UnreadableSecret('It was changed after it was sealed.', { cause: error });
        throw error;
      }
    },
    isCurrent: (sealed) => decodeProtectedHeader(sealed).kid === current.id,
  };
}

function keyOf(secret: string): { id: string; bytes: Uint8Array } {
  const bytes = Buffer.from(deriveKey(secret, 'sealed secrets'), 'hex');
  const id = createHash('sha256').update('key id').update(bytes).digest('base64url').slice(0, 12);
  return { id, bytes };
}

const placeOf = ({ organisationId, id, field }: SealedFor) => `${organisationId} ${id} ${field}`;
