/** A request that a provider sends us by itself. */
export interface SignedRequest {
  method: string;
  /** As the provider knows it, whatever a proxy made of it. */
  url: string;
  /** By name in small letters. */
  headers: Record<string, string>;
  body: string;
  now: Date;
}

/** Something happened at the provider that may start workflows. */
export interface TriggerEvent {
  type: 'trigger';
  /** Of the node that begins such workflows. */
  kind: string;
  /** The same whenever it is told again. */
  id: string;
  /** Of the provider's, as connections keep it. */
  accountId: string;
  /** What the trigger gives. */
  event: Record<string, unknown>;
}

/** Somebody answered what a workflow asked there. */
export interface DecisionEvent {
  type: 'decision';
  accountId: string;
  effectId: string;
  decision: 'approved' | 'declined';
  decidedBy: string;
  /** Where to say what came of it: that it counts, or that it came too late. */
  respond: { url: string; counts: object; late: object } | null;
}

export type ProviderEvent = TriggerEvent | DecisionEvent;

/** How a provider tells what happens, by requests to us. */
export interface ProviderEvents {
  /** Whether it is the provider's, and not older than some minutes. */
  verify(
    request: SignedRequest,
    app: { clientSecret: string; signingSecret: string | null },
  ): Promise<boolean>;
  /** @returns what happened, and the answer when it must be another than an empty one */
  read(request: SignedRequest): { events: ProviderEvent[]; reply?: string };
}

/** HMAC-SHA-256 as bytes. */
export async function hmac(secret: string, text: string): Promise<Uint8Array> {
  const encoder = new TextEncoder();
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', encoder.encode(secret), algorithm, false, [
    'sign',
  ]);
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function isSame(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let place = 0; place < one.length; place++)
    difference |= one.charCodeAt(place) ^ (other.charCodeAt(place) || 0);
  return difference === 0;
}

/** Whether a time that was signed lies within five minutes of now. @param at milliseconds since 1970 */
export function isRecent(at: number, now: Date): boolean {
  return Math.abs(now.getTime() - at) <= 300_000;
}
