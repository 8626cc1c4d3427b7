import ipaddr from 'ipaddr.js';

/** Counts for everybody whose address nobody vouches for, together. */
const unknown = 'unknown';
const loopback = ['127.0.0.0/8', '::1/128'];

type Address = ipaddr.IPv4 | ipaddr.IPv6;
type Range = [Address, number];

/**
 * Says whose uses a request counts for: an IPv4 address, or the /64 of an IPv6 address, since every
 * connection to the internet has a whole one.
 * @param trusted addresses and ranges of reverse proxies, or `loopback`
 * @param onIgnored called with the address of a neighbour whose `X-Forwarded-For` is not believed
 */
export function createClientAddress(
  trusted: string[],
  onIgnored: (peer: string) => void = () => {},
): (peer: string | undefined, forwardedFor: string | undefined) => string {
  const proxies = trusted
    .flatMap((entry) => (entry === 'loopback' ? loopback : entry))
    .map(rangeOf);
  const isProxy = (address: Address) => proxies.some((range) => isWithin(address, range));

  return (peer, forwardedFor) => {
    const socket = parse(peer ?? '');
    if (!socket) return '';
    if (!forwardedFor) return networkOf(socket);
    if (!isProxy(socket)) {
      if (isNeighbour(socket)) onIgnored(socket.toString());
      // What came through a proxy on this machine is not the owner's own.
      return socket.range() === 'loopback' ? unknown : networkOf(socket);
    }
    // Each proxy adds whom it heard from at the end; what comes before is the client's own word.
    let address: Address | null = socket;
    for (const entry of forwardedFor.split(',').reverse()) {
      address = parse(withoutPort(entry.trim()));
      if (!address || !isProxy(address)) break;
    }
    if (!address || address.range() === 'loopback') return unknown;
    return networkOf(address);
  };
}

/** Whether the request was made on this very machine, not by way of a proxy. */
export function isLoopback(address: string): boolean {
  return /^127\.\d+\.\d+\.\d+$/.test(address) || address === '0:0:0:0::/64';
}

/** The /48 in which the /64 lies; null for an IPv4 address. */
export function widerNetwork(network: string): string | null {
  const groups = network.match(/^([\da-f]+:[\da-f]+:[\da-f]+):[\da-f]+::\/64$/);
  return groups ? `${groups[1]}::/48` : null;
}

function networkOf(address: Address): string {
  if (address instanceof ipaddr.IPv4) return address.toString();
  const groups = address.parts.slice(0, 4).map((part) => part.toString(16));
  return `${groups.join(':')}::/64`;
}

/** An IPv4 address written as IPv6 counts as IPv4. @returns null for what is no address */
function parse(text: string): Address | null {
  // The library takes `1` and `0x7f.1` for addresses too; no proxy writes them so.
  const isPlain = text.includes(':') || /^\d+\.\d+\.\d+\.\d+$/.test(text);
  return isPlain && ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** Some proxies add the port. */
function withoutPort(entry: string): string {
  return entry.replace(/^\[(.+)\](?::\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
}

function rangeOf(entry: string): Range {
  if (entry.includes('/')) return ipaddr.parseCIDR(entry);
  const address = ipaddr.process(entry);
  return [address, address instanceof ipaddr.IPv4 ? 32 : 128];
}

function isWithin(address: Address, [base, bits]: Range): boolean {
  return address.kind() === base.kind() && address.match(base, bits);
}

function isNeighbour(address: Address): boolean {
  return ['loopback', 'private', 'uniqueLocal', 'linkLocal', 'carrierGradeNat'].includes(
    address.range(),
  );
}
