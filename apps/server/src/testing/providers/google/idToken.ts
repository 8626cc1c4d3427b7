import { generateKeyPairSync, sign } from 'node:crypto';
import type { GoogleAccount } from '../google.ts';
import type { Grant } from '../oauth.ts';

/** Signs id tokens with a key of its own, made when it is needed. */
export function createIdTokens() {
  let pair: ReturnType<typeof newPair> | undefined;
  const newPair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyPair = () => {
    pair ??= newPair();
    return pair;
  };
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    sign({ account, asked }: Grant<GoogleAccount>): string {
      const now = Math.floor(Date.now() / 1000);
      const claims = {
        iss: 'https://accounts.google.com',
        aud: asked.get('client_id'),
        azp: asked.get('client_id'),
        sub: account.id,
        email: account.email,
        email_verified: true,
        iat: now,
        exp: now + 3600,
        ...(asked.has('nonce') && { nonce: asked.get('nonce') }),
      };
      const content = `${encode({ alg: 'RS256', kid: 'key-1', typ: 'JWT' })}.${encode(claims)}`;
      const signature = sign('sha256', Buffer.from(content), keyPair().privateKey);
      return `${content}.${signature.toString('base64url')}`;
    },
    keys: () => ({
      keys: [
        {
          ...keyPair().publicKey.export({ format: 'jwk' }),
          kid: 'key-1',
          alg: 'RS256',
          use: 'sig',
        },
      ],
    }),
  };
}
