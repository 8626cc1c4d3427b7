import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientAddress, isLoopback } from './clientAddress.ts';

describe('a client’s address', () => {
  it.each<[string, string | undefined, string | undefined, string]>([
    ['the socket’s without a proxy', '203.0.113.9', undefined, '203.0.113.9'],
    ['without the IPv6 prefix of IPv4', '::ffff:203.0.113.9', undefined, '203.0.113.9'],
    ['what a local proxy says', '127.0.0.1', '203.0.113.9', '203.0.113.9'],
    ['what a local IPv6 proxy says', 'fd00::1', '2001:db8::7', '2001:db8::7'],
    ['what a proxy in a container says', '::ffff:172.18.0.5', '203.0.113.9', '203.0.113.9'],
    [
      'the last of a list, which the proxy wrote',
      '10.0.0.2',
      '1.1.1.1, 203.0.113.9',
      '203.0.113.9',
    ],
    ['not the client’s word without a proxy', '203.0.113.9', '127.0.0.1', '203.0.113.9'],
    ['not that of a neighbour outside 172.16/12', '172.32.0.1', '1.1.1.1', '172.32.0.1'],
    ['what a proxy says without its port', '127.0.0.1', '203.0.113.9:4711', '203.0.113.9'],
    ['the same of IPv6', '127.0.0.1', '[2001:db8::7]:4711', '2001:db8::7'],
    ['unknown when the proxy says nonsense', '127.0.0.1', '1.1.1.1, nonsense', 'unknown'],
    ['unknown when it is said to be this machine', '127.0.0.1', '127.0.0.1', 'unknown'],
    ['the socket’s when the header is empty', '127.0.0.1', '', '127.0.0.1'],
    ['kept with its zone', 'fe80::1%eth0', '1.1.1.1', 'fe80::1%eth0'],
    ['empty when the socket is gone', undefined, '1.1.1.1', ''],
  ])('is %s', (_, peer, forwardedFor, address) => {
    expect(clientAddress(peer, forwardedFor)).toBe(address);
  });

  it('from outside does not depend on the header at all', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        expect(clientAddress('203.0.113.9', header)).toBe('203.0.113.9');
      }),
    );
  });

  it('behind a proxy is the one it wrote, whatever the client put before it', () => {
    const address = fc.oneof(fc.ipV4(), fc.ipV6()).filter((one) => !isLoopback(one));
    fc.assert(
      fc.property(fc.string(), address, (word, written) => {
        expect(clientAddress('127.0.0.1', `${word}, ${written}`)).toBe(written);
      }),
    );
  });

  it('behind a proxy never passes for this very machine, which is not limited', () => {
    const word = fc.oneof(fc.string(), fc.constantFrom('127.0.0.1', '::1', '[::1]:80', '127.1:80'));
    fc.assert(
      fc.property(word, (header) => {
        fc.pre(header !== '');
        expect(isLoopback(clientAddress('127.0.0.1', header))).toBe(false);
      }),
    );
  });
});

it('loopback is this machine only', () => {
  expect(['127.0.0.1', '127.8.8.8', '::1'].every(isLoopback)).toBe(true);
  const others = ['10.0.0.1', '1127.0.0.1', '::2', '::11', '', '192.168.127.1', '0.0.0.0'];
  expect(others.some(isLoopback)).toBe(false);
});
