import { createHash, randomBytes } from 'node:crypto';

/** A visitor's credential: 256 random bits that the browser keeps. */
export function newVisitorToken(): string {
  return `vt_${randomBytes(32).toString('base64url')}`;
}

/** What we store of it: SHA-256, hexadecimal. A slow hash is for guessable secrets; this is not. */
export function hashVisitorToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
