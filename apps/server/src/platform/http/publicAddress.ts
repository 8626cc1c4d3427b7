import ipaddr from 'ipaddr.js';

/** Within the internet's ranges by number, and yet the inside of a cloud or not given out. */
const exceptions = ['168.63.129.16/32', '3fff::/20'].map((range) => ipaddr.parseCIDR(range));
const internetOfV6 = ipaddr.parseCIDR('2000::/3');
/** An IPv4 address as networks without IPv4 write it (NAT64): the last 32 bits are the address. */
const translated = ipaddr.parseCIDR('64:ff9b::/96');

/**
 * Whether an address is one of the internet: not of this machine, of a network of one's own, of
 * a cloud's metadata, of a group, or of a range kept for something else.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = plain(ipaddr.process(text));
  if (address.range() !== 'unicast' || exceptions.some((range) => isWithin(address, range)))
    return false;
  return address.kind() === 'ipv4' || isWithin(address, internetOfV6);
}

/** Whether a list names the host, or the address that it has. */
export function isListed(
  list: readonly string[],
  { hostname, address }: { hostname: string; address: string },
): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  return list.some((entry) => {
    const range = rangeOf(entry);
    return range ? isWithin(ipaddr.process(address), range) : entry.toLowerCase() === host;
  });
}

type Address = ReturnType<typeof ipaddr.process>;
type Range = ReturnType<typeof ipaddr.parseCIDR>;

function rangeOf(text: string): Range | null {
  const isAddress = ipaddr.IPv4.isValidFourPartDecimal(text) || ipaddr.IPv6.isValid(text);
  if (isAddress) return [ipaddr.process(text), text.includes(':') ? 128 : 32];
  const isRange = ipaddr.IPv4.isValidCIDRFourPartDecimal(text) || ipaddr.IPv6.isValidCIDR(text);
  return isRange ? ipaddr.parseCIDR(text) : null;
}

function isWithin(address: Address, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match(network, bits);
}

function plain(address: Address): Address {
  if (!isWithin(address, translated)) return address;
  return ipaddr.fromByteArray(address.toByteArray().slice(12));
}
