import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { makeNetwork } from '../../crawler/http.ts';
import { readCrawlerSettings } from '../../crawler/settings.ts';
import { hasOpenssl, makeCertificates, type Certificates } from '../../scripts/bench/certificates.ts';
import { startNameServer } from '../../scripts/demo/names.ts';

const AT = 1_770_000_000;
const WHAT = { path: '/', accept: 'application/json', maxBytes: 1_000 };
const NAMES = ['lantern.test', '*.wild.test'];

/** What a visit of `name` meets where the server shows these certificates. */
async function visit(name: string, certificates: Certificates): Promise<unknown> {
  const options = { key: readFileSync(certificates.key), cert: readFileSync(certificates.chain) };
  let connections = 0;
  const server = createServer(options, (_, response) => response.end('{}'));
  server.on('secureConnection', () => (connections += 1));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const names = await startNameServer(() => true);
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await names.close();
  });
  const address = server.address();
  const settings = readCrawlerSettings({
    CRAWL_PORT: String(typeof address === 'object' ? address?.port : ''),
    CRAWL_NAME_SERVERS: `127.0.0.1:${names.port}`,
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
  });
  const opened = makeNetwork(settings, 'x', () => AT).openVisit(name, AbortSignal.timeout(5_000));
  const replies = [await opened.fetch(WHAT), await opened.fetch(WHAT)];
  opened.close();
  const [reply] = replies;
  return reply?.ok === true ? { status: reply.value.status, connections } : reply?.failure;
}

if (!hasOpenssl()) console.warn('test/crawler/tls.test.ts is skipped: there is no "openssl" command.');

describe.skipIf(!hasOpenssl())('a certificate', () => {
  const before = getCACertificates('default');
  const folders: string[] = [];
  const folder = (): string => {
    folders.push(mkdtempSync(join(tmpdir(), 'herdbook-test-')));
    return folders.at(-1) ?? '';
  };
  let good: Certificates;
  let expired: Certificates;
  let unknown: Certificates;
  beforeAll(async () => {
    good = makeCertificates(folder(), NAMES);
    expired = makeCertificates(folder(), NAMES, 0);
    unknown = makeCertificates(folder(), NAMES);
    setDefaultCACertificates([good, expired].map(({ authority }) => readFileSync(authority, 'utf8')));
    // Made to last no day, which is over with the second.
    await wait(1_100);
  }, 60_000);
  afterAll(() => {
    setDefaultCACertificates(before);
    for (const path of folders) rmSync(path, { recursive: true });
  });

  test.each(['lantern.test', 'any.wild.test'])('for the name asked is good: %s', async (name) => {
    expect(await visit(name, good)).toEqual({ status: 200, connections: 1 });
  });
  test.each(['other.test', 'wild.test', 'two.levels.wild.test', 'sub.lantern.test'])(
    'for another name is not: %s',
    async (name) => {
      expect(await visit(name, good)).toMatchObject({ kind: 'tls', detail: 'ERR_TLS_CERT_ALTNAME_INVALID' });
    },
  );
  test('that has expired is not', async () => {
    expect(await visit('lantern.test', expired)).toMatchObject({ kind: 'tls', detail: 'CERT_HAS_EXPIRED' });
  });
  test('signed by nobody we trust is not', async () => {
    expect(await visit('lantern.test', unknown)).toMatchObject({ kind: 'tls' });
  });
  test('that signed itself is not', async () => {
    expect(await visit('lantern.test', { ...unknown, chain: unknown.selfSigned })).toMatchObject({
      kind: 'tls',
    });
  });
});
