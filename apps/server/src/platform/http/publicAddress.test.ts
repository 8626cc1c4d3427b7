import { describe, expect, it } from 'vitest';
import { isListed, isPublicAddress } from './publicAddress.ts';

describe('an address', () => {
  it.each([
    ['8.8.8.8'],
    ['1.1.1.1'],
    ['2606:4700::1111'],
    ['::ffff:8.8.8.8'],
    ['64:ff9b::808:808'],
  ])('%s is one of the internet', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    ['127.0.0.1', 'this machine'],
    ['127.9.9.9', 'this machine'],
    ['0.0.0.0', 'this machine'],
    ['10.1.2.3', 'a network of one’s own'],
    ['172.16.0.1', 'a network of one’s own'],
    ['192.168.1.1', 'a network of one’s own'],
    ['100.64.0.1', 'a provider’s network'],
    ['169.254.169.254', 'a cloud’s metadata'],
    ['168.63.129.16', 'the inside of a cloud'],
    ['100.100.100.200', 'a cloud’s metadata'],
    ['fd00:ec2::254', 'a cloud’s metadata'],
    ['224.0.0.1', 'a group'],
    ['255.255.255.255', 'everybody'],
    ['192.0.2.1', 'an example'],
    ['198.18.0.1', 'a measurement'],
    ['240.0.0.1', 'not given out'],
    ['::1', 'this machine'],
    ['::', 'this machine'],
    ['fe80::1', 'a link'],
    ['fe80::1%eth0', 'a link'],
    ['fc00::1', 'a network of one’s own'],
    ['fec0::1', 'a network of one’s own, as of old'],
    ['ff02::1', 'a group'],
    ['::ffff:127.0.0.1', 'this machine, written as IPv6'],
    ['::ffff:7f00:1', 'this machine, written as IPv6'],
    ['::ffff:a00:1', 'a network of one’s own, written as IPv6'],
    ['::127.0.0.1', 'this machine, written as IPv6'],
    ['64:ff9b::7f00:1', 'this machine, translated'],
    ['64:ff9b:1::1', 'a translator of one’s own'],
    ['2002:7f00:1::', 'this machine, in a tunnel'],
    ['2001::1', 'a tunnel'],
    ['2001:db8::1', 'an example'],
    ['3fff::1', 'an example'],
    ['5f00::1', 'a network of one’s own'],
    ['0177.0.0.1', 'this machine, in octal'],
    ['2130706433', 'this machine, as one number'],
    ['0x7f.1', 'this machine, in hexadecimal'],
    ['localhost', 'no address'],
    ['', 'no address'],
  ])('%s is not: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('a list of hosts', () => {
  const list = ['crm.internal', '10.1.0.0/16', '192.168.1.7', 'fd12::/16'];

  it.each([
    ['crm.internal', '10.9.9.9'],
    ['CRM.internal.', '10.9.9.9'],
    ['other.internal', '10.1.2.3'],
    ['other.internal', '::ffff:10.1.2.3'],
    ['192.168.1.7', '192.168.1.7'],
    ['six.internal', 'fd12::5'],
  ])('names %s at %s', (hostname, address) => {
    expect(isListed(list, { hostname, address })).toBe(true);
  });

  it.each([
    ['other.internal', '10.2.2.3'],
    ['a.crm.internal', '10.9.9.9'],
    ['192.168.1.8', '192.168.1.8'],
    ['six.internal', 'fd13::5'],
  ])('does not name %s at %s', (hostname, address) => {
    expect(isListed(list, { hostname, address })).toBe(false);
  });
});
