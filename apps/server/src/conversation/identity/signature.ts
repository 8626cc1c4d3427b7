import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../../platform/secret.ts';

/**
 * The secret by which a host site signs who its visitors are. Derived, so that nothing is stored;
 * another `version` makes another secret.
 */
export function identitySecret({
  secret,
  chatbotId,
  version,
}: {
  /** The installation's own. */
  secret: string;
  chatbotId: string;
  version: number;
}): string {
  return `is_${deriveKey(secret, `identity ${chatbotId} ${version}`)}`;
}

/** What a host site states of its visitor. */
export interface Statement {
  chatbotId: string;
  externalId: string;
  email: string | undefined;
  /** Seconds since 1970. */
  expiresAt: number;
}

/** HMAC-SHA256 over the statement's four parts, joined by line feeds; hexadecimal. */
export function signStatement(
  secret: string,
  { chatbotId, externalId, email, expiresAt }: Statement,
): string {
  const text = [chatbotId, externalId, email ?? '', expiresAt].join('\n');
  return createHmac('sha256', secret).update(text).digest('hex');
}

export function isSignedBy(secret: string, statement: Statement, signature: string): boolean {
  const expected = Buffer.from(signStatement(secret, statement));
  const given = Buffer.from(signature.toLowerCase());
  return given.length === expected.length && timingSafeEqual(given, expected);
}
