/** Awkward API answers of servers, numbered as in the list of protocol facts (56 to 60; 39 to 55 are the network's). */
import { describe, expect, test } from 'vitest';
import { observe } from '../../crawler/observation.ts';
import { noNodeinfo } from '../../crawler/software/no-nodeinfo.ts';
import type { Answers } from '../../crawler/software/software.ts';

const ok = (json: unknown) => ({ status: 200, json });
const v1 = (json: object): Answers => ({ v1: ok({ uri: 'social.example.org', version: '4.3.1', ...json }) });

describe('awkward API answers', () => {
  const TITLE = { title: 'T', version: '4.3.1' };

  test('56. v1 answers 404 but v2 works', () => {
    const reading = noNodeinfo.parse(
      {
        v1: { status: 404, json: null },
        v2: ok({ domain: 'x.example.org', usage: { users: { active_month: 5 } }, ...TITLE }),
      },
      null,
    );
    expect(observe(reading)).toMatchObject({
      figures: { activeMonth: 5 },
      profile: { title: 'T', softwareName: 'mastodon' },
    });
  });

  test('56. v2 answers 404 but v1 works', () => {
    const reading = noNodeinfo.parse(
      { ...v1({ ...TITLE, stats: { user_count: 3 } }), v2: { status: 404, json: null } },
      null,
    );
    expect(observe(reading)).toMatchObject({ figures: { users: 3 }, profile: { title: 'T' } });
  });

  test('57. stats are missing, null, or hold nulls', () => {
    for (const stats of [
      undefined,
      null,
      [1, 2],
      { user_count: null, status_count: null, domain_count: null },
    ]) {
      const observation = observe(noNodeinfo.parse(v1({ ...TITLE, stats }), null));
      expect(observation.figures).toMatchObject({ users: null, statuses: null, connections: null });
      expect(observation.refusals).toEqual([]);
    }
  });

  test('57. contact accounts are not read, whatever they are', () => {
    for (const account of [null, { username: 'SECRET' }, { username: '', emojis: null }]) {
      const reading = noNodeinfo.parse(
        v1({ ...TITLE, email: 'SECRET', contact_account: account, contact: { email: 'SECRET', account } }),
        null,
      );
      expect(JSON.stringify(reading)).not.toContain('SECRET');
    }
  });

  test.for<[unknown, string | null]>([
    ['social.example.org', 'social.example.org'],
    ['https://social.example.org', 'social.example.org'],
    ['http://social.example.org/', 'social.example.org'],
    ['Social.Example.ORG', 'social.example.org'],
    ['social.λ.zone', 'social.xn--wxa.zone'],
    ['localhost:3000', 'localhost:3000'],
    ['', null],
    [null, null],
    ['https://', null],
    ['a b', null],
  ])('58. uri %j names %j', ([uri, host]) => {
    expect(noNodeinfo.parse({ v1: ok({ ...TITLE, uri }) }, null).identity).toBe(host);
  });

  test('59. language codes are canonical, the rest is left out', () => {
    const languages = [
      'en-us',
      'zh-CN',
      'pt_BR',
      'und',
      'ja ',
      null,
      4,
      '',
      'EN-US',
      'english',
      '<script>',
      '__proto__',
      'x-private',
      'de-'.repeat(40),
      'en-a',
    ];
    const { profile } = observe(noNodeinfo.parse(v1({ ...TITLE, languages }), null));
    expect(profile.languages).toEqual(['en-US', 'zh-CN', 'pt-BR', 'ja']);
  });

  test('60. rules are empty, null or carry translations, and the description is null', () => {
    for (const rules of [[], null, undefined, {}, 'none']) {
      expect(
        observe(noNodeinfo.parse(v1({ ...TITLE, rules, description: null }), null)).profile,
      ).toMatchObject({ rules: [], description: null });
    }
    const rules = [
      { id: '1', text: 'Be <b>kind</b>', hint: '', translations: { de: { text: 'Sei nett' } } },
      null,
      { id: '2' },
      'text',
    ];
    expect(observe(noNodeinfo.parse(v1({ ...TITLE, rules }), null)).profile.rules).toEqual(['Be kind']);
  });
});
