/** The lists of the API beside the directory: facets, choices, events, milestones. */
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { milestonePage } from '../../db/network/milestones.ts';
import { newsPage } from '../../db/network/news.ts';
import { openWriter, type Database } from '../../db/open.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertProfile,
  insertRun,
} from '../rows.ts';
import { choosingApps } from './choosing.ts';
import { served } from './served.ts';

describe('the facets', () => {
  function herd(db: Database): void {
    for (const [name, software, users] of [
      ['a.test', 'mastodon', 5],
      ['b.test', 'mastodon', 50],
      ['c.test', 'lemmy', 50],
    ] as const) {
      const id = insertInstance(db, name);
      insertProfile(db, id, { softwareName: software, languages: ['fr'] });
      insertLatest(db, id, { users });
    }
  }

  test('count what each value would show, with every filter but its own', async () => {
    const { app } = await served(herd);
    const { facets } = (await app.inject('/api/v1/facets?software=lemmy')).json<{
      facets: Record<string, unknown>;
    }>();
    expect(facets['software']).toEqual([
      { value: 'mastodon', count: 2, guessed: 0 },
      { value: 'lemmy', count: 1, guessed: 0 },
    ]);
    expect(facets['size']).toEqual([{ value: 'small', count: 1, guessed: 0 }]);
  });

  test('are the counts of the directory itself', async () => {
    const { app } = await served(herd);
    const { facets } = (await app.inject('/api/v1/facets')).json<{
      facets: Record<string, { value: string; count: number }[]>;
    }>();
    for (const [name, values] of Object.entries(facets)) {
      for (const { value, count } of values) {
        const answer = await app.inject(`/api/v1/instances?${new URLSearchParams({ [name]: value })}`);
        expect(answer.json(), `${name}=${value}`).toMatchObject({ total: count });
      }
    }
    const rows = parse((await app.inject('/api/v1/facets.csv')).payload, { columns: true });
    expect(rows).toHaveLength(Object.values(facets).flat().length);
  });

  test('refuse a value that a filter does not know', async () => {
    const { app } = await served(herd);
    expect((await app.inject('/api/v1/facets?size=enormous')).json()).toMatchObject({
      error: { code: 'invalid-parameter' },
    });
  });
});

describe('choosing', () => {
  type Answer = {
    left: number;
    all: number;
    suggestions: { instance: { domain: string; languages: string[] } }[];
    options: Record<string, { value: string; count: number }[]>;
    without: { question: string; count: number }[];
  };
  const ask = async (query: string): Promise<Answer> => {
    const { full } = await choosingApps();
    return (await full.inject(`/api/v1/choose?${query}`)).json<Answer>();
  };

  test('suggests at most five that fit, the same ones for the same seed', async () => {
    const [first, again, other] = await Promise.all(
      ['seed=a', 'seed=a', 'seed=b'].map((seed) => ask(`language=fr&${seed}`)),
    );
    expect(first?.suggestions).toHaveLength(5);
    expect(first?.suggestions).toEqual(again?.suggestions);
    expect(first?.suggestions).not.toEqual(other?.suggestions);
    for (const { instance } of first?.suggestions ?? []) expect(instance.languages).toContain('fr');
  });

  test('leaves as many as it says for each answer', async () => {
    const { options, all } = await ask('');
    expect(options['language']?.map(({ value }) => value).sort()).toEqual(['de', 'fr']);
    for (const { value, count } of options['language'] ?? []) {
      expect(await ask(`language=${value}`)).toMatchObject({ left: count, all });
    }
  });

  test('says what stands in the way where nothing fits', async () => {
    const { left, without } = await ask('language=fr&topic=food');
    expect(left).toBe(0);
    expect(without.map(({ question }) => question)).toEqual(['language', 'topic']);
    expect(without[1]?.count).toBeGreaterThan(0);
  });

  test.each(['size=huge', 'signUp=never', 'country=france', 'colour=red', 'language=French'])(
    'refuses %s',
    async (query) => {
      const { full } = await choosingApps();
      expect((await full.inject(`/api/v1/choose?${query}`)).statusCode).toBe(400);
    },
  );
});

