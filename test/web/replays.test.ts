/** Answers given again ahead of all routing: the same in every byte and header, right, and counted like any other. Over a real connection. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { REQUESTS_PER_MINUTE, visitorOf } from '../../web/rates.ts';
import { DAY0, insertDays, insertInstance } from '../rows.ts';
import { served, type Served } from './served.ts';

const SERIES = '/api/v1/instances/a.test/series';
const VALUES = Array.from({ length: 400 }, (_, day) => day);

type Answer = { readonly status: number; readonly headers: IncomingHttpHeaders; readonly body: Buffer };
type Ask = (url: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;

/** `routed` counts what was not given again. */
async function listening(
  env: Readonly<Record<string, string>> = {},
): Promise<Served & { ask: Ask; routed: () => number }> {
  const parts = await served((db) => {
    insertDays(db, insertInstance(db, 'a.test'), DAY0 - 400, 'users', VALUES);
  }, env);
  let count = 0;
  parts.app.addHook('onRequest', (_request, _reply, done) => {
    count += 1;
    done();
  });
  const address = await parts.app.listen({ host: '127.0.0.1', port: 0 });
  const ask: Ask = async (url, headers = {}) =>
    await new Promise((resolve, reject) => {
      request(address + url, { headers }, (answer) => {
        const pieces: Buffer[] = [];
        answer.on('data', (piece: Buffer) => pieces.push(piece));
        answer.on('end', () =>
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(pieces) }),
        );
      })
        .on('error', reject)
        .end();
    });
  return { ...parts, ask, routed: () => count };
}

/** What may differ between two answers alike. */
function lasting({
  date,
  'ratelimit-remaining': remaining,
  'ratelimit-reset': reset,
  ...headers
}: IncomingHttpHeaders) {
  expect([date, remaining, reset]).not.toContain(undefined);
  return headers;
}

/** Asks, and resets the connection before anybody had a turn to read the question. */
async function leave(address: AddressInfo | string | null): Promise<void> {
  if (address === null || typeof address === 'string') throw new Error('not listening');
  const socket = connect(address.port, '127.0.0.1');
  await once(socket, 'connect');
  // The server is this program too: once it has taken the connection, it reads nothing until we let go.
  await wait(20);
  await new Promise((resolve) => socket.write(`GET ${SERIES} HTTP/1.1\r\nHost: a\r\n\r\n`, resolve));
  socket.resetAndDestroy();
  await wait(20);
}

describe('a series asked for again', () => {
  test.each([
    { 'accept-encoding': 'br' },
    { 'accept-encoding': 'gzip, deflate', origin: 'https://elsewhere.test' },
    {},
  ])('with %o has the same headers and bytes, and one request less', async (headers) => {
    const { ask, routed } = await listening();
    const first = await ask(SERIES, headers);
    const again = await ask(SERIES, headers);
    expect(routed()).toBe(1);
    expect(first.body.length).toBeGreaterThan(500);
    expect(again).toMatchObject({ status: 200, body: first.body });
    expect(lasting(again.headers)).toEqual(lasting(first.headers));
    expect(Number(again.headers['ratelimit-remaining'])).toBe(
      Number(first.headers['ratelimit-remaining']) - 1,
    );
  });

  test('by who knows it costs a 304, the same as the routed one', async () => {
    const { ask, routed } = await listening();
    const headers = { 'accept-encoding': 'br' };
    const { etag = '' } = (await ask(SERIES, headers)).headers;
    // A parameter in another place is another address, which has not been asked for yet.
    const known = { ...headers, 'if-none-match': etag };
    const unlike = await ask(`${SERIES}?metric=users`, known);
    const like = await ask(SERIES, known);
    expect(routed()).toBe(2);
    expect([unlike.status, like.status, like.body.length]).toEqual([304, 304, 0]);
    expect(lasting(like.headers)).toEqual(lasting(unlike.headers));
  });

  test('as CSV, in another encoding, by HEAD or of another address is another matter', async () => {
    const { ask, routed } = await listening();
    await ask(SERIES);
    for (const [url, headers] of [
      [SERIES, { accept: 'text/csv' }],
      [SERIES, { 'accept-encoding': 'gzip' }],
      [`${SERIES}.csv`, {}],
      [`${SERIES}?metric=statuses`, {}],
    ] as const)
      expect((await ask(url, headers)).status).toBe(200);
    expect(routed()).toBe(5);
  });

  test('is new as soon as anything was written, and gone when its instance is', async () => {
    const { ask, writer } = await listening();
    const tag = async (): Promise<unknown> => (await ask(SERIES)).headers.etag;
    const before = await tag();
    expect(await tag()).toBe(before);
    insertDays(writer, 1, DAY0, 'users', [999]);
    const after = await ask(SERIES);
    expect(JSON.parse(String(after.body)).points.at(-1)[1]).toBe(999);
    expect([await tag(), await tag()]).toEqual([after.headers.etag, after.headers.etag]);
    expect(after.headers.etag).not.toBe(before);
    writer.prepare('UPDATE instance SET blockedAt = 1').run();
    expect((await ask(SERIES)).status).toBe(404);
  });

  test('counts towards what an address may ask', async () => {
    const { ask } = await listening();
    for (let count = 0; count < REQUESTS_PER_MINUTE; count += 1) await ask(SERIES);
    expect((await ask(SERIES)).status).toBe(429);
    expect((await ask('/healthz')).status).toBe(429);
  });

  test('by somebody who is gone before it is read does no harm', async () => {
    const { ask, app } = await listening();
    await ask(SERIES);
    const errors: unknown[] = [];
    const note = (error: unknown): void => void errors.push(error);
    process.on('uncaughtException', note);
    for (let count = 0; count < 20; count += 1) await leave(app.server.address());
    expect((await ask(SERIES)).status).toBe(200);
    process.off('uncaughtException', note);
    expect(errors).toEqual([]);
  });

  test('counts for the visitor that a trusted proxy names', async () => {
    const { ask, routed } = await listening({ TRUSTED_PROXIES: '127.0.0.1' });
    const remaining = async (visitor: string): Promise<number> =>
      Number((await ask(SERIES, { 'x-forwarded-for': visitor })).headers['ratelimit-remaining']);
    await remaining('192.0.2.1');
    expect([await remaining('192.0.2.1'), await remaining('192.0.2.2')]).toEqual([598, 599]);
    expect(routed()).toBe(1);
  });
});

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:1:2:3:4:5:6', visitorOf('2001:db8:1:2::9')],
])('%s counts as %s', (address, visitor) => {
  expect(visitorOf(address)).toBe(visitor);
  expect(visitorOf('2001:db8:1:3::9')).not.toBe(visitorOf('2001:db8:1:2::9'));
});
