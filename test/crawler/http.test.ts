import { randomBytes } from 'node:crypto';
import { createGzip, deflateSync, gzipSync, brotliCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { makeNetwork, MAX_REQUESTS, type Visit } from '../../crawler/http.ts';
import { serveHosts, type Handler, type Host } from '../hosts.ts';

const NAME = 'lantern.test';
const AT = 1_770_000_000;
const MB = 1_048_576;
const WHAT = { path: '/', accept: 'application/json', maxBytes: MB };

async function visitHost(
  host: Host,
  deadlineMs = 5_000,
): Promise<{ visit: Visit; requests: readonly { headers: object }[] }> {
  const { settings, requests } = await serveHosts({ [NAME]: host });
  return {
    visit: makeNetwork(settings, 'Herdbook/test', () => AT).openVisit(NAME, AbortSignal.timeout(deadlineMs)),
    requests,
  };
}
const raw =
  (text: string): Handler =>
  (_, response) => {
    response.socket?.end(text);
  };

describe('an answer', () => {
  test.each([
    ['as it is', (body: string) => Buffer.from(body), undefined],
    ['gzip', gzipSync, 'gzip'],
    ['deflate', deflateSync, 'deflate'],
    ['brotli', brotliCompressSync, 'br'],
  ] as const)('comes unpacked: %s', async (_, pack, encoding) => {
    const headers = encoding === undefined ? {} : { 'content-encoding': encoding };
    const { visit } = await visitHost({
      '/': ((_request, response) => response.writeHead(200, headers).end(pack('{"a":1}'))) satisfies Handler,
    });
    const reply = await visit.fetch(WHAT);
    expect(reply.ok && reply.value.body.toString()).toBe('{"a":1}');
  });

  test('of some size is unpacked as it comes, and cut where the first bytes are enough', async () => {
    const body = JSON.stringify(Array.from({ length: 40_000 }, (_, index) => `host-${index * 7919}.example`));
    const packed = gzipSync(body);
    expect(packed.length).toBeGreaterThan(65_536);
    const { visit } = await visitHost({
      '/': ((_request, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed)) satisfies Handler,
    });
    const whole = await visit.fetch({ ...WHAT, maxBytes: 16 * MB });
    expect(whole.ok && whole.value.body.toString() === body).toBe(true);
    const cut = await visit.fetch({ ...WHAT, maxBytes: 500_000, isCutAtMost: true });
    expect(cut.ok && cut.value.body.toString() === body.slice(0, 500_000)).toBe(true);
    expect(await visit.fetch({ ...WHAT, maxBytes: 500_000 })).toMatchObject({
      ok: false,
      failure: { kind: 'too-large' },
    });
  });

  test('without end, packed, ends as too large long before the deadline', async () => {
    const endless: Handler = (_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      const gzip = createGzip();
      gzip.pipe(response);
      const line = randomBytes(30_000).toString('base64');
      const more = (): void =>
        void (response.destroyed ? gzip.destroy() : gzip.write(line, () => setImmediate(more)));
      more();
    };
    const { visit } = await visitHost({ '/': endless });
    const startedAt = performance.now();
    expect(await visit.fetch(WHAT)).toMatchObject({ ok: false, failure: { kind: 'too-large' } });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  test('that switches protocols is none, and its connection does not stay', async () => {
    const { visit } = await visitHost({
      '/': raw('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
    });
    const startedAt = performance.now();
    expect(await visit.fetch(WHAT)).toMatchObject({ ok: false, failure: { kind: 'protocol' } });
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });

  test('of a status that says no has no body', async () => {
    const { visit } = await visitHost({});
    expect(await visit.fetch(WHAT)).toMatchObject({
      ok: true,
      value: { status: 404, body: Buffer.alloc(0) },
    });
  });

  test('is asked for with our name, without cookies, on one connection', async () => {
    const cookie: Handler = (_, response) => response.writeHead(200, { 'set-cookie': 'id=1' }).end('{}');
    const { visit, requests } = await visitHost({ '*': cookie });
    await visit.fetch(WHAT);
    await visit.fetch({ ...WHAT, path: '/again' });
    visit.close();
    expect(requests.map(({ headers }) => headers)).toEqual([
      expect.objectContaining({ 'user-agent': 'Herdbook/test', accept: 'application/json' }),
      expect.not.objectContaining({ cookie: expect.anything() }),
    ]);
    const sockets = new Set(requests.map((request) => (request as { socket?: unknown }).socket));
    expect(sockets.size).toBe(1);
  });
});

describe('a bad answer is a failure of its kind', () => {
  const endless: Handler = (_, response) => {
    response.writeHead(200);
    const write = (): void => {
      while (response.write(' '.repeat(65_536)));
      response.once('drain', write);
    };
    write();
  };
  test.each<[string, Handler, string]>([
    ['a server error', (_, response) => response.writeHead(500).end(), 'http'],
    ['a busy server', (_, response) => response.writeHead(429).end(), 'rate-limited'],
    [
      'a busy server that says when',
      (_, response) => response.writeHead(503, { 'retry-after': '99' }).end(),
      'rate-limited',
    ],
    ['a body without end', endless, 'too-large'],
    [
      'a bomb',
      (_, response) =>
        response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(20 * MB))),
      'too-large',
    ],
    [
      'an announced body that is too large',
      (_, response) => response.writeHead(200, { 'content-length': 10 ** 10 }).write('{'),
      'too-large',
    ],
    [
      'an encoding we did not ask for',
      (_, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
      'protocol',
    ],
    [
      'two encodings',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip, gzip' }).end('x'),
      'protocol',
    ],
    [
      'packed in name only',
      (_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('{}'),
      'protocol',
    ],
    ['a cut body', raw('HTTP/1.1 200 OK\r\ncontent-length: 5000\r\n\r\n{"a":1}'), 'protocol'],
    ['no HTTP', raw('SSH-2.0-OpenSSH_9.2\r\n'), 'protocol'],
    ['nothing', raw(''), 'connect'],
    [
      'another protocol',
      (_, response) =>
        response.socket?.write(
          'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
        ),
      'protocol',
    ],
    [
      'headers without end',
      (_, response) => response.socket?.write(`HTTP/1.1 200 OK\r\n${'x-a: bbbbbbbb\r\n'.repeat(40_000)}`),
      'protocol',
    ],
    ['silence', () => undefined, 'timeout'],
    [
      'a redirect to another host',
      (_, response) => response.writeHead(301, { location: 'http://other.test/' }).end(),
      'redirect',
    ],
    [
      'a redirect inwards',
      (_, response) => response.writeHead(301, { location: 'http://127.0.0.9/' }).end(),
      'blocked-address',
    ],
    ['a redirect to itself', (_, response) => response.writeHead(301, { location: '/' }).end(), 'redirect'],
  ])('%s', async (_, handler, kind) => {
    const { visit } = await visitHost({ '*': handler }, 1_500);
    expect(await visit.fetch(WHAT)).toMatchObject({ ok: false, failure: { kind } });
    visit.close();
  });

  test('a name that does not exist', async () => {
    const { settings } = await serveHosts({});
    const visit = makeNetwork(settings, 'x', () => AT).openVisit('nobody.test', AbortSignal.timeout(5_000));
    expect(await visit.fetch(WHAT)).toMatchObject({
      ok: false,
      failure: { kind: 'dns', detail: 'ENOTFOUND' },
    });
  });

  test('a name server that does not answer is no word about the host', async () => {
    const { settings } = await serveHosts({}, { CRAWL_NAME_SERVERS: '127.0.0.1:1' });
    const visit = makeNetwork(settings, 'x', () => AT).openVisit('nobody.test', AbortSignal.timeout(20_000));
    expect(await visit.fetch(WHAT)).toMatchObject({ ok: false, failure: { kind: 'resolver' } });
  });

  test('an address that may not be connected to is not', async () => {
    const { settings, asked } = await serveHosts({ [NAME]: {} }, { ALLOWED_PRIVATE_ADDRESSES: '' });
    const visit = makeNetwork(settings, 'x', () => AT).openVisit(NAME, AbortSignal.timeout(5_000));
    expect(await visit.fetch(WHAT)).toMatchObject({
      ok: false,
      failure: { kind: 'blocked-address', detail: '127.0.0.1' },
    });
    expect(asked).toEqual([]);
  });
});

test('no visit makes more requests than its budget', async () => {
  const { settings, asked } = await serveHosts({ [NAME]: { '*': {} } });
  const visit = makeNetwork(settings, 'x', () => AT).openVisit(NAME, AbortSignal.timeout(5_000));
  for (let count = 0; count < MAX_REQUESTS; count += 1)
    expect(await visit.fetch(WHAT)).toMatchObject({ ok: true });
  expect(await visit.fetch(WHAT)).toMatchObject({ ok: false });
  expect(asked).toHaveLength(MAX_REQUESTS);
});
