/** What a host sees of us beyond a single visit: robots.txt once a day, pauses it asks for, no more than a name is worth. */
import { expect, test } from 'vitest';
import { makeProbe, stranger, type Subject } from '../../crawler/probe.ts';
import { runPass } from '../../crawler/run.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter } from '../../db/open.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { instanceHost, serveHosts, type Handler } from '../hosts.ts';
import { domain, unix } from '../visits.ts';

const AT = unix('2026-02-01T12:00:00Z');
const LEMMY = { software: { name: 'lemmy', version: '1' }, usage: { users: { total: 7 } } };
const robots =
  (text: string): Handler =>
  (_, response) =>
    void response.writeHead(200, { 'content-type': 'text/plain' }).end(text);

test('robots.txt is asked once a day, and what it said holds for all visits of that day', async () => {
  const { settings, asked } = await serveHosts({
    'a.test': instanceHost(LEMMY, { '/robots.txt': robots('User-agent: *\nDisallow: /api/\n') }),
  });
  const db = openWriter(':memory:');
  addInstances(db, [domain('a.test')], 'operator', AT);
  let at = AT;
  const now = (): number => at;
  const probe = makeProbe(settings, now, '0');
  for (const hours of [0, 7, 14, 21, 28]) {
    at = AT + hours * HOUR;
    await runPass({
      db,
      probe,
      now,
      random: () => 0.5,
      concurrency: 1,
      signal: new AbortController().signal,
      which: 'all',
    });
  }
  expect(asked.filter((line) => line.endsWith('/robots.txt'))).toHaveLength(2);
  expect(asked.filter((line) => line.includes('/api/'))).toEqual([]);
  expect(asked.filter((line) => line.endsWith('/nodeinfo/2.0'))).toHaveLength(5);
});

test('rules that were read before count as much as those just read', async () => {
  const { settings, asked } = await serveHosts({ 'a.test': instanceHost(LEMMY) });
  const known: Subject = {
    ...stranger(domain('a.test')),
    robots: { at: AT - HOUR, rules: 'user-agent: *\ndisallow: /' },
  };
  expect(await makeProbe(settings, () => AT, '0')(known)).toMatchObject({
    ok: false,
    failure: { kind: 'withheld' },
  });
  expect(asked).toEqual([]);
  const old: Subject = { ...known, robots: { at: AT - DAY, rules: 'user-agent: *\ndisallow: /' } };
  expect(await makeProbe(settings, () => AT, '0')(old)).toMatchObject({
    ok: true,
    robots: { at: AT, rules: '' },
  });
});

test('a host that wants pauses gets them, up to what a visit can bear', async () => {
  const times: number[] = [];
  const timed =
    (value: unknown): Handler =>
    (_, response) => {
      times.push(performance.now());
      response.writeHead(200).end(JSON.stringify(value));
    };
  const host = instanceHost(LEMMY, { '/robots.txt': robots('User-agent: *\nCrawl-delay: 0.3\n') });
  const { settings } = await serveHosts({
    'a.test': {
      ...host,
      '/.well-known/nodeinfo': timed(host['/.well-known/nodeinfo']),
      '/nodeinfo/2.0': timed(host['/nodeinfo/2.0']),
    },
  });
  expect(await makeProbe(settings, () => AT, '0')(stranger(domain('a.test')))).toMatchObject({ ok: true });
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(290);
});

test('a name that was only heard of, and is no instance, sees three requests', async () => {
  const { settings, asked } = await serveHosts({ 'bystander.test': {} });
  const heardOf: Subject = { ...stranger(domain('bystander.test')), isHearsay: true };
  expect(await makeProbe(settings, () => AT, '0')(heardOf)).toMatchObject({
    ok: false,
    failure: { kind: 'http' },
  });
  expect(asked.map((line) => line.replace('GET bystander.test', ''))).toEqual([
    '/robots.txt',
    '/.well-known/nodeinfo',
    '/api/v1/instance',
  ]);
});

test('no visit outlives its deadline, whatever the host does', async () => {
  const endless: Handler = (_, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 20);
    response.once('close', () => clearInterval(timer));
  };
  const { settings } = await serveHosts({ 'a.test': { '*': endless } }, { CRAWL_DEADLINE_MS: '1000' });
  const startedAt = performance.now();
  expect(await makeProbe(settings, () => AT, '0')(stranger(domain('a.test')))).toMatchObject({
    ok: false,
    failure: { kind: 'timeout' },
  });
  expect(performance.now() - startedAt).toBeLessThan(1_500);
});

test('accounts told as something that is no number are no answer', async () => {
  const { settings } = await serveHosts({
    'a.test': instanceHost({ ...LEMMY, usage: { users: { total: true }, localPosts: 5 } }),
  });
  expect(await makeProbe(settings, () => AT, '0')(stranger(domain('a.test')))).toMatchObject({
    ok: false,
    failure: { kind: 'malformed', detail: 'tells users as true' },
  });
});
