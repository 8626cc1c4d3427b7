import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../platform/errors.ts';
import { signWebhook } from './signWebhook.ts';

/** Seconds by which the sender's clock may differ, and so long a copy is worth something. */
const toleranceSeconds = 300;

/**
 * Checks a request's signature as https://www.standardwebhooks.com writes it: `webhook-signature`
 * has HMAC-SHA-256 over `id.timestamp.body`, in base64, behind `v1,`; several are tried.
 * @param secret base64, behind `whsec_`
 * @throws {AppError} `signature-invalid`
 */
export function verifyWebhook({
  headers,
  body,
  secret,
  now,
}: {
  headers: Headers;
  body: string | Uint8Array;
  secret: string;
  now: Date;
}): void {
  const id = headers.get('webhook-id');
  const timestamp = headers.get('webhook-timestamp');
  const signatures = headers.get('webhook-signature');
  if (!id || !timestamp || !signatures)
    throw invalid('The headers webhook-id, webhook-timestamp and webhook-signature are needed.');
  const age = Math.abs(now.getTime() / 1_000 - Number(timestamp));
  if (!(age <= toleranceSeconds)) throw invalid('webhook-timestamp is not within five minutes.');
  const expected = Buffer.from(signWebhook({ id, timestamp, body, secret }).slice(3), 'base64');
  const isOurs = signatures.split(' ').some((signature) => {
    const given = Buffer.from(signature.replace(/^v1,/, ''), 'base64');
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  if (!isOurs) throw invalid('The signature is not that of this body by the workflow’s secret.');
}

const invalid = (detail: string) => new AppError('signature-invalid', detail);
