/** A private Internet for one test: real HTTP on loopback, hosts by name through a real name server. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { onTestFinished } from 'vitest';
import { readCrawlerSettings, type CrawlerSettings } from '../crawler/settings.ts';
import { startNameServer } from '../scripts/demo/names.ts';

/** Answers to one host: by path, a JSON value, or a function that does as it likes. */
export type Host = Readonly<Record<string, unknown>>;
export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

export type Hosts = {
  readonly settings: CrawlerSettings;
  /** What every host was asked, in order: 'GET host/path'. */
  readonly asked: readonly string[];
  readonly requests: readonly IncomingMessage[];
};

/** Serves hosts until the test ends. A host that is not named does not exist; a path that is not named is a 404. */
export async function serveHosts(
  hosts: Readonly<Record<string, Host>>,
  env: Readonly<Record<string, string>> = {},
): Promise<Hosts> {
  const asked: string[] = [];
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    const name = (request.headers.host ?? '').split(':')[0] ?? '';
    const path = (request.url ?? '').split('?')[0] ?? '';
    asked.push(`${request.method} ${name}${request.url}`);
    requests.push(request);
    const answer = hosts[name]?.[path] ?? hosts[name]?.['*'];
    if (typeof answer === 'function') answer(request, response);
    else if (answer === undefined)
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Not found</h1>');
    else response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const names = await startNameServer((name) => name in hosts);
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await names.close();
  });
  const settings = readCrawlerSettings({
    CRAWL_SCHEME: 'http',
    CRAWL_PORT: String(port),
    CRAWL_NAME_SERVERS: `127.0.0.1:${names.port}`,
    ALLOWED_PRIVATE_ADDRESSES: '127.0.0.1/32',
    ALLOWED_SUFFIXES: 'test',
    ...env,
  });
  return { settings, asked, requests };
}

/** A host that NodeInfo describes, with whatever else it answers. */
export function instanceHost(nodeinfo: Readonly<Record<string, unknown>>, more: Host = {}): Host {
  return {
    '/.well-known/nodeinfo': {
      links: [{ rel: 'http://nodeinfo.diaspora.software/ns/schema/2.0', href: '/nodeinfo/2.0' }],
    },
    '/nodeinfo/2.0': {
      version: '2.0',
      protocols: ['activitypub'],
      openRegistrations: true,
      metadata: {},
      ...nodeinfo,
    },
    ...more,
  };
}
