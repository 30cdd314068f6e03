import { describe, expect, test } from 'vitest';
import { blockOf, interleaved, makePace } from '../../crawler/pace.ts';

describe('a block of addresses', () => {
  test.for<[string, string | null]>([
    ['93.184.216.34', 'ipv4 93.184.216/24'],
    ['93.184.216.99', 'ipv4 93.184.216/24'],
    ['2606:2800:220:1::1', 'ipv6 38.6.40.0.2.32/48'],
    ['::ffff:93.184.216.34', 'ipv4 93.184.216/24'],
    ['127.0.0.1', null],
    ['10.1.2.3', null],
    ['fd00::1', null],
  ])('of %s is %s', ([address, block]) => expect(blockOf(address)).toBe(block));
});

describe('the pace', () => {
  test('lets the first visit to a block begin at once, and the next ones a second apart', () => {
    const pace = makePace();
    expect([0, 0, 0, 200].map((nowMs) => pace.turn('a', nowMs))).toEqual([0, 1_000, 2_000, 2_800]);
    expect(pace.turn('b', 200)).toBe(0);
    expect(pace.turn('a', 60_000)).toBe(0);
  });
  test('forgets old blocks, not the ones in use', () => {
    const pace = makePace();
    for (let index = 0; index < 10_000; index += 1) {
      pace.turn(`block ${index}`, index);
      expect(pace.turn('busy', index)).toBe(index * 999);
    }
  });
});

test('names of one site are put apart, in their order', () => {
  const items = ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'];
  expect(interleaved(items, (item) => item.charAt(0))).toEqual(['a1', 'b1', 'c1', 'a2', 'c2', 'a3']);
});
