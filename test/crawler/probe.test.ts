import { describe, expect, test } from 'vitest';
import { makeProbe, stranger, userAgent, type Subject } from '../../crawler/probe.ts';
import type { ProbeResult } from '../../db/model.ts';
import { instanceHost, serveHosts, type Handler, type Host } from '../hosts.ts';
import { domain, unix } from '../visits.ts';

const NAME = 'lantern.test';
const AT = unix('2026-02-01T12:00:00Z');
const NODEINFO = {
  software: { name: 'mastodon', version: '4.4.2' },
  usage: { users: { total: 120, activeMonth: 30 }, localPosts: 4_000 },
};
const V1 = {
  uri: NAME,
  title: 'Lantern',
  version: '4.4.2',
  stats: { user_count: 121, status_count: 4_001, domain_count: 900 },
};
const status =
  (code: number, headers = {}): Handler =>
  (_, response) =>
    response.writeHead(code, headers).end('{}');

async function probe(
  host: Host,
  subject: Partial<Subject> = {},
): Promise<{ result: ProbeResult; asked: readonly string[] }> {
  const { settings, asked } = await serveHosts({ [NAME]: host }, { CRAWL_DEADLINE_MS: '3000' });
  const result = await makeProbe(settings, () => AT, '0')({ ...stranger(domain(NAME)), ...subject });
  return { result, asked: asked.map((line) => line.replace(NAME, '')) };
}

test('robots.txt is asked first, then NodeInfo, then what the software offers, in at most eight requests', async () => {
  const { result, asked } = await probe(instanceHost(NODEINFO, { '/api/v1/instance': V1 }));
  expect(asked.slice(0, 3)).toEqual(['GET /robots.txt', 'GET /.well-known/nodeinfo', 'GET /nodeinfo/2.0']);
  expect(asked.length).toBeLessThanOrEqual(8);
  expect(result).toMatchObject({
    ok: true,
    domain: NAME,
    at: AT,
    requests: asked.length,
    observation: {
      figures: { users: 120, activeMonth: 30, statuses: 4_000, connections: 900, comments: null },
      profile: { softwareName: 'mastodon', softwareVersion: '4.4.2', title: 'Lantern' },
      refusals: [],
    },
  });
});

test('lists that weigh much are asked weekly, the activity log daily', async () => {
  const host = instanceHost(NODEINFO, {
    '/api/v1/instance': V1,
    '/api/v1/instance/peers': ['a.example.org', 'localhost'],
  });
  const first = await probe(host);
  expect(first.result).toMatchObject({
    ok: true,
    observation: { figures: { peersListed: 2 } },
    peers: { domains: ['a.example.org'] },
  });
  const later = await probe(host, { peersAt: AT - 86_400, lastAnswerAt: AT - 3_600 });
  expect(later.asked.filter((line) => /peers|activity/.test(line))).toEqual([]);
  expect(later.result).toMatchObject({ ok: true, peers: null });
});

describe('an instance that asks not to be read is not', () => {
  const robots =
    (text: string): Handler =>
    (_, response) =>
      response.writeHead(200, { 'content-type': 'text/plain' }).end(text);

  test('by its robots.txt', async () => {
    const { result, asked } = await probe(
      instanceHost(NODEINFO, { '/robots.txt': robots('User-agent: *\nDisallow: /') }),
    );
    expect(result).toMatchObject({ ok: false, failure: { kind: 'withheld' } });
    expect(asked).toEqual(['GET /robots.txt']);
  });

  test('by its robots.txt for us alone', async () => {
    const host = instanceHost(NODEINFO, {
      '/robots.txt': robots('User-agent: Herdbook\nDisallow: /nodeinfo/\n\nUser-agent: *\nAllow: /'),
    });
    expect((await probe(host)).result).toMatchObject({
      ok: false,
      failure: { kind: 'withheld', detail: expect.stringContaining('/nodeinfo/2.0') },
    });
  });

  test('where only the API is closed, NodeInfo alone is read', async () => {
    const host = instanceHost(NODEINFO, {
      '/robots.txt': robots('User-agent: *\nDisallow: /api/'),
      '/api/v1/instance': V1,
    });
    const { result, asked } = await probe(host);
    expect(result).toMatchObject({ ok: true, observation: { figures: { users: 120, connections: null } } });
    expect(asked).toHaveLength(3);
  });

  test('by X-Robots-Tag on its figures', async () => {
    const noindex: Handler = (_, response) =>
      response.writeHead(200, { 'x-robots-tag': 'noindex' }).end(JSON.stringify(NODEINFO));
    expect((await probe(instanceHost(NODEINFO, { '/nodeinfo/2.0': noindex }))).result).toMatchObject({
      failure: { kind: 'withheld' },
    });
  });

  test('by 410', async () => {
    expect((await probe({ '*': status(410) })).result).toMatchObject({
      ok: false,
      failure: { kind: 'gone', status: 410 },
    });
  });
});

