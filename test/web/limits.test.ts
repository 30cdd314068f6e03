/** What visitors may cost the web app: requests, bodies and time. */
import { createConnection } from 'node:net';
import { describe, expect, test } from 'vitest';
import { dayText } from '../../db/time.ts';
import { DEAR_PER_MINUTE, REQUESTS_PER_MINUTE } from '../../web/rates.ts';
import { DAY0, insertDays, insertInstance } from '../rows.ts';
import { served } from './served.ts';

describe('limits', () => {
  test('an address that asks the API too often has to wait, and is told how long', async () => {
    const { app } = await served();
    let last = await app.inject('/api/v1/network');
    expect(last.headers).toMatchObject({
      'ratelimit-limit': String(REQUESTS_PER_MINUTE),
      'ratelimit-remaining': '599',
    });
    for (let count = 1; count <= REQUESTS_PER_MINUTE; count++) last = await app.inject('/api/v1/network');
    expect(last.statusCode).toBe(429);
    expect(last.json()).toMatchObject({ error: { code: 'too-many-requests' } });
    expect(Number(last.headers['retry-after'])).toBeGreaterThan(0);
    expect((await app.inject('/')).statusCode).toBe(429);
  });

  test('past days are made for all in bounds, and those at hand are told on', async () => {
    const { app } = await served((db) => {
      insertDays(
        db,
        insertInstance(db, 'a.test'),
        DAY0 - 60,
        'users',
        Array.from({ length: 60 }, () => 5),
      );
    });
    const day = (index: number): string => dayText(DAY0 - 1 - index);
    const status = async (url: string): Promise<number> => (await app.inject(url)).statusCode;
    for (let index = 0; index < DEAR_PER_MINUTE; index += 1)
      expect(await status(`/api/v1/instances?on=${day(index)}`)).toBe(200);
    const refused = await app.inject(`/api/v1/instances?on=${day(DEAR_PER_MINUTE)}`);
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '60']);
    expect(refused.json()).toMatchObject({ error: { code: 'too-many-requests' } });
    expect(await status(`/en/instances?on=${day(DEAR_PER_MINUTE)}`)).toBe(429);
    expect(await status(`/api/v1/instances?on=${day(DEAR_PER_MINUTE - 1)}`)).toBe(200);
    expect(await status('/api/v1/instances')).toBe(200);
  });

  test('a body over 4 KB is refused', async () => {
    const { app } = await served();
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/',
      payload: { text: 'a'.repeat(5_000) },
    });
    expect([405, 413]).toContain(statusCode);
  });

  test.each([
    ['headers', 'GET / HTTP/1.1\r\nHost: a\r\n', 'X-'],
    [
      'a body',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 900\r\n\r\n{',
      ' ',
    ],
  ])('a request that drips %s is cut off within 12 s', async (_what, start, drip) => {
    const { app } = await served();
    const address = new URL(await app.listen({ host: '127.0.0.1', port: 0 }));
    const socket = createConnection({ host: '127.0.0.1', port: Number(address.port) });
    const startedAt = performance.now();
    const dripping = setInterval(() => socket.write(drip), 200);
    await new Promise<void>((resolve) => {
      socket.on('error', () => undefined);
      socket.on('close', () => resolve());
      socket.resume();
      socket.write(start);
    });
    clearInterval(dripping);
    expect(performance.now() - startedAt).toBeLessThan(12_000);
  });
});
