/** /api/v1/instances in JSON and CSV: what is in an answer, and what is refused. */
import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { AT0, insertInstance, insertLatest, insertProfile, insertRefusal, insertSource } from '../rows.ts';
import { served } from './served.ts';

function herd(db: Database): void {
  const a = insertInstance(db, 'a.test', { lastVisitAt: AT0, lastAnswerAt: AT0 });
  insertProfile(db, a, {
    fromAt: AT0 - 10,
    untilAt: AT0,
    title: 'Old',
    softwareName: 'mastodon',
    rules: ['x'],
  });
  insertProfile(db, a, {
    softwareName: 'mastodon',
    softwareVersion: '4.5.0',
    title: '=cmd()',
    description: '<script>alert(1)</script>',
    languages: ['fr-CA', 'en'],
    registrations: 'approval',
    rules: ['x'],
    limitedFederation: false,
  });
  insertLatest(db, a, { users: 100, activeMonth: 20, statuses: 1_000, connections: 30, users7: 4 });
  insertRefusal(db, a, { figure: 'activeWeek', rule: 'above-ceiling', raw: '1e30' });
  const source = insertSource(db).id;
  const b = insertInstance(db, 'b.test', { state: 'discovered' });
  insertProfile(db, b, { softwareName: 'lemmy', title: '＝1+1, "quoted"\nline', source });
  insertLatest(db, b, { users: 50, source });
  insertInstance(db, 'c.test', {
    state: 'gone',
    failureKind: 'gone',
    failureDetail: '410',
    failingSince: AT0,
  });
}

describe('the directory', () => {
  test('has the names that clients rely on', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances?limit=1');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({
      data: [
        {
          domain: 'a.test',
          state: 'up',
          software: { name: 'mastodon', version: '4.5.0' },
          title: '=cmd()',
          description: '<script>alert(1)</script>',
          languages: ['fr-CA', 'en'],
          registrations: 'approval',
          users: 100,
          activeMonth: 20,
          activeHalfYear: null,
          activeWeek: null,
          statuses: 1_000,
          comments: null,
          connections: 30,
          peersListed: null,
          change7: { users: 4, statuses: null, connections: null },
          change30: { users: null },
          knownSince: null,
          availability: null,
          facts: {
            topics: [],
            country: null,
            region: null,
            operatorType: null,
            operator: null,
            source: null,
          },
          guesses: { language: null, topics: [], country: null },
          observedAt: AT0,
          source: null,
        },
      ],
      next: expect.any(String),
      total: 3,
    });
  });

  test('is walked page by page with next, which the Link header repeats', async () => {
    const { app } = await served(herd);
    const seen: string[] = [];
    let url: string | undefined = '/fr/api/v1/instances?limit=1&sort=statuses';
    while (url !== undefined) {
      const answer = await app.inject(url);
      const { data, next } = answer.json<{ data: { domain: string }[]; next: string | null }>();
      seen.push(...data.map(({ domain }) => domain));
      const link = /^<http:\/\/127\.0\.0\.1:3000([^>]+)>; rel="next"$/.exec(String(answer.headers['link']));
      expect(link === null).toBe(next === null);
      if (next !== null) expect(new URL(`http://x${link?.[1]}`).searchParams.get('after')).toBe(next);
      url = link?.[1];
    }
    expect(seen).toEqual(['a.test', 'b.test', 'c.test']);
  });

  test.each([
    ['q=QUOTED', ['b.test']],
    ['software=lemmy,mastodon', ['a.test', 'b.test']],
    ['software=lemmy&software=mastodon&minUsers=&q=', ['a.test', 'b.test']],
    ['language=fr', ['a.test']],
    ['registrations=approval,open', ['a.test']],
    ['state=gone', ['c.test']],
    ['minUsers=60', ['a.test']],
    ['maxUsers=60', ['b.test']],
    ['size=medium,large', ['a.test']],
    ['version=4.5&software=mastodon', ['a.test']],
    ['upkeep=behind', ['a.test']],
    ['limitedFederation=no', ['a.test']],
    ['topic=tech', []],
    ['country=fr', []],
    ['language=fr-CA', ['a.test']],
    ['q=quoted&sort=relevance', ['b.test']],
    ['sort=activity', ['a.test', 'b.test', 'c.test']],
    ['sort=domain', ['a.test', 'b.test', 'c.test']],
    ['sort=users&order=asc', ['b.test', 'a.test', 'c.test']],
  ])('filters and sorts by %s', async (query, domains) => {
    const { app } = await served(herd);
    const answer = await app.inject(`/api/v1/instances?${query}`);
    expect(answer.json<{ data: { domain: string }[] }>().data.map(({ domain }) => domain)).toEqual(domains);
  });

  test.each([
    ['colour=red&shape=1', 'unknown-parameter', 'Unknown parameter: colour, shape.'],
    ['limit=501', 'invalid-parameter', 'limit must be <= 500.'],
    ['limit=ten', 'invalid-parameter', 'limit must be integer.'],
    ['sort=name', 'invalid-parameter', /sort/],
    ['state=up,dead', 'invalid-parameter', /state/],
    ['minUsers=-1', 'invalid-parameter', /minUsers/],
    ['minUsers=10&maxUsers=9', 'invalid-parameter', 'minUsers has to be at most maxUsers.'],
    ['size=enormous', 'invalid-parameter', /size does not know "enormous". It knows: tiny, small/],
    ['country=France', 'invalid-parameter', /country does not know "France"/],
    ['version=4', 'invalid-parameter', /version/],
    ['topic=art,cooking', 'invalid-parameter', /cooking/],
    ['guesses=maybe', 'invalid-parameter', /guesses/],
    ['sort=fair&seed=a b', 'invalid-parameter', /seed/],
    ['after=nonsense', 'invalid-cursor', /^after: /],
    ['__proto__=1', 'unknown-parameter', /__proto__/],
  ])('refuses %s', async (query, code, message) => {
    const { app } = await served(herd);
    const answer = await app.inject(`/api/v1/instances?${query}`);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toEqual({ error: { code, message: expect.stringMatching(message) } });
  });

  test('is drawn by lot, the same way for the same seed', async () => {
    const { app } = await served(herd);
    const drawn = async (query: string): Promise<string[]> => {
      const answer = await app.inject(`/api/v1/instances?sort=fair&${query}`);
      return answer.json<{ data: { domain: string }[] }>().data.map(({ domain }) => domain);
    };
    expect(await drawn('seed=a')).toEqual(await drawn('seed=a'));
    const orders = await Promise.all(Array.from({ length: 16 }, (_, seed) => drawn(`seed=s${seed}`)));
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
    for (const order of orders) expect(order.toSorted()).toEqual(['a.test', 'b.test', 'c.test']);
  });

  test('suggests what may be meant, from the first letters on', async () => {
    const { app } = await served(herd);
    const suggested = async (q: string): Promise<unknown> =>
      (await app.inject(`/api/v1/suggest?q=${encodeURIComponent(q)}`)).json();
    expect(await suggested('quo')).toEqual({
      data: [{ domain: 'b.test', title: '＝1+1, "quoted"\nline', users: 50 }],
    });
    expect(await suggested('a')).toMatchObject({ data: [{ domain: 'a.test' }] });
    expect(await suggested('  ')).toEqual({ data: [] });
    // Gone: found by searching, not offered.
    expect(await suggested('c.test')).toEqual({ data: [] });
    expect((await app.inject('/api/v1/suggest?p=1')).statusCode).toBe(400);
  });

  test('comes as CSV by ending, parameter and header alike', async () => {
    const { app } = await served(herd);
    const answers = await Promise.all([
      app.inject('/api/v1/instances.csv'),
      app.inject('/api/v1/instances?format=csv'),
      app.inject({ url: '/api/v1/instances', headers: { accept: 'text/csv' } }),
    ]);
    expect(new Set(answers.map(({ payload }) => payload)).size).toBe(1);
    expect(answers[0].headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="instances.csv"',
    });
    expect(parse(answers[0].payload, { columns: true })).toMatchObject([
      {
        domain: 'a.test',
        users: '100',
        languages: 'fr-CA en',
        observedAt: String(AT0),
        observedTime: '2026-03-02T00:00:00Z',
        source: '',
      },
      { domain: 'b.test', users: '50', statuses: '', source: 'Old register' },
      { domain: 'c.test', users: '' },
    ]);
  });

  test('disarms formulas in CSV, the full-width ones too, and quotes all text', async () => {
    const { app } = await served(herd);
    const { payload } = await app.inject('/api/v1/instances.csv');
    expect(payload).toContain(`,"'=cmd()",`);
    expect(payload).toContain(`,"'＝1+1, ""quoted""\nline",`);
    expect(payload.split('\r\n')[1]).toMatch(/^"a\.test","up","mastodon","4\.5\.0",/);
  });
});

