import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseRobots } from '../../crawler/robots.ts';

const ORIGIN = 'https://social.example.org';
const V1 = '/api/v1/instance';
const allows = (body: string, path: string) => parseRobots(body, ORIGIN).isAllowed(path);

describe('robots.txt forbids everything', () => {
  test.for<[string, string]>([
    ['plainly', 'User-agent: *\nDisallow: /\n'],
    [
      'with mark, CRLF, comments, odd case and two agents in a group',
      '\ufeff# hello\r\nUSER-AGENT: somebot\r\nUser-Agent: *   # everyone\r\n\r\n  DISALLOW :  /   # all\r\n',
    ],
    ['with old Mac line ends', 'User-agent: *\rDisallow: /\r'],
    [
      'with a sitemap between the agents of a group',
      'User-agent: Herdbook\nSitemap: https://x/y\nUser-agent: other\nDisallow: /',
    ],
    ['by our name', 'User-agent: herdbook\nDisallow: /\n\nUser-agent: *\nAllow: /'],
    ['by our name with a version', 'User-agent: Herdbook/0.1\nDisallow: /'],
    ['by our name and a word', 'User-agent: Herdbook crawler\nDisallow: /'],
    ['with a star', 'User-agent: *\nDisallow: *'],
    [
      'in a second group for the same agent',
      'User-agent: *\nDisallow: /x\n\nUser-agent: a\nDisallow: /y\n\nUser-agent: *\nDisallow: /',
    ],
    ['as old Pleroma shipped it', 'User-Agent: *\nDisallow: /'],
  ])('%s', ([, body]) => {
    expect(allows(body, V1)).toBe(false);
    expect(allows(body, '/.well-known/nodeinfo')).toBe(false);
  });
});

describe('robots.txt allows everything', () => {
  test.for<[string, string]>([
    ['when empty', ''],
    ['with an empty rule', 'User-agent: *\nDisallow:\n'],
    ['when it is a page', '<!doctype html><p>\nUser-agent: *\nDisallow: /\n</p>'],
    ['when it speaks to others only', 'User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /'],
    ['when it speaks to longer names only', 'User-agent: HerdbookPlus\nDisallow: /'],
    ['when rules stand before any agent', 'Disallow: /\nUser-agent: *\nDisallow: /x'],
    ['when our own group is empty', 'User-agent: *\nDisallow: /\n\nUser-agent: Herdbook\n'],
    [
      'when our own group has only an empty rule',
      'User-agent: Herdbook\nDisallow:\n\nUser-agent: *\nDisallow: /',
    ],
    ['when it is noise', '\u0000\u0001:::\n:\nfoo'],
  ])('%s', ([, body]) => {
    expect(allows(body, V1)).toBe(true);
    expect(allows(body, '/nodeinfo/2.0')).toBe(true);
  });
});

describe('the longest rule wins', () => {
  const BODY =
    'User-agent: *\nDisallow: /\nAllow: /api/v1/instance$\nAllow: /api/v2/instance$\nAllow: /.well-known/\nAllow: /nodeinfo/\n';

  test.for<[string, boolean]>([
    [V1, true],
    ['/api/v2/instance', true],
    ['/api/v1/instance/peers', false],
    ['/api/v1/instance/activity', false],
    ['/api/v1/instance?x', false],
    ['/.well-known/nodeinfo', true],
    ['/nodeinfo/2.0', true],
    ['/', false],
  ])('%s: %s', ([path, isAllowed]) => {
    expect(allows(BODY, path)).toBe(isAllowed);
  });

  test('and of two as long the kinder one', () => {
    expect(allows('User-agent: *\nDisallow: /api\nAllow: /api', V1)).toBe(true);
  });

  test('stars, ends and escapes count', () => {
    expect(allows('User-agent: *\nDisallow: /*/instance$', V1)).toBe(false);
    expect(allows('User-agent: *\nDisallow: /*/instance$', `${V1}/peers`)).toBe(true);
    expect(allows('User-agent: *\nDisallow: /%61pi/', V1)).toBe(false);
    expect(allows('User-agent: *\nDisallow: /*?', '/n?local')).toBe(false);
  });

  test('a rule without its leading slash still counts', () => {
    expect(allows('User-agent: *\nDisallow: api/', V1)).toBe(false);
  });
});

describe('as GoToSocial and Loops ship it', () => {
  test('GoToSocial forbids NodeInfo unless its statistics are served', () => {
    const start =
      'User-agent: GPTBot\nUser-agent: Kangaroo Bot\nDisallow: /\n\nUser-agent: *\nCrawl-delay: 500\nDisallow: /api/\n';
    expect(allows(start, '/nodeinfo/2.0')).toBe(true);
    expect(allows(start, V1)).toBe(false);
    expect(allows(`${start}Disallow: /.well-known/nodeinfo\nDisallow: /nodeinfo/\n`, '/nodeinfo/2.0')).toBe(
      false,
    );
    expect(parseRobots(start, ORIGIN).crawlDelaySeconds).toBe(500);
  });

  test('Loops forbids the API and allows NodeInfo', () => {
    const body =
      'User-agent: *\nAllow: /\n\nDisallow: /api/\n\nAllow: /nodeinfo/2.0\nAllow: /api/v1/video/\n';
    expect(allows(body, '/nodeinfo/2.0')).toBe(true);
    expect(allows(body, V1)).toBe(false);
  });
});

test.for<[string, number | null]>([
  ['10', 10],
  ['0.5', 0.5],
  ['0', null],
  ['-3', null],
  ['', null],
  ['soon', null],
  ['1e999', null],
])('a crawl delay of %j is %j', ([told, seconds]) => {
  expect(parseRobots(`User-agent: *\nCrawl-delay: ${told}\nDisallow: /x`, ORIGIN).crawlDelaySeconds).toBe(
    seconds,
  );
});

describe('a hostile file', () => {
  test('is cut at a line near 500 kB', () => {
    const comments = '# padding line to read\n'.repeat(30_000);
    expect(allows(`User-agent: *\nDisallow: /x\n${comments}Disallow: /`, V1)).toBe(true);
    expect(allows(`User-agent: *\nDisallow: /\n${comments}`, V1)).toBe(false);
  });

  test.for<[string, string]>([
    ['many stars', `User-agent: *\nDisallow: ${'/*'.repeat(200_000)}\n`],
    ['many rules of many stars', `User-agent: *\n${`Disallow: ${'/*a'.repeat(60)}$\n`.repeat(4_000)}`],
    [
      'many agents',
      `${'User-agent: *\nUser-agent: Herdbook\n'.repeat(15_000)}${'Disallow: /a\n'.repeat(10_000)}`,
    ],
    ['many colons', ':'.repeat(5_000_000)],
    ['many line ends', '\r\n'.repeat(5_000_000)],
  ])('with %s costs little', ([, body]) => {
    const started = performance.now();
    const robots = parseRobots(body, ORIGIN);
    for (let i = 0; i < 8; i++) robots.isAllowed('/api/v1/instance/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a/a');
    expect(performance.now() - started).toBeLessThan(1_500);
  });

  test('never throws', () => {
    const line = fc.tuple(
      fc.constantFrom('User-agent', 'Disallow', 'Allow', 'Crawl-delay', 'x', '__proto__'),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(fc.array(line), fc.webPath(), (lines, path) => {
        const robots = parseRobots(lines.map(([name, value]) => `${name}: ${value}`).join('\n'), ORIGIN);
        expect(typeof robots.isAllowed(path)).toBe('boolean');
      }),
    );
  });
});