describe('a robots.txt that', () => {
  test('is missing or forbidden allows everything', async () => {
    expect((await probe(instanceHost(NODEINFO, { '/robots.txt': status(403) }))).result.ok).toBe(true);
  });
  test('cannot be served means: not now', async () => {
    const { result, asked } = await probe(instanceHost(NODEINFO, { '/robots.txt': status(500) }));
    expect(result).toMatchObject({ ok: false, failure: { kind: 'http', status: 500 } });
    expect(asked).toHaveLength(1);
  });
});

describe('a robots.txt in odd shape', () => {
  const to =
    (location: string): Handler =>
    (_, response) =>
      response.writeHead(302, { location }).end();

  test('on another host is no file, no move, and nothing that host is asked about', async () => {
    const { settings, asked } = await serveHosts({
      [NAME]: instanceHost(NODEINFO, { '/robots.txt': to('http://www.lantern.test/robots.txt') }),
      'www.lantern.test': {},
    });
    expect(await makeProbe(settings, () => AT, '0')(stranger(domain(NAME)))).toMatchObject({ ok: true });
    expect(asked.filter((line) => line.includes('www.'))).toEqual([]);
  });

  test('on another host, like everything else, is a move', async () => {
    expect((await probe({ '*': to('http://new.example.org/') })).result).toMatchObject({
      ok: false,
      requests: 2,
      failure: { kind: 'redirect', target: 'new.example.org' },
    });
  });

  test('that is long counts with its beginning', async () => {
    const long: Handler = (_, response) =>
      response.writeHead(200).end(`User-agent: *\nDisallow: /nodeinfo/\n${'# more\n'.repeat(120_000)}`);
    expect((await probe(instanceHost(NODEINFO, { '/robots.txt': long }))).result).toMatchObject({
      failure: { kind: 'withheld' },
    });
  });

  test('that was cut off in the middle means: not now', async () => {
    const cut: Handler = (_, response) => {
      response.writeHead(200, { 'content-length': '400' });
      response.write('User-agent: *\n');
      setTimeout(() => response.destroy(), 20);
    };
    const { result, asked } = await probe(instanceHost(NODEINFO, { '/robots.txt': cut }));
    expect(result).toMatchObject({ ok: false, failure: { kind: expect.stringMatching(/connect|protocol/) } });
    expect(asked).toHaveLength(1);
  });
});

test.each([401, 403])('a server that answers %i to everything does not want to be read', async (code) => {
  expect((await probe({ '*': status(code) })).result).toMatchObject({
    ok: false,
    failure: { kind: 'withheld' },
  });
});

test('what a busy server says in the middle of a good visit is not lost', async () => {
  const host = instanceHost(NODEINFO, {
    '/api/v2/instance': V1,
    '/api/v1/instance': status(429, { 'retry-after': '7200' }),
  });
  expect((await probe(host)).result).toMatchObject({ ok: true, isPartial: true, retryAt: AT + 7_200 });
});

test('an instance that closes its API for now says so with its answer', async () => {
  const host = instanceHost(NODEINFO, { '/api/v1/instance': status(403), '/api/v2/instance': status(403) });
  expect((await probe(host)).result).toMatchObject({ ok: true, isQuiet: true });
  expect((await probe(instanceHost(NODEINFO, { '/api/v1/instance': V1 }))).result).toMatchObject({
    isQuiet: false,
  });
});

test('a peers list that has not changed is recognised unread; one that could not be had is not taken for gone', async () => {
  const listing = (peers: unknown): Host =>
    instanceHost(NODEINFO, { '/api/v1/instance': V1, '/api/v1/instance/peers': peers });
  const { result } = await probe(listing(['a.example.org']));
  const hash = result.ok ? (result.peers?.hash ?? null) : null;
  expect(hash).not.toBeNull();
  const again = await probe(listing(['a.example.org']), { peersHash: hash });
  expect(again.result).toMatchObject({
    ok: true,
    peers: { hash, domains: [] },
    observation: { figures: { peersListed: null } },
  });
  const broken = await probe(listing(status(500)), { peersHash: hash });
  expect(broken.result).toMatchObject({ ok: true, peers: { hash, domains: [] } });
  const closed = await probe(listing(status(404)), { peersHash: hash });
  expect(closed.result).toMatchObject({ ok: true, peers: { hash: null, domains: [] } });
});

