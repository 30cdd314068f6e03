import { describe, expect, it } from 'vitest';
import { DAY } from '../../../db/time.ts';
import { readCast } from '../../../scripts/demo/cast.ts';
import { answer } from '../../../scripts/demo/answers.ts';
import { countsAt } from '../../../scripts/demo/growth.ts';
import { makeWorld } from '../../../scripts/demo/world.ts';

const START = 1_750_000_000;
const cast = readCast();
const world = makeWorld({ cast, seed: 1, size: 60, startAt: START });
const ask = (host: string, path: string, { day = 10, method = 'GET' } = {}) =>
  answer(world, START + day * DAY, { method, path, host, origin: `http://${host}:81` });
const json = (host: string, path: string, how = {}): unknown => JSON.parse(ask(host, path, how).body);
const users = (domain: string, day = 10): number => {
  const instance = world.byDomain.get(domain);
  return instance === undefined ? -1 : countsAt(world, instance, START + day * DAY).users;
};

describe('a demo instance answers', () => {
  it('NodeInfo, found through the well-known document', () => {
    for (const { domain, bornAt } of world.instances.filter((instance) => instance.bornAt < START)) {
      expect(bornAt).toBeLessThan(START);
      const { links } = json(domain, '/.well-known/nodeinfo') as { links: { rel: string; href: string }[] };
      const href = new URL(links[0]?.href ?? '');
      expect(href.host).toBe(`${domain}:81`);
      expect(json(domain, href.pathname)).toMatchObject({
        version: links[0]?.rel.split('/').at(-1),
        usage: { users: { total: users(domain) } },
      });
    }
  });

  it.each([
    [
      'lanterne.test',
      'GET',
      '/api/v1/instance',
      { uri: 'lanterne.test', stats: { user_count: users('lanterne.test') } },
    ],
    [
      'lanterne.test',
      'GET',
      '/api/v2/instance',
      { domain: 'lanterne.test', registrations: { enabled: true } },
    ],
    [
      'tinkers.test',
      'GET',
      '/api/v1/instance',
      { uri: 'https://tinkers.test', version: '2.7.2 (compatible; Akkoma 3.14.1-0-g7ee4e5a)' },
    ],
    ['voisinage.test', 'GET', '/api/v1/instance', { stats: { user_count: 0 } }],
    ['hoshizora.test', 'POST', '/api/stats', { originalUsersCount: users('hoshizora.test') }],
    ['hoshizora.test', 'POST', '/api/meta', { uri: 'https://hoshizora.test' }],
    [
      'salon-de-the.test',
      'GET',
      '/api/v3/site',
      { site_view: { counts: { users: users('salon-de-the.test') } } },
    ],
    ['grandecran.test', 'GET', '/api/v1/server/stats', { totalUsers: users('grandecran.test') }],
    ['zither.test', 'GET', '/siteinfo.json', { channels_total: users('zither.test') }],
    ['pie-shop.test', 'GET', '/api/v1/instance', { stats: { domain_count: 1 } }],
  ])('%s to %s %s', (host, method, path, expected) => {
    expect(json(host, path, { method })).toMatchObject(expected);
  });

  it('with weeks as strings, the newest first, the way Mastodon does', () => {
    const weeks = json('lanterne.test', '/api/v1/instance/activity') as { week: string; statuses: string }[];
    expect(weeks).toHaveLength(12);
    expect(Number(weeks[0]?.week) - Number(weeks[1]?.week)).toBe(7 * DAY);
    expect(weeks[1]?.statuses).toMatch(/^\d+$/);
  });

  it('with robots.txt: GoToSocial forbids to count it unless its administrator chose otherwise', () => {
    expect(ask('cabane.test', '/robots.txt').body).toContain('Disallow: /nodeinfo/');
    expect(ask('almanach.test', '/robots.txt').body).not.toContain('Disallow: /nodeinfo/');
    expect(ask('lanterne.test', '/robots.txt').body).not.toContain('Disallow: /api');
  });
});

describe('a demo instance in trouble', () => {
  it.each([
    ['harbour.test', 53, 503],
    ['fournil.test', 75, 410],
    ['old-mill.test', 101, 301],
    ['verger.test', 1, 421],
    ['nobody.test', 1, 421],
  ])('%s on day %i answers %i', (host, day, status) => {
    expect(ask(host, '/.well-known/nodeinfo', { day }).status).toBe(status);
  });

  it('sends visitors of the old name to the new one', () => {
    expect(ask('old-mill.test', '/robots.txt', { day: 101 }).headers['location']).toBe(
      'http://new-mill.test:81/robots.txt',
    );
  });

  it('closes the old API where federation is limited, and says so in the new one', () => {
    expect(ask('service-public.test', '/api/v1/instance').status).toBe(401);
    expect(ask('service-public.test', '/api/v1/instance/peers').status).toBe(401);
    expect(json('service-public.test', '/api/v2/instance')).toMatchObject({
      configuration: { limited_federation: true },
      usage: { users: { active_month: 0 } },
    });
  });

  it('tells impossible figures while it lies', () => {
    expect(json('argentique.test', '/api/nodeinfo/2.0.json', { day: 90 })).toMatchObject({
      usage: { users: { total: -15_000_000 }, localPosts: -69_420 },
    });
  });

  it('knows no other path, not even those of every object', () => {
    expect(ask('lanterne.test', '/constructor').status).toBe(404);
    expect(ask('lanterne.test', '/api/v3/site').status).toBe(404);
  });
});