test('the events are those the graphs mark, of the span asked for', async () => {
  const { app } = await served();
  const { data } = (await app.inject('/api/v1/events')).json<{ data: { day: string }[] }>();
  expect(data.length).toBeGreaterThan(10);
  expect(data.map(({ day }) => day)).toEqual(data.map(({ day }) => day).toSorted());
  const [, second] = data;
  const one = await app.inject(`/api/v1/events?from=${second?.day}&until=${second?.day}`);
  expect(one.json()).toEqual({ data: data.filter(({ day }) => day === second?.day) });
});

describe('the milestones', () => {
  function herd(db: Database): void {
    for (const [index, users] of [90, 120, 230, 600].entries())
      insertNetworkDay(db, DAY0 - 3 + index, {
        users,
        activeMonth: users,
        instances: users,
        measured: users,
      });
    for (const name of ['a.test', 'b.test']) {
      const id = insertInstance(db, name);
      insertLatest(db, id, { users: 1_001 });
      insertDays(db, id, DAY0 - 1, 'users', [999, 1_001]);
      db.prepare('INSERT INTO longView (instance, usersBefore, visits, answered) VALUES (?, 900, 0, 0)').run(
        id,
      );
    }
  }

  test('are told newest first, the network before the instances of a day', async () => {
    const { app } = await served(herd);
    const { data } = (await app.inject('/api/v1/milestones')).json<{ data: { day: string }[] }>();
    expect(data[0]).toEqual({
      day: '2026-03-02',
      domain: null,
      title: null,
      figure: 'users',
      passed: 500,
    });
    expect(data.filter(({ day }) => day === '2026-03-02')).toHaveLength(5);
    expect(data).toHaveLength(11);
  });

  test('are walked in pages of any size without skipping or repeating one of a day', () => {
    const db = openWriter(':memory:');
    herd(db);
    const all = milestonePage(db, AT0, 1_000).items;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), (limit) => {
        const seen = [];
        let after: string | undefined;
        do {
          const page = milestonePage(db, AT0, limit, after);
          seen.push(...page.items);
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(seen).toEqual(all);
      }),
    );
  });

  test.each(['x', 'WyJuZXdzIiwxNzcyNDA5NjAwMywibWFzdG9kb24uZXhhbXBsZSJd'])(
    'refuse the cursor %s',
    async (after) => {
      const { app } = await served(herd);
      expect((await app.inject(`/api/v1/milestones?after=${after}`)).json()).toMatchObject({
        error: { code: 'invalid-cursor' },
      });
    },
  );
});

describe('what changed', () => {
  /** Everything at two moments, as after an import: nothing but names and kinds tells the events apart. */
  function herd(db: Database): void {
    for (let index = 0; index < 9; index += 1) {
      const state = index % 4 === 3 ? 'gone' : 'up';
      const id = insertInstance(db, `n${index}.test`, {
        state,
        lastAnswerAt: AT0,
        lastVisitAt: AT0,
        ...(state === 'gone' ? { failingSince: AT0, failureKind: 'gone' } : {}),
      });
      const fields = { softwareName: 'mastodon', rules: ['a'] };
      insertProfile(db, id, {
        ...fields,
        fromAt: AT0 - 10,
        untilAt: AT0,
        softwareVersion: '4.4.0',
        registrations: 'closed',
      });
      insertProfile(db, id, { ...fields, softwareVersion: '4.5.0', registrations: 'open', rules: ['b'] });
    }
  }

  test('is walked in pages of any size without skipping or repeating what happened at once', () => {
    const db = openWriter(':memory:');
    herd(db);
    const all = newsPage(db, 1_000).items;
    expect(all).toHaveLength(9 + 9 * 3 + 2);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (limit) => {
        const seen = [];
        let after: string | undefined;
        do {
          const page = newsPage(db, limit, after);
          seen.push(...page.items);
          after = page.next ?? undefined;
        } while (after !== undefined);
        expect(seen).toEqual(all);
      }),
    );
  });
});

test('runs are walked in pages of any size, each once', async () => {
  const { app } = await served((db) => {
    for (let index = 0; index < 7; index += 1) insertRun(db, { startedAt: AT0, finishedAt: AT0 });
  });
  for (const limit of [1, 2, 3, 7, 8]) {
    const seen: number[] = [];
    let after: number | null = null;
    do {
      const query: string = `limit=${limit}${after === null ? '' : `&after=${after}`}`;
      const page = (await app.inject(`/api/v1/runs?${query}`)).json<{
        data: { id: number }[];
        next: number | null;
      }>();
      seen.push(...page.data.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1]);
  }
});
