/** Awkward answers of servers to discovery and as documents, numbered as in the list of protocol facts (1 to 26). */
import { describe, expect, test } from 'vitest';
import { parseJson } from '../../crawler/json.ts';
import { nodeinfoLinks, parseNodeInfo } from '../../crawler/nodeinfo.ts';
import { observe } from '../../crawler/observation.ts';
import { softwareFor } from '../../crawler/software/index.ts';
import type { Figures } from '../../db/model.ts';
import { visit } from './software/visit.ts';

const HOST = 'https://social.example.org';
const WELL_KNOWN = new URL(`${HOST}/.well-known/nodeinfo`);
const rel = (version: string) => `http://nodeinfo.diaspora.software/ns/schema/${version}`;
const V20 = { rel: rel('2.0'), href: `${HOST}/nodeinfo/2.0` };
const V21 = { rel: rel('2.1'), href: `${HOST}/nodeinfo/2.1` };

describe('awkward discovery', () => {
  test.for<[string, unknown, string[]]>([
    ['1. links is one object instead of a list', { links: V20 }, ['/nodeinfo/2.0']],
    ['1. links is an object of links', { links: { 0: V20, 1: V21 } }, ['/nodeinfo/2.1', '/nodeinfo/2.0']],
    [
      '2. links is an object and a second link lies under the key "0"',
      { links: V20, 0: V21 },
      ['/nodeinfo/2.1', '/nodeinfo/2.0'],
    ],
    [
      '3. only schema 1.0 is offered',
      { links: [{ rel: rel('1.0'), href: '/nodeinfo/1.0' }] },
      ['/nodeinfo/1.0'],
    ],
    [
      '3. only schema 1.1 is offered',
      { links: [{ rel: rel('1.1'), href: '/nodeinfo/1.1' }] },
      ['/nodeinfo/1.1'],
    ],
    [
      '4. several versions come in any order',
      { links: [V20, { href: V21.href, rel: V21.rel }] },
      ['/nodeinfo/2.1', '/nodeinfo/2.0'],
    ],
    ['5. rel says 2.1 and leads to 2.0', { links: [{ rel: rel('2.1'), href: V20.href }] }, ['/nodeinfo/2.0']],
    [
      '6. an Application actor is linked beside it',
      { links: [{ rel: 'https://www.w3.org/ns/activitystreams#Application', href: `${HOST}/actor` }, V20] },
      ['/nodeinfo/2.0'],
    ],
    [
      '7. rel is self, the schema lies in type, href has no scheme',
      { links: [{ rel: 'self', type: rel('2.1'), href: 'social.example.org/nodeinfo/2.1' }] },
      ['/nodeinfo/2.1'],
    ],
    ['8. href is relative', { links: [{ rel: rel('2.0'), href: '/nodeinfo/2.0' }] }, ['/nodeinfo/2.0']],
    [
      '8. href is protocol-relative',
      { links: [{ rel: rel('2.0'), href: '//social.example.org/nodeinfo/2.0' }] },
      ['/nodeinfo/2.0'],
    ],
    [
      '8. href is http with a port and capitals',
      { links: [{ rel: rel('2.0'), href: 'http://Social.Example.Org:80/nodeinfo/2.0' }] },
      ['/nodeinfo/2.0'],
    ],
    [
      '10. one version is linked twice with different addresses',
      { links: [V20, { ...V20, href: '/n/2' }, V20] },
      ['/nodeinfo/2.0', '/n/2'],
    ],
    [
      '13. the address ends in a slash',
      { links: [{ rel: rel('2.0'), href: `${HOST}/nodeinfo/2.0/` }] },
      ['/nodeinfo/2.0/'],
    ],
  ])('%s', ([, json, paths]) => {
    expect(nodeinfoLinks(json, WELL_KNOWN).map((url) => url.href)).toEqual(paths.map((path) => HOST + path));
  });

  test("9. href on another host is told as it is: whether to follow is not the parser's to decide", () => {
    const [link] = nodeinfoLinks(
      { links: [{ rel: rel('2.0'), href: 'https://www.example.net/n' }] },
      WELL_KNOWN,
    );
    expect(link?.host).toBe('www.example.net');
  });

  test('11. an error in JSON links to nothing', () => {
    expect(nodeinfoLinks({ error: 'Federation is disabled' }, WELL_KNOWN)).toEqual([]);
    expect(parseNodeInfo({ error: 'Federation is disabled' })).toBeNull();
  });
});

/** What a document of this software observes as, with nothing else asked. */
function figuresOf(document: object, name = 'unheard-of'): Figures {
  const nodeinfo = parseNodeInfo({ version: '2.0', software: { name, version: '1' }, ...document });
  return observe(softwareFor(name).parse({}, nodeinfo)).figures;
}
const profileOf = (document: object) => observe(softwareFor(null).parse({}, parseNodeInfo(document))).profile;
const nobody = { users: null, activeMonth: null, activeHalfYear: null, statuses: null, comments: null };

