import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../platform/secret.ts';

/** The cookie by which a browser shows that an account has signed in there before. */
export const browserCookie = 'echoai_browser';

/** A browser and the account that signed in there. */
export interface KnownBrowser {
  id: string;
  account: string;
}

/** What an account is called where its e-mail address must not stand. */
export function accountOf(email: string): string {
  return createHash('sha256').update(email.toLowerCase()).digest('base64url').slice(0, 22);
}

/** @param id of the browser, where it has one already */
export function writeBrowser(
  secret: string,
  { account, id = randomBytes(16).toString('base64url') }: { account: string; id?: string },
): string {
  return `${id}.${account}.${signatureOf(secret, { id, account })}`;
}

/** @returns null for what `writeBrowser` did not write */
export function readBrowser(
  secret: string,
  cookie: string | null | undefined,
): KnownBrowser | null {
  const [id = '', account = '', signature = ''] = cookie?.split('.') ?? [];
  const expected = Buffer.from(signatureOf(secret, { id, account }));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected)
    ? { id, account }
    : null;
}

function signatureOf(secret: string, { id, account }: KnownBrowser): string {
  return createHmac('sha256', deriveKey(secret, 'known browsers'))
    .update(`${id}.${account}`)
    .digest('base64url');
}
