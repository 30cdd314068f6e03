/** Recorded answers of real servers, where they lie beside the repository: each parser must yield the recorded figures. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { at } from '../../crawler/json.ts';
import { nodeinfoLinks, parseNodeInfo } from '../../crawler/nodeinfo.ts';
import { judge } from '../../crawler/figures.ts';
import { toProfile } from '../../crawler/profile.ts';
import { readActivity, readPeers, readV1, readV2 } from '../../crawler/software/mastodon-api.ts';
import { readMeta, readStats } from '../../crawler/software/misskey.ts';
import type { Figures } from '../../db/model.ts';

const FOLDER = new URL('../../../shared/fixtures/api/', import.meta.url);
const MANIFEST = new URL('manifest.json', FOLDER);
const isThere = existsSync(MANIFEST);
if (!isThere) console.log('recordings skipped: they are not part of the repository and do not lie beside it');

type Recording = {
  readonly file: string;
  readonly endpoint: string;
  readonly status: number;
  readonly software: string;
};
const recordings: readonly Recording[] = isThere
  ? JSON.parse(readFileSync(MANIFEST, 'utf8')).files.filter(
      (entry: Recording) => entry.status === 200 && entry.file.endsWith('.json'),
    )
  : [];
const of = (pattern: RegExp) =>
  recordings
    .filter(({ file }) => pattern.test(file))
    .map((entry): [string, Recording] => [entry.file, entry]);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));
/** As recorded: counts may be texts, what is absent is unknown. */
const count = (json: unknown, ...path: string[]): number | null => {
  const told = at(json, ...path);
  return told === undefined || told === null ? null : Number(told);
};

describe.skipIf(!isThere)('recorded answers', () => {
  test.for(of(/^nodeinfo2?-/))('%s', ([file, { software }]) => {
    const json = read(file);
    const nodeinfo = parseNodeInfo(json);
    const { figures, refusals } = judge(nodeinfo?.claims ?? {});
    const users = at(json, 'usage', 'users');
    const expected: Partial<Figures> = {
      users: count(users, 'total'),
      activeMonth: count(users, 'activeMonth'),
      activeHalfYear: count(users, 'activeHalfyear') ?? count(users, 'activeHalfYear'),
      statuses: count(json, 'usage', 'localPosts'),
      comments: count(json, 'usage', 'localComments'),
    };
    expect(figures).toMatchObject(expected);
    expect(refusals).toEqual([]);
    expect(nodeinfo?.softwareName).toBe(software === '' ? 'example' : software);
  });

  test.for(of(/^v1-instance-/))('%s', ([file, { software }]) => {
    const json = read(file);
    const reading = readV1(json);
    expect(judge(reading.claims).figures).toMatchObject({
      users: count(json, 'stats', 'user_count'),
      statuses: count(json, 'stats', 'status_count'),
      connections: count(json, 'stats', 'domain_count'),
    });
    expect(reading.softwareName).toBe(software);
    expect(toProfile(reading).title).toBe(at(json, 'title'));
  });

  test.for(of(/^v2-instance-/))('%s', ([file, { software }]) => {
    const json = read(file);
    const reading = readV2(json);
    expect(judge(reading.claims).figures.activeMonth).toBe(count(json, 'usage', 'users', 'active_month'));
    expect(reading.softwareName).toBe(software);
    expect(reading.profile.registrations).not.toBeNull();
  });

  test.for(of(/^misskey-stats-/))('%s', ([file]) => {
    const json = read(file);
    expect(judge(readStats(json).claims).figures).toMatchObject({
      users: count(json, 'originalUsersCount'),
      statuses: count(json, 'originalNotesCount'),
      connections: count(json, 'instances'),
    });
  });

  test.for(of(/^misskey-meta-/))('%s', ([file]) => {
    const profile = toProfile(readMeta(read(file)));
    expect(profile).toMatchObject({ title: 'Misskey.io', registrations: 'open', characterLimit: 3_000 });
    expect(profile.languages).toContain('ja');
  });

  test.for(of(/^v1-activity-/))('%s', ([file]) => {
    const reading = readActivity(read(file));
    expect(reading.weeks).toHaveLength(12);
    expect(judge(reading.claims).figures.activeWeek).toBe(count(read(file), '1', 'logins'));
  });

  test.for(of(/^v1-peers-/))('%s', ([file]) => {
    const json = read(file);
    expect(readPeers(json).peers).toEqual(json);
  });

  test.for(of(/^well-known-/))('%s', ([file]) => {
    const links = nodeinfoLinks(read(file), new URL('https://example.org/.well-known/nodeinfo'));
    expect(links.length).toBeGreaterThan(0);
    expect(links.every((url) => /nodeinfo/.test(url.pathname))).toBe(true);
  });
});
