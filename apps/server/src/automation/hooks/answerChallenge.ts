import type { definition } from '@echoai/automation/nodes/webhook/definition';
import { isSame } from '@echoai/integrations/events';
import type { z } from 'zod';
import { AppError } from '../../platform/errors.ts';

type Config = z.output<typeof definition.config>;

/** A sender's challenge, in the form that the sender wants it back. */
type Challenge = { text: string } | { json: Record<string, string> };

const longest = 2_000;

/**
 * The challenge that a sender sends before anything else; null for none. Meta: `hub.challenge`;
 * Dropbox: `challenge`; Microsoft: `validationToken`; Okta: a header; Slack and Monday: a body.
 */
export function findChallenge({
  method,
  query,
  headers,
  body,
}: {
  method: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}): Challenge | null {
  const isRead = method === 'GET' || method === 'HEAD';
  const asked = isRead
    ? (query.get('hub.challenge') ?? query.get('challenge') ?? query.get('validationToken'))
    : query.get('validationToken');
  if (asked !== null) return asked.length <= longest ? { text: asked } : null;
  const okta = isRead ? headers.get('x-okta-verification-challenge') : null;
  if (okta !== null) return { json: { verification: okta.slice(0, longest) } };
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return null;
  const { type, challenge, ...rest } = body as Record<string, unknown>;
  const isAsked = type === 'url_verification' || (type === undefined && isEmpty(rest));
  return isAsked && typeof challenge === 'string' && challenge.length <= longest
    ? { json: { challenge } }
    : null;
}

const isEmpty = (record: object) => Object.keys(record).length === 0;

/** Whether the owner lets this webhook answer challenges. */
export function answersChallenges({ challenges, signed }: Config): boolean {
  return challenges === 'always' || (challenges === 'unless_signed' && !signed);
}

/**
 * The answer to a challenge; an empty one for a request that only checks whether the address exists.
 * @throws {AppError} `forbidden` for another verify token than the owner's
 */
export function answerChallenge(
  challenge: Challenge | null,
  { query, config: { verifyToken } }: { query: URLSearchParams; config: Config },
): Response {
  const given = query.get('hub.verify_token') ?? '';
  if (verifyToken && query.has('hub.challenge') && !isSame(given, verifyToken))
    throw new AppError('forbidden', 'hub.verify_token is not the verify token of this webhook.');
  // Text that somebody else chose: no browser may take it for a page.
  const headers = { 'x-content-type-options': 'nosniff', 'content-security-policy': 'sandbox' };
  if (challenge && 'json' in challenge) return Response.json(challenge.json, { headers });
  return new Response(challenge?.text ?? '', {
    headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
  });
}
