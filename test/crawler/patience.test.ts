import { expect, test } from 'vitest';
import { makePatience } from '../../crawler/patience.ts';

const trouble = (code: string): Error => Object.assign(new Error('database or disk is full'), { code });

test('a full disk is said once, nobody is asked while it lasts, and it goes on by itself', () => {
  const said: string[] = [];
  let free = 10_000_000;
  const patience = makePatience(
    'x/y.sqlite',
    (line) => said.push(line),
    () => free,
  );
  expect(patience.mayBegin(0)).toBe(true);
  expect(patience.bears(trouble('SQLITE_FULL'), 0)).toBe(true);
  free = 0;
  expect([1, 2, 3].map((ms) => patience.mayBegin(ms))).toEqual([false, false, false]);
  expect(patience.isWaiting()).toBe(true);
  free = 5_000_000;
  expect(patience.mayBegin(20_000)).toBe(true);
  patience.relieve();
  expect(patience.isWaiting()).toBe(false);
  expect(said).toEqual([expect.stringContaining('the disk is full'), expect.stringContaining('goes on')]);
});

test('other trouble of the store is tried again after longer and longer pauses', () => {
  const patience = makePatience(
    'x',
    () => undefined,
    () => Infinity,
  );
  expect(patience.bears(trouble('SQLITE_IOERR_WRITE'), 0)).toBe(true);
  expect([59_000, 60_000].map((ms) => patience.mayBegin(ms))).toEqual([false, true]);
  expect(patience.bears(trouble('SQLITE_BUSY'), 60_000)).toBe(true);
  expect([179_000, 180_000].map((ms) => patience.mayBegin(ms))).toEqual([false, true]);
});

test('bugs and damage are not waited for', () => {
  const patience = makePatience(
    'x',
    () => undefined,
    () => Infinity,
  );
  expect(patience.bears(new TypeError('a bug'), 0)).toBe(false);
  expect(patience.bears(trouble('SQLITE_CORRUPT'), 0)).toBe(false);
});
