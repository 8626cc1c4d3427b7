import { BlockList, isIP } from 'node:net';

const local = new BlockList();
local.addSubnet('127.0.0.0', 8, 'ipv4');
local.addSubnet('10.0.0.0', 8, 'ipv4');
local.addSubnet('172.16.0.0', 12, 'ipv4');
local.addSubnet('192.168.0.0', 16, 'ipv4');
local.addAddress('::1', 'ipv6');
local.addSubnet('fc00::', 7, 'ipv6');

/**
 * Who a request comes from. Behind a reverse proxy the socket shows the proxy, so `X-Forwarded-For`
 * is read, but only from a peer on a private network, and only its last entry, which that proxy
 * wrote: everything before it is the client's own word.
 */
export function clientAddress(peer: string | undefined, forwardedFor: string | undefined): string {
  const socket = (peer ?? '').replace(/^::ffff:/, '');
  const family = isIP(socket) === 6 ? 'ipv6' : 'ipv4';
  if (!forwardedFor || isIP(socket) === 0 || !local.check(socket, family)) return socket;
  const last = forwardedFor.split(',').at(-1)?.trim() ?? '';
  // Some proxies add the port. What is no address at all must not pass for this very machine.
  const address = last
    .replace(/^\[(.+)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1');
  return isIP(address) && !isLoopback(address) ? address : 'unknown';
}

/** Whether the request was made on this very machine, not by way of a proxy. */
export function isLoopback(address: string): boolean {
  return address === '::1' || /^127\./.test(address);
}
