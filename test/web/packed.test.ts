/** Lists of the whole register: made once, kept compressed, and the same for every client. */
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { keepPacked } from '../../web/packed.ts';
import { fill } from './compat/catalogue.ts';
import { served } from './served.ts';
import Fastify from 'fastify';

const LISTS = ['/instances.json', '/list.json', '/nodes.json'];

test.each(LISTS)('%s is the same packed, unpacked and asked for again', async (url) => {
  const { app } = await served(fill);
  const plain = await app.inject(url);
  expect([plain.statusCode, plain.headers['content-encoding']]).toEqual([200, undefined]);
  expect(plain.json<unknown[]>().length).toBeGreaterThan(2);
  for (const encoding of ['gzip', 'br, gzip', 'br;q=1, gzip;q=0.1']) {
    const packed = await app.inject({ url, headers: { 'accept-encoding': encoding } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.payload);
    expect(packed.headers['etag']).toBe(plain.headers['etag']);
  }
  const refused = await app.inject({ url, headers: { 'accept-encoding': 'gzip;q=0' } });
  expect([refused.headers['content-encoding'], refused.payload]).toEqual([undefined, plain.payload]);
  const known = await app.inject({ url, headers: { 'if-none-match': String(plain.headers['etag']) } });
  expect([known.statusCode, known.payload, known.headers['content-encoding']]).toEqual([304, '', undefined]);
});

test('a list is written once for each state of the register, however many ask at once', async () => {
  let [version, asked] = [1, 0];
  const send = keepPacked(() => String(version));
  const app = Fastify();
  app.get('/', (request, reply) =>
    send(request, reply, 'all', () => {
      asked += 1;
      return JSON.stringify([version]);
    }),
  );
  const all = await Promise.all(Array.from({ length: 5 }, () => app.inject('/')));
  expect(new Set(all.map(({ payload }) => payload))).toEqual(new Set(['[1]']));
  expect(asked).toBe(1);
  version = 2;
  expect((await app.inject('/')).payload).toBe('[2]');
  expect(asked).toBe(2);
  await app.close();
});
