import type { IdentifyRequest } from '@echoai/contract';
import type { Identity } from '../protocol.ts';

/** What the host page says of its visitor. */
export interface Claim {
  request: IdentifyRequest;
  /** Whether it comes with a proof, which the server judges; an e-mail alone is hearsay. */
  isSigned: boolean;
  /** Stands for the person in storage, where no address shall lie. */
  fingerprint: string;
  /** Of the same person as a page may have named them before it signed. */
  hearsay: string;
}

/** @returns null when the page names nobody */
export function readClaim(identity: Identity | null | undefined): Claim | null {
  const text = (name: string) => (identity?.[name] ? String(identity[name]) : undefined);
  const request: IdentifyRequest = {
    externalId: text('externalId'),
    email: text('email'),
    name: text('name'),
    expiresAt: Number(identity?.expiresAt) || undefined,
    signature: text('signature'),
  };
  const { externalId = '', email = '', signature } = request;
  if (!externalId && !email && !signature) return null;
  const address = email.toLowerCase();
  return {
    request,
    isSigned: Boolean(externalId || signature),
    fingerprint: fingerprintOf(`${externalId}\n${address}`),
    hearsay: fingerprintOf(`\n${address}`),
  };
}

/**
 * 64 bits that only tell one person from another; FNV-1a from two starts. Nothing is opened by it: the
 * server checks the proof again on every page, and `crypto.subtle` is missing on pages without TLS.
 */
function fingerprintOf(text: string): string {
  return [0x811c9dc5, 0x01234567]
    .map((start) => {
      let hash = start;
      for (let at = 0; at < text.length; at += 1) {
        hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
      }
      return (hash >>> 0).toString(36);
    })
    .join('.');
}
