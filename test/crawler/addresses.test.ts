import { describe, expect, test } from 'vitest';
import { isAllowedAddress } from '../../crawler/addresses.ts';
import { readCrawlerSettings } from '../../crawler/settings.ts';

describe('addresses that are nobody else’s business are refused', () => {
  test.each([
    ['127.0.0.1'],
    ['127.255.255.254'],
    ['0.0.0.0'],
    ['10.0.0.5'],
    ['172.16.0.1'],
    ['172.31.255.255'],
    ['192.168.1.1'],
    ['169.254.169.254'],
    ['100.64.0.1'],
    ['192.0.0.8'],
    ['192.0.2.1'],
    ['198.18.0.1'],
    ['198.51.100.7'],
    ['203.0.113.9'],
    ['224.0.0.1'],
    ['240.0.0.1'],
    ['255.255.255.255'],
    ['::'],
    ['::1'],
    ['::127.0.0.1'],
    ['::7f00:1'],
    ['::a00:1'],
    ['4000::1'],
    ['::ffff:127.0.0.1'],
    ['::ffff:10.0.0.1'],
    ['::ffff:7f00:1'],
    ['fe80::1'],
    ['fc00::1'],
    ['fd12::1'],
    ['ff02::1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    ['2001:0:7f00:1::'],
    ['2001:db8::1'],
    ['not an address'],
  ])('%s', (address) => expect(isAllowedAddress(address, [])).toBe(false));
});

test.each([['9.9.9.9'], ['185.1.2.3'], ['2a01:4f8::1'], ['::ffff:9.9.9.9']])('%s is public', (address) => {
  expect(isAllowedAddress(address, [])).toBe(true);
});

test('the operator may allow a range, and nothing beside it', () => {
  const { allowedPrivateAddresses } = readCrawlerSettings({
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32, fd00:1::/64',
  });
  expect(isAllowedAddress('127.0.0.1', allowedPrivateAddresses)).toBe(true);
  expect(isAllowedAddress('::ffff:127.0.0.1', allowedPrivateAddresses)).toBe(true);
  expect(isAllowedAddress('127.0.0.9', allowedPrivateAddresses)).toBe(false);
  expect(isAllowedAddress('fd00:1::5', allowedPrivateAddresses)).toBe(true);
  expect(isAllowedAddress('::1', allowedPrivateAddresses)).toBe(false);
});
