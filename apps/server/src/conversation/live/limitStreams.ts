import { createHash } from 'node:crypto';
import { isLoopback, widerNetwork } from '../../platform/http/clientAddress.ts';
import { createPlaces } from '../../platform/http/places.ts';

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
 * Counts open streams.
 * @returns takes a stream and returns what gives it back
 */
export function limitStreams(): (owner: StreamOwner) => () => void {
  const words = 'Too many streams are open.';
  const places = createPlaces({ name: 'streams', most: maxOfProcess, retryAfter, words });
  return ({ token, address, organisationId }) => {
    const visitor = createHash('sha256')
      .update(token ?? '')
      .digest('base64');
    const network = widerNetwork(address);
    return places.take(organisationId, [
      [`visitor ${visitor}`, maxOfVisitor],
      ...(isLoopback(address) ? [] : [[address, maxOfAddress] as [string, number]]),
      ...(network ? [[network, maxOfWiderNetwork] as [string, number]] : []),
    ]);
  };
}
