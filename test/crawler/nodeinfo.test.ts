import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeinfoLinks, parseNodeInfo } from '../../crawler/nodeinfo.ts';

const BASE = new URL('https://social.example.org/.well-known/nodeinfo');
const rel = (version: string) => `http://nodeinfo.diaspora.software/ns/schema/${version}`;
const hrefs = (json: unknown, base = BASE) => nodeinfoLinks(json, base).map((url) => url.href);
const one = (href: unknown) => hrefs({ links: [{ rel: rel('2.0'), href }] });

describe('nodeinfoLinks', () => {
  test('puts the best version first and looks no further than four', () => {
    const links = ['1.0', '2.1', '1.1', '2.0', '2.2'].map((version) => ({
      href: `/n/${version}`,
      rel: rel(version),
    }));
    expect(hrefs({ links })).toEqual(
      ['2.2', '2.1', '2.0', '1.1'].map((v) => `https://social.example.org/n/${v}`),
    );
  });

  test('ignores schemas of the future and of others', () => {
    const links = [rel('3.0'), rel('2.x'), 'http://example.org/ns/schema/2.0', 'self', 4, null].map((r) => ({
      rel: r,
      href: '/x',
    }));
    expect(hrefs({ links })).toEqual([]);
  });

  test.for<[string, unknown, string[]]>([
    ['a relative path', '/nodeinfo/2.0', ['https://social.example.org/nodeinfo/2.0']],
    ['a query alone', '?local', ['https://social.example.org/.well-known/nodeinfo?local']],
    ['a host without scheme', 'social.example.org/nodeinfo/2.1', ['https://social.example.org/nodeinfo/2.1']],
    ['a host with port without scheme', 'social.example.org:8443/n', ['https://social.example.org:8443/n']],
    ['two slashes', '//www.example.org/n', ['https://www.example.org/n']],
    [
      'http, stepped up to the scheme it was asked over',
      'http://social.example.org/n',
      ['https://social.example.org/n'],
    ],
    ['http with its own port', 'http://social.example.org:80/n', ['https://social.example.org/n']],
    ['capitals in the host', 'HTTPS://Social.Example.ORG/N', ['https://social.example.org/N']],
    ['a fragment', '/n#top', ['https://social.example.org/n']],
    ['credentials: not followed', 'https://user:pass@social.example.org/n', []],
    ['another scheme: not followed', 'file:///etc/passwd', []],
    ['javascript: not followed', 'javascript:alert(1)', []],
    ['a broken address: not followed', 'https://[::', []],
    ['an endless address: not followed', `/${'x'.repeat(3_000)}`, []],
    ['no text: not followed', { url: '/n' }, []],
  ])('reads %s', ([, href, expected]) => {
    expect(one(href)).toEqual(expected);
  });

  test('asks over http where the instance was asked over http', () => {
    expect(
      hrefs(
        { links: [{ rel: rel('2.0'), href: 'http://127.0.0.1:8080/n' }] },
        new URL('http://127.0.0.1:8080/'),
      ),
    ).toEqual(['http://127.0.0.1:8080/n']);
  });

  test('looks at fifty entries of a hostile list', () => {
    const links = Array.from({ length: 200_000 }, (_, i) => ({ rel: rel('2.0'), href: `/${i}` }));
    const started = performance.now();
    expect(hrefs({ links })).toHaveLength(4);
    expect(performance.now() - started).toBeLessThan(100);
  });
});

describe('parseNodeInfo', () => {
  test.for([
    [null],
    [[]],
    ['text'],
    [4],
    [{}],
    [{ error: 'nope' }],
    [{ links: [] }],
    [{ software: 'mastodon' }],
    [{ version: '2.0' }],
  ])('takes %j for no document', ([json]) => {
    expect(parseNodeInfo(json)).toBeNull();
  });

  test('takes a document without a software for one when it counts', () => {
    const nodeinfo = parseNodeInfo({
      version: '2.0',
      usage: { users: { total: 3 } },
      openRegistrations: true,
    });
    expect(nodeinfo).toMatchObject({
      softwareName: null,
      claims: { users: [3] },
      profile: { registrations: 'open' },
    });
  });

  test('reads NodeInfo 2.2 with its instance part and active week', () => {
    const nodeinfo = parseNodeInfo({
      version: '2.2',
      instance: { name: 'N', description: 'D' },
      software: { name: 'x', version: '1' },
      usage: { users: { activeWeek: 4 } },
    });
    expect(nodeinfo).toMatchObject({
      profile: { title: 'N', description: 'D' },
      claims: { activeWeek: [4, undefined] },
    });
  });

  test('respects metadata.private', () => {
    expect(
      parseNodeInfo({ software: { name: 'writefreely' }, metadata: { private: true } })?.withheld,
    ).toMatch(/private/);
    expect(
      parseNodeInfo({ software: { name: 'writefreely' }, metadata: { private: false } })?.withheld,
    ).toBeNull();
  });

  test('never throws, whatever the JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), (json) => {
        expect(() => parseNodeInfo(json)).not.toThrow();
        parseNodeInfo({ software: { name: 'x' }, usage: json, metadata: json });
        nodeinfoLinks(json, BASE);
        nodeinfoLinks({ links: json, 0: json }, BASE);
      }),
    );
  });
});