describe('awkward documents', () => {
  test.for<[string, object, Partial<Figures>]>([
    ['14. usage is missing', {}, nobody],
    ['14. usage is empty', { usage: {} }, nobody],
    ['14. usage is null', { usage: null }, nobody],
    ['14. users is empty', { usage: { users: {}, localPosts: 4 } }, { ...nobody, statuses: 4 }],
    ['14. users is a list', { usage: { users: [], localPosts: 4 } }, { ...nobody, statuses: 4 }],
    [
      '15. active counts are null',
      { usage: { users: { total: 7, activeMonth: null, activeHalfyear: null } } },
      { users: 7, activeMonth: null, activeHalfYear: null },
    ],
    [
      '16. counts are texts beside numbers',
      { usage: { localPosts: '60', users: { total: '16', activeMonth: 2 } } },
      { users: 16, activeMonth: 2, statuses: 60 },
    ],
    [
      '17. localPosts is an object',
      { usage: { users: { total: 3 }, localPosts: { all: 5, direct: 1 } } },
      { users: 3, statuses: null },
    ],
    [
      '18. metadata is a list, services are missing, protocols is an object',
      { usage: { users: { total: 3 } }, metadata: [], protocols: { inbound: [] } },
      { users: 3 },
    ],
    [
      '22. activeHalfYear is spelled with a capital',
      { usage: { users: { activeHalfYear: 9 } } },
      { activeHalfYear: 9 },
    ],
    [
      '22. active_month is spelled with an underscore',
      { usage: { users: { active_month: 8 } } },
      { activeMonth: 8 },
    ],
  ])('%s', ([, document, expected]) => {
    expect(figuresOf(document)).toMatchObject(expected);
  });

  test.for<[unknown, string | null]>([
    ['FALSE', 'closed'],
    ['true', 'open'],
    [0, 'closed'],
    [1, 'open'],
    [undefined, null],
    ['maybe', null],
  ])('19. openRegistrations is %j', ([told, registrations]) => {
    expect(profileOf({ software: { name: 'x' }, openRegistrations: told }).registrations).toBe(registrations);
  });

  test.for<[string, string]>([
    ['Mobilizon', 'mobilizon'],
    ['NodeBB', 'nodebb'],
    [' Lemmy ', 'lemmy'],
    ['iceshrimp.net', 'iceshrimp.net'],
    ['Single file activitypub server', 'single file activitypub server'],
  ])('20. software.name %j has capitals, spaces or dots', ([told, name]) => {
    expect(parseNodeInfo({ software: { name: told } })?.softwareName).toBe(name);
    expect(profileOf({ software: { name: told } }).softwareName).toBe(name);
  });

  test.for<[unknown, string | null]>([
    ['', null],
    [null, null],
    [4, null],
    ['v0.1.0-master', 'v0.1.0-master'],
    ['unknown', 'unknown'],
    [`1.0-${'build'.repeat(40)}`, `1.0-${'build'.repeat(19)}…`],
  ])('21. the version %j is kept as %j', ([told, version]) => {
    expect(profileOf({ software: { name: 'x', version: told } }).softwareVersion).toBe(version);
  });

  test.for<[unknown, string | null]>([
    [null, null],
    ['', null],
    ['🐘🐘', '🐘🐘'],
    ['שלום', 'שלום'],
    [
      `<p>${'a'.repeat(40)}<script>x</script></p>`.repeat(100),
      `${'a'.repeat(40)} `.repeat(5).slice(0, 199).trimEnd() + '…',
    ],
    ['a\r\nb\u0000c\u200bd', 'a bcd'],
  ])('23. the name %j is kept as %j', ([told, title]) => {
    expect(profileOf({ software: { name: 'x' }, metadata: { nodeName: told } }).title).toBe(title);
  });

  test('24. staff accounts and mail addresses in the metadata leave no trace', () => {
    const metadata = {
      staffAccounts: ['https://x/@SECRET'],
      maintainer: { name: 'SECRET', email: 'SECRET' },
      nodeAdmins: [{ name: 'SECRET' }],
      contactEmail: 'SECRET',
    };
    const document = { software: { name: 'pleroma' }, metadata, organization: { contact: 'SECRET' } };
    const read = softwareFor('pleroma').parse({}, parseNodeInfo(document));
    expect('metadata' in read).toBe(false);
    expect(JSON.stringify(read)).not.toContain('SECRET');
  });

  test('25. a document of 100 kB is read, one nested without end is refused', () => {
    const reject = Array.from({ length: 8_000 }, (_, i) => `blocked${i}.example.org`);
    const body = JSON.stringify({
      software: { name: 'pleroma' },
      usage: { users: { total: 2 } },
      metadata: { federation: { mrf_simple: { reject } } },
    });
    const json = parseJson(Buffer.from(body));
    expect(json.ok && parseNodeInfo(json.value)?.claims.users).toEqual([2]);
    expect(parseJson(Buffer.from('{"metadata":'.repeat(5_000))).ok).toBe(false);
  });

  test('26. the well-known answer is the document itself', () => {
    const json = {
      version: '2.0',
      software: { name: 'x', version: '1' },
      usage: { users: { total: 4 } },
      openRegistrations: false,
    };
    expect(nodeinfoLinks(json, WELL_KNOWN)).toEqual([]);
    const { reading } = visit('social.example.org', { '/.well-known/nodeinfo': { status: 200, json } });
    expect(observe(reading).figures.users).toBe(4);
  });

  test('26. the well-known answer is a NodeInfo2 document', () => {
    const json = {
      version: '1.0',
      server: { name: 'N', software: 'Example', version: '0.5' },
      usage: { users: { total: 4 } },
    };
    expect(parseNodeInfo(json)).toMatchObject({
      softwareName: 'example',
      softwareVersion: '0.5',
      profile: { title: 'N' },
    });
  });
});
