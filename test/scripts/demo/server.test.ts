import { Resolver } from 'node:dns/promises';
import { request } from 'node:http';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY } from '../../../db/time.ts';
import { replyTo } from '../../../scripts/demo/names.ts';
import type { Fediverse } from '../../../scripts/demo/server.ts';
import { startFediverse } from '../../../scripts/demo/server.ts';

const START = 1_750_000_000;
let fediverse: Fediverse;
let resolver: Resolver;
beforeEach(async () => {
  fediverse = await startFediverse({ now: START, size: 12 });
  resolver = new Resolver();
  resolver.setServers([`127.0.0.1:${fediverse.dnsPort}`]);
});
afterEach(() => fediverse.close());

const get = (host: string, path: string): Promise<{ status: number; text: string }> =>
  new Promise((resolve, reject) => {
    request({ port: fediverse.httpPort, host: '127.0.0.1', path, headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on('error', reject)
      .end();
  });

it('answers by the Host header, port and case aside', async () => {
  const { status, text } = await get(`Lanterne.test:${fediverse.httpPort}`, '/api/v1/instance?x=1');
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ title: 'Lanterne' });
  expect((await get('elsewhere.test', '/')).status).toBe(421);
});

it('leads the names of the living to loopback, and no others anywhere', async () => {
  await expect(resolver.resolve4('lanterne.test')).resolves.toEqual(['127.0.0.1']);
  await expect(resolver.resolve4('LANTERNE.test')).resolves.toEqual(['127.0.0.1']);
  await expect(resolver.resolve6('lanterne.test')).rejects.toMatchObject({ code: 'ENODATA' });
  await expect(resolver.resolve4('example.org')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  await expect(resolver.resolve4('verger.test')).rejects.toMatchObject({ code: 'ENOTFOUND' });
  fediverse.setNow(START + 20 * DAY);
  await expect(resolver.resolve4('verger.test')).resolves.toEqual(['127.0.0.1']);
});

it('stays silent where the packet is no question', () => {
  expect(replyTo(Buffer.from('GET / HTTP/1.1'), () => true)).toBeNull();
});
