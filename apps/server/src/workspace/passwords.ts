import { tryGetCurrentAuthEndpointContext } from '@better-auth/core/context';
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, createAuthMiddleware } from 'better-auth/api';
import { AppError } from '../platform/errors.ts';

/** Characters of a password; the rest of a longer one would not be judged. */
export const maxPasswordLength = 128;

/** The longest that may be guessed within a million attempts: score 1 of `zxcvbn`. */
const guessable = 1;

let judge: Promise<ZxcvbnFactory> | undefined;

/** The list of 49,000 breached passwords is loaded when a password is first chosen: it takes 0.3 s. */
async function loadJudge(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory }, { dictionary, adjacencyGraphs: graphs }] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new ZxcvbnFactory({ dictionary, graphs, maxLength: maxPasswordLength });
}

/**
 * What is wrong with a new password: known from breaches, or made of such a one, of a row of keys or of
 * `words`. The list is shipped, so nothing is asked outside.
 * @param words about the person, such as the e-mail address
 * @returns a sentence; null for a password that can be taken
 */
export async function weaknessOf(password: string, words: string[] = []): Promise<string | null> {
  judge ??= loadJudge();
  const about = words.flatMap((word) => [word, ...word.split(/\W+/)]);
  const { score } = (await judge).check(password, ['echoai', ...about].filter(Boolean));
  if (score > guessable) return null;
  return 'This password is easy to guess: lists of stolen passwords have it, or one like it. Choose another, such as four words that have nothing to do with each other.';
}

/** @throws {AppError} `invalid-request` for a password that is easy to guess */
export async function refuseWeakPassword(password: string, words: string[]): Promise<void> {
  const message = await weaknessOf(password, words);
  if (!message) return;
  throw new AppError('invalid-request', message, { fields: [{ path: 'password', message }] });
}

/** Hashes the password of an unknown address, so that it takes as long as a known one. */
export const signInPath = '/sign-in/email';

/**
 * Makes better-auth refuse weak passwords wherever it is about to store one, and end all other
 * sessions when a password is changed, whatever the request says.
 */
export function goodPasswords() {
  return {
    id: 'good-passwords',
    init: ({ password: passwords }) => ({
      context: {
        password: {
          ...passwords,
          async hash(password) {
            const endpoint = tryGetCurrentAuthEndpointContext();
            if (endpoint?.path && endpoint.path !== signInPath) {
              const user = endpoint.context.session?.user;
              const message = await weaknessOf(password, user ? [user.email, user.name] : []);
              if (message) throw new APIError('BAD_REQUEST', { code: 'WEAK_PASSWORD', message });
            }
            return passwords.hash(password);
          },
        },
      },
    }),
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/change-password',
          handler: createAuthMiddleware(async ({ body }) => ({
            context: { body: { ...body, revokeOtherSessions: true } },
          })),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}
