import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createClientAddress, isLoopback, widerNetwork } from './clientAddress.ts';

const proxies = ['loopback', '10.0.0.0/8', 'fd00::/8', '2001:db8:ffff::1'];
const behindProxies = createClientAddress(proxies);
const withoutProxies = createClientAddress([]);

describe('whose uses a request counts for', () => {
  it.each<[string, string | undefined, string | undefined, string]>([
    ['an IPv4 address', '203.0.113.9', undefined, '203.0.113.9'],
    ['IPv4 written as IPv6', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['an IPv6 /64', '2001:db8:1:2:3:4:5:6', undefined, '2001:db8:1:2::/64'],
    ['the same /64 by another address', '2001:DB8:1:2::1', undefined, '2001:db8:1:2::/64'],
    ['a zone is no part of it', 'fe80::1%eth0', undefined, 'fe80:0:0:0::/64'],
    ['what a trusted proxy wrote', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['the same over IPv6', '::1', '2001:db8:1:2::7', '2001:db8:1:2::/64'],
    ['the same in a container', '::ffff:10.18.0.5', '203.0.113.9', '203.0.113.9'],
    ['a trusted proxy by its address', '2001:db8:ffff::1', '203.0.113.9', '203.0.113.9'],
    ['the last of a list', '10.0.0.2', '1.1.1.1, 203.0.113.9', '203.0.113.9'],
    [
      'the last before a chain of proxies',
      '10.0.0.2',
      '1.1.1.1, 203.0.113.9,10.9.9.9',
      '203.0.113.9',
    ],
    ['a client in the network of the proxies', '10.0.0.2', '10.7.7.7', '10.7.7.7'],
    ['without the port', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['without the port of IPv6', '127.0.0.1', '[2001:db8:1:2::7]:4711', '2001:db8:1:2::/64'],
    ['unknown when the proxy wrote nonsense', '127.0.0.1', '1.1.1.1, nonsense', 'unknown'],
    ['unknown for half an address', '127.0.0.1', '1.1', 'unknown'],
    ['unknown for an empty entry', '127.0.0.1', '1.1.1.1,', 'unknown'],
    ['unknown when it is said to be this machine', '127.0.0.1', '127.0.0.1', 'unknown'],
    ['the socket’s when the header is empty', '127.0.0.1', '', '127.0.0.1'],
    ['the socket’s, since nobody trusts it', '192.168.0.4', '1.1.1.1', '192.168.0.4'],
    ['empty when the socket is gone', undefined, '1.1.1.1', ''],
  ])('%s', (_, peer, forwardedFor, address) => {
    expect(behindProxies(peer, forwardedFor)).toBe(address);
  });

  it('does not depend on X-Forwarded-For where no proxy is trusted, private networks included', () => {
    const peers = ['203.0.113.9', '10.0.0.2', '172.18.0.5', '192.168.0.4'];
    fc.assert(
      fc.property(fc.constantFrom(...peers), fc.oneof(fc.string(), fc.ipV4()), (peer, header) => {
        expect(withoutProxies(peer, header)).toBe(peer);
      }),
    );
    expect(withoutProxies('fd00::5', '1.1.1.1')).toBe('fd00:0:0:0::/64');
  });

  it('is nobody’s own for what came through a proxy on this machine that is not trusted', () => {
    expect(withoutProxies('127.0.0.1', undefined)).toBe('127.0.0.1');
    expect(withoutProxies('127.0.0.1', '203.0.113.9')).toBe('unknown');
    expect(withoutProxies('::1', '127.0.0.1')).toBe('unknown');
  });

  it('tells of neighbours that are not believed, and not of strangers', () => {
    const onIgnored = vi.fn();
    const read = createClientAddress(['10.0.0.1'], onIgnored);
    read('203.0.113.9', '1.1.1.1');
    read('10.0.0.1', '1.1.1.1');
    read('172.18.0.5', undefined);
    expect(onIgnored).not.toHaveBeenCalled();
    read('172.18.0.5', '1.1.1.1');
    expect(onIgnored).toHaveBeenCalledExactlyOnceWith('172.18.0.5');
  });

  it('behind a proxy is whom it wrote, whatever the client put before it', () => {
    const written = fc.ipV4().filter((one) => !/^(127|10)\./.test(one));
    fc.assert(
      fc.property(fc.string(), written, (word, address) => {
        expect(behindProxies('127.0.0.1', `${word}, ${address}`)).toBe(address);
      }),
    );
  });

  it('behind a proxy never passes for this very machine, which is not limited', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('127.0.0.1', '::1', '[::1]:80', '127.1:80'));
    fc.assert(
      fc.property(word, (header) => {
        fc.pre(header !== '');
        expect(isLoopback(behindProxies('127.0.0.1', header))).toBe(false);
      }),
    );
  });
});

it('loopback is this machine only', () => {
  const own = ['127.0.0.1', '127.8.8.8', '::1'].map((peer) => withoutProxies(peer, undefined));
  expect(own.every(isLoopback)).toBe(true);
  const others = ['10.0.0.1', '1127.0.0.1', '::1:0:0:0:2', '', '192.168.127.1', '0.0.0.0'];
  expect(others.map((peer) => withoutProxies(peer, undefined)).some(isLoopback)).toBe(false);
});

it('a /64 lies in a /48, and an IPv4 address in nothing that is counted', () => {
  expect(widerNetwork('2001:db8:1:2::/64')).toBe('2001:db8:1::/48');
  expect(widerNetwork('203.0.113.9')).toBeNull();
  expect(widerNetwork('unknown')).toBeNull();
});
