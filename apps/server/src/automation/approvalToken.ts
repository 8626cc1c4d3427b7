import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '../platform/secret.ts';

/**
 * What an approval link carries: which step is decided, and a signature that only we can make.
 * Whoever has the link may decide, once.
 */
export function approvalToken(secret: string, step: { organisationId: string; effectId: string }) {
  const subject = `${step.organisationId}.${step.effectId}`;
  return `${Buffer.from(subject).toString('base64url')}.${signatureOf(secret, subject)}`;
}

/** @returns null for what `approvalToken` did not make */
export function readApprovalToken(
  secret: string,
  token: string,
): { organisationId: string; executionId: string; visit: number } | null {
  const [encoded = '', signature = ''] = token.split('.');
  const subject = Buffer.from(encoded, 'base64url').toString();
  const expected = Buffer.from(signatureOf(secret, subject));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const [, organisationId, executionId, visit] = subject.match(/^(.+)\.(exe_\w+)-(\d+)$/) ?? [];
  if (!organisationId || !executionId) return null;
  return { organisationId, executionId, visit: Number(visit) };
}

function signatureOf(secret: string, subject: string): string {
  return createHmac('sha256', deriveKey(secret, 'approval links'))
    .update(subject)
    .digest('base64url');
}