describe('one instance', () => {
  test('has everything the directory has, its profile, changes and refusals', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances/a.test');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toMatchObject({
      domain: 'a.test',
      users: 100,
      rules: ['x'],
      limitedFederation: false,
      failure: null,
      addedAt: AT0,
      changes: { users: { day1: null, day7: 4, day30: null } },
      refusals: [{ figure: 'activeWeek', rule: 'above-ceiling', raw: '1e30', fromAt: AT0, lastAt: AT0 }],
    });
    expect(answer.json<{ profileChanges: unknown[] }>().profileChanges).toContainEqual({
      at: AT0,
      field: 'languages',
      before: [],
      after: ['fr-CA', 'en'],
      source: null,
    });
  });

  test('says why it failed, and where imported figures come from', async () => {
    const { app } = await served(herd);
    const gone = await app.inject('/api/v1/instances/c.test');
    expect(gone.json()).toMatchObject({
      users: null,
      failure: { kind: 'gone', detail: '410' },
      failingSince: AT0,
    });
    const imported = await app.inject('/api/v1/instances/b.test');
    expect(imported.json()).toMatchObject({ state: 'discovered', source: { name: 'Old register' } });
  });

  test.each(['A.TEST', 'https%3A%2F%2Fa.test%2F', 'a.test.'])('is found as %s', async (name) => {
    const { app } = await served(herd);
    expect((await app.inject(`/api/v1/instances/${name}`)).json()).toMatchObject({ domain: 'a.test' });
  });

  test.each([
    ['d.test', 404, 'unknown-instance'],
    ['localhost', 400, 'not-a-domain'],
    ['10.0.0.1', 400, 'not-a-domain'],
    ['%00%0d%0a', 400, 'not-a-domain'],
    [`${'a'.repeat(254)}.test`, 400, 'invalid-parameter'],
    [`${'a'.repeat(400)}.test`, 404, 'not-found'],
    ['%zz', 400, 'invalid-request'],
  ])('asked for as %s is answered %i', async (name, status, code) => {
    const { app } = await served(herd);
    const answer = await app.inject(`/api/v1/instances/${name}`);
    expect(answer.statusCode).toBe(status);
    expect(answer.json()).toEqual({ error: { code, message: expect.any(String) } });
  });

  test('is one line of CSV under its own name', async () => {
    const { app } = await served(herd);
    const answer = await app.inject('/api/v1/instances/a.test.csv');
    expect(answer.headers['content-disposition']).toBe('attachment; filename="a.test.csv"');
    expect(parse(answer.payload, { columns: true })).toHaveLength(1);
  });
});