test('an unanswered question leaves the other figures, and the visit says that it is partial', async () => {
  const silent: Handler = () => undefined;
  const host = instanceHost(NODEINFO, {
    '/api/v1/instance': V1,
    '/api/v2/instance': status(500),
    '/api/v1/instance/peers': silent,
  });
  expect((await probe(host)).result).toMatchObject({
    ok: true,
    isPartial: true,
    observation: { figures: { users: 120, connections: 900 } },
  });
});

test('a server without NodeInfo is read through what it offers', async () => {
  const { result } = await probe({ '/api/v1/instance': { ...V1, version: '2.9.3' } });
  expect(result).toMatchObject({
    ok: true,
    observation: { figures: { users: 121, connections: 900 }, profile: { softwareName: 'mastodon' } },
  });
});

test('a page for people on every path is no instance', async () => {
  const page: Handler = (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><p>Hello');
  const { result, asked } = await probe({ '*': page });
  expect(result).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
  expect(asked).toHaveLength(2);
});

test('a host that is nothing at all is no instance', async () => {
  expect((await probe({})).result).toMatchObject({ ok: false, failure: { kind: 'http', status: 404 } });
});

describe('whom it says it is', () => {
  const claiming = (uri: string): Host => instanceHost(NODEINFO, { '/api/v1/instance': { ...V1, uri } });
  test.each([
    ['its own name', NAME],
    ['an address', `https://${NAME}/`],
    ['capitals and a dot', 'LANTERN.test.'],
    ['its handle domain', 'social.lantern.test'],
    ['a left-over of its set-up', 'localhost:3000'],
  ])('%s is itself', async (_, uri) => expect((await probe(claiming(uri))).result.ok).toBe(true));

  test('somebody else is an impostor', async () => {
    expect((await probe(claiming('big.example.org'))).result).toMatchObject({
      ok: false,
      failure: { kind: 'identity', target: 'big.example.org' },
    });
  });
});

describe('NodeInfo elsewhere', () => {
  const linking = (href: string, more: Host = {}): Host => ({
    '/.well-known/nodeinfo': { links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href }] },
    ...more,
  });
  test('on another host of the same site is where the instance is', async () => {
    expect((await probe(linking('https://social.lantern.test/nodeinfo/2.0'))).result).toMatchObject({
      failure: { kind: 'redirect', target: 'social.lantern.test' },
    });
  });
  test('on a stranger’s host is not believed', async () => {
    expect((await probe(linking('https://big.example.org/nodeinfo/2.0'))).result).toMatchObject({
      ok: false,
      failure: { kind: 'redirect', target: null },
    });
    expect((await probe(linking('http://lantern.test:9/nodeinfo/2.0'))).result).toMatchObject({
      ok: false,
      failure: { kind: 'redirect', target: null },
    });
    expect(
      (await probe(linking('https://big.example.org/nodeinfo/2.0', { '/api/v1/instance': V1 }))).result.ok,
    ).toBe(true);
  });
});

test('a visit that never ends is ended by its deadline', async () => {
  const slow: Handler = (_, response) => void setTimeout(() => response.writeHead(404).end(), 1_200);
  const { result } = await probe({ '*': slow });
  expect(result).toMatchObject({ ok: false, failure: { kind: 'timeout' } });
  expect(result.durationMs).toBeLessThan(10_000);
});

test('a visit cut off by our own stop says nothing about the host', async () => {
  const { settings } = await serveHosts({ [NAME]: { '*': () => undefined } });
  const stop = new AbortController();
  const visit = makeProbe(settings, () => AT, '0')(stranger(domain(NAME)), stop.signal);
  setTimeout(() => stop.abort(), 50);
  expect(await visit).toMatchObject({ ok: false, failure: { kind: 'own-side' } });
});

test('the user agent names us, our page and whom to write to', () => {
  expect(userAgent({ publicUrl: 'https://herdbook.example.org', contact: 'ops@example.org' }, '1.2.3')).toBe(
    'Herdbook/1.2.3 (+https://herdbook.example.org/crawler; ops@example.org)',
  );
  expect(userAgent({ publicUrl: 'http://127.0.0.1:3000', contact: null }, '1.2.3')).toBe('Herdbook/1.2.3');
  expect(userAgent({ publicUrl: 'http://[::1]:3000', contact: 'ops@example.org' }, '1.2.3')).toBe(
    'Herdbook/1.2.3 (ops@example.org)',
  );
});
