import { createHmac } from 'node:crypto';

/**
 * The value of `webhook-signature` as https://www.standardwebhooks.com writes it.
 * @param timestamp in seconds since 1970
 * @param secret base64, behind `whsec_`
 */
export function signWebhook({
  id,
  timestamp,
  body,
  secret,
}: {
  id: string;
  timestamp: number | string;
  body: string | Uint8Array;
  secret: string;
}): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body);
  return `v1,${signature.digest('base64')}`;
}
