import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { makeProbe } from '../crawler/probe.ts';
import { runPass } from '../crawler/run.ts';
import { parseDomain } from '../db/domain.ts';
import { openReader, openWriter } from '../db/open.ts';
import { buildServer } from '../web/server.ts';
import { readWebSettings } from '../web/settings.ts';
import { serveHosts, type Handler, type Host } from './hosts.ts';
import { temporaryFolder } from './temporary.ts';

/** Recorded answers of real servers; they are not part of this repository. */
const FOLDER = fileURLToPath(new URL('../../shared/fixtures/api/', import.meta.url));
const isThere = existsSync(FOLDER);
if (!isThere) process.stdout.write('Recorded answers are not on this machine: their replay is skipped.\n');

type Recording = { file: string; endpoint: string; status: number; contentType: string; domain: string };
type Told = Readonly<Record<string, number | null | undefined>>;

function read(file: string): string {
  return readFileSync(join(FOLDER, file), 'utf8');
}
function recordings(): Recording[] {
  const manifest: { files: Recording[] } = JSON.parse(read('manifest.json'));
  return manifest.files.filter(
    ({ endpoint, domain }) =>
      parseDomain(domain) !== null && endpoint.includes('/') && !/instances\.social/.test(endpoint),
  );
}
const serve =
  ({ file, status, contentType }: Recording): Handler =>
  (_, response) =>
    response.writeHead(status, { 'content-type': contentType }).end(read(file));

/** Every recorded answer under its own name; a NodeInfo document without its recorded discovery gets one. */
function hosts(): Record<string, Host> {
  const byDomain = Map.groupBy(recordings(), ({ domain }) => domain);
  return Object.fromEntries([...byDomain].map(([domain, list]) => [domain, hostOf(list)]));
}
function hostOf(list: readonly Recording[]): Host {
  const paths = list.map(
    (recording) => [recording.endpoint.split(' ').at(-1) ?? '', serve(recording)] as const,
  );
  const documents = list.filter(({ file }) => file.startsWith('nodeinfo-'));
  const links = documents.map(({ file, endpoint }) => ({
    rel: `http://nodeinfo.diaspora.software/ns/schema/${/\d\.\d/.exec(file)?.[0]}`,
    href: endpoint,
  }));
  const discovery = links.length > 0 ? { '/.well-known/nodeinfo': { links } } : {};
  const recorded = Object.fromEntries(paths.toReversed());
  return { ...recorded, ...discovery };
}

/** The figures in the recordings themselves, read without any of our code. */
function told(list: readonly Recording[]): Told {
  const found: Record<string, number> = {};
  const put = (figure: string, value: unknown): void => {
    if (value !== null && value !== undefined && value !== '') found[figure] ??= Number(value);
  };
  for (const { file } of list.toSorted(
    (a, b) => Number(b.file.startsWith('nodeinfo')) - Number(a.file.startsWith('nodeinfo')),
  )) {
    if (!file.endsWith('.json')) continue;
    const json = JSON.parse(read(file));
    put('users', json.usage?.users?.total ?? json.stats?.user_count ?? json.originalUsersCount);
    put('statuses', json.usage?.localPosts ?? json.stats?.status_count ?? json.originalNotesCount);
    put('connections', json.stats?.domain_count);
  }
  return found;
}

describe.runIf(isThere)('recorded instances, crawled over HTTP and asked for through the public API', () => {
  test('show their recorded figures', async () => {
    const all = hosts();
    const names = Object.keys(all)
      .map((name) => parseDomain(name))
      .filter((domain) => domain !== null);
    const { settings } = await serveHosts(all);
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const db = openWriter(path);
    const now = (): number => Math.floor(Date.now() / 1000);
    await runPass({
      db,
      probe: makeProbe(settings, now, '0'),
      now,
      random: Math.random,
      concurrency: 8,
      signal: new AbortController().signal,
      which: names,
    });
    db.close();
    const reader = openReader(path);
    const app = await buildServer({ db: reader, settings: readWebSettings({ DATABASE_PATH: path }), now });
    const byDomain = Map.groupBy(recordings(), ({ domain }) => domain);
    const wrong: unknown[] = [];
    let answered = 0;
    for (const [domain, list] of byDomain) {
      const instance = (await app.inject(`/api/v1/instances/${domain}`)).json();
      if (instance.state !== 'up') continue;
      answered += 1;
      for (const [figure, value] of Object.entries(told(list))) {
        // Friendica's Mastodon API puts 0 where it does not count: that is unknown, not zero.
        const expected = instance.software.name === 'friendica' && value === 0 ? null : value;
        if (instance[figure] !== expected)
          wrong.push({ domain, figure, recorded: value, shown: instance[figure] });
      }
    }
    await app.close();
    reader.close();
    expect(wrong).toEqual([]);
    expect(answered).toBeGreaterThan(15);
  });
});
