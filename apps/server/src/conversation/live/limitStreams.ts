import { createHash } from 'node:crypto';
import { isLoopback, widerNetwork } from '../../platform/http/clientAddress.ts';
import { tooMany } from '../../platform/http/limits.ts';

/** Streams open at once: of a visitor's token, of an address, of the /48 around an IPv6 address. */
const maxOfVisitor = 5;
const maxOfAddress = 50;
const maxOfWiderNetwork = 800;
/** Of all of this process. */
const maxOfProcess = 4_000;
const retryAfter = 30;

export interface StreamOwner {
  token: string | null;
  address: string;
  organisationId: string;
}

/**
 * Counts open streams. An organisation may have no more of them than are still free, so that neither
 * one nor several together leave nothing for the next.
 * @returns takes a stream and returns what gives it back
 */
export function limitStreams(): (owner: StreamOwner) => () => void {
  const open = new Map<string, number>();
  let ofProcess = 0;
  const openOf = (who: string) => open.get(who) ?? 0;

  return ({ token, address, organisationId }) => {
    const visitor = createHash('sha256')
      .update(token ?? '')
      .digest('base64');
    const network = widerNetwork(address);
    const limits: [who: string, most: number][] = [
      [`visitor ${visitor}`, maxOfVisitor],
      [`organisation ${organisationId}`, maxOfProcess - ofProcess],
      ...(isLoopback(address) ? [] : [[address, maxOfAddress] as [string, number]]),
      ...(network ? [[network, maxOfWiderNetwork] as [string, number]] : []),
    ];
    const full = limits.find(([who, most]) => openOf(who) >= most);
    if (full) throw tooMany('streams', retryAfter, 'Too many streams are open.');
    for (const [who] of limits) open.set(who, openOf(who) + 1);
    ofProcess++;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      ofProcess--;
      for (const [who] of limits) {
        const rest = openOf(who) - 1;
        if (rest === 0) open.delete(who);
        else open.set(who, rest);
      }
    };
  };
}
