/** One neutral example of everything that is known to have spoilt the totals of others: what is told, and what counts. */
import { describe, expect, test } from 'vitest';
import { parseNodeInfo } from '../../crawler/nodeinfo.ts';
import { observe } from '../../crawler/observation.ts';
import { runPass } from '../../crawler/run.ts';
import { softwareFor } from '../../crawler/software/index.ts';
import type { Answers } from '../../crawler/software/software.ts';
import { findInstance } from '../../db/instance.ts';
import { addInstances } from '../../db/instances.ts';
import { ledgerOf, type Standing } from '../../db/trust/ledger.ts';
import type { Figures } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { RULES } from '../../db/trust/rules.ts';
import { dayOf, HOUR } from '../../db/time.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const AT = unix('2026-02-01T00:00:00Z');
const NAME = 'lantern.test';
const ok = (json: unknown) => ({ status: 200, json });

type Told = {
  readonly software: string;
  readonly users: object;
  readonly usage?: object;
  readonly answers?: Answers;
};
function observed({ software, users, usage = {}, answers = {} }: Told): ReturnType<typeof observe> {
  const document = {
    version: '2.0',
    software: { name: software, version: '1.0' },
    usage: { users, ...usage },
  };
  return observe(softwareFor(software).parse(answers, parseNodeInfo(document)));
}

async function visited(visits: readonly Told[], hours = 6): Promise<Database> {
  const db = openWriter(':memory:');
  addInstances(db, [domain(NAME)], 'operator', AT);
  for (const [index, told] of visits.entries()) {
    const at = AT + index * hours * HOUR;
    await runPass({
      db,
      probe: async ({ domain: name }) => ({ ...answer(name, at), observation: observed(told) }),
      now: () => at,
      random: () => 0.5,
      concurrency: 1,
      signal: new AbortController().signal,
      which: 'all',
    });
  }
  return db;
}

const total = (db: Database): Partial<Figures> =>
  db
    .prepare("SELECT users, statuses FROM networkDay WHERE dimension = 'all' ORDER BY day DESC LIMIT 1")
    .get() as Partial<Figures>;
function standing(
  db: Database,
  visits: number,
  hours: number,
): readonly [Standing | undefined, string | null] {
  const detail = findInstance(db, domain(NAME));
  if (detail === null) throw new Error('not in the register');
  const entry = ledgerOf(detail, dayOf(AT + visits * hours * HOUR)).find(({ figure }) => figure === 'users');
  return [entry?.standing, entry?.rule ?? null];
}

const grown = (...statuses: number[]): Told[] =>
  statuses.map((localPosts) => ({ software: 'pixelfed', users: { total: 15 }, usage: { localPosts } }));
const v1 = (users: number, statuses: number) => ({
  v1: ok({
    uri: NAME,
    version: '4.3.1',
    stats: { user_count: users, status_count: statuses, domain_count: 900 },
  }),
});

/** What is told in one visit: the accounts that count, their standing and the rule. */
describe('of one answer', () => {
  test.each<[string, Told, number | null, Standing, string | null]>([
    [
      'an honest server',
      { software: 'mastodon', users: { total: 60 }, usage: { localPosts: 900 } },
      60,
      'measured',
      null,
    ],
    ['a negative count', { software: 'mastodon', users: { total: -431 } }, null, 'implausible', 'negative'],
    ['half an account', { software: 'mastodon', users: { total: 12.5 } }, null, 'implausible', 'fractional'],
    [
      'more than can be counted',
      { software: 'mastodon', users: { total: 2 ** 53 } },
      null,
      'implausible',
      'beyond-2^53',
    ],
    [
      'all living humans',
      { software: 'mastodon', users: { total: 8_100_000_000 } },
      null,
      'implausible',
      'above-ceiling',
    ],
    [
      'an empty crowd',
      { software: 'mastodon', users: { total: 4_800_000 }, usage: { localPosts: 120 } },
      null,
      'implausible',
      'users-without-statuses',
    ],
    [
      'remote accounts of a Lemmy told as its own',
      { software: 'lemmy', users: { total: 24_234, activeHalfyear: 5 }, usage: { localPosts: 2 } },
      null,
      'implausible',
      'users-without-statuses',
    ],
    [
      'remote accounts told by one of two sources',
      { software: 'mastodon', users: { total: 30 }, usage: { localPosts: 200 }, answers: v1(91_000, 200) },
      null,
      'contradicted',
      'contradicted',
    ],
    [
      'remote accounts of a Calckey beside its own',
      {
        software: 'calckey',
        users: {},
        answers: { stats: ok({ usersCount: 91_000, originalUsersCount: 30, originalNotesCount: 200 }) },
      },
      30,
      'measured',
      null,
    ],
    [
      'a joke',
      { software: 'pleroma', users: { total: 69_420 }, usage: { localPosts: 9_000_000 } },
      null,
      'implausible',
      'joke',
    ],
    [
      'another joke',
      { software: 'yellbot', users: { total: 1_114_112 }, usage: { localPosts: 9_000_000 } },
      null,
      'implausible',
      'joke',
    ],
    [
      'zeros of a GoToSocial that serves none',
      { software: 'gotosocial', users: { total: 0 }, usage: { localPosts: 0 } },
      null,
      'withheld',
      'zeroed',
    ],
    [
      'zeros of a Funkwhale that counts nothing',
      { software: 'funkwhale', users: { total: 0, activeMonth: 0 }, usage: { localPosts: 0 } },
      null,
      'withheld',
      'zeroed',
    ],
    [
      'zeros of a fresh server',
      { software: 'mastodon', users: { total: 0 }, usage: { localPosts: 0 } },
      0,
      'measured',
      null,
    ],
    ['a relay', { software: 'activityrelay', users: { total: 1_434 } }, null, 'implausible', 'machine'],
    ['a bridge', { software: 'bridgy-fed', users: { total: 121_974 } }, null, 'implausible', 'machine'],
  ])('%s', async (_, told, users, worth, rule) => {
    const db = await visited([told]);
    expect(total(db)?.users ?? null).toBe(users);
    expect(standing(db, 0, 6)).toEqual([worth, rule]);
  });

  test('random numbers of a GoToSocial are not read at all', () => {
    const baffle: Told = {
      software: 'gotosocial',
      users: { total: 512_004, activeMonth: 80_211 },
      usage: { localPosts: 7_000_000 },
    };
    expect(observed(baffle).figures).toMatchObject({ users: null, activeMonth: null, statuses: null });
  });

  test('who has fewer accounts than are active is believed in the accounts only', () => {
    const { figures, refusals } = observed({ software: 'mastodon', users: { total: 10, activeMonth: 900 } });
    expect(figures).toMatchObject({ users: 10, activeMonth: null });
    expect(refusals.map(({ rule }) => rule)).toEqual(['active-above-users']);
  });
});

describe('of several answers', () => {
  test('a counter that runs away waits', async () => {
    const db = await visited(grown(4_000, 4_010, 1_085_964, 1_085_999), 24);
    expect(total(db)).toMatchObject({ users: 15, statuses: 4_010 });
    const more = await visited(grown(2_000_000, 2_000_100, 2_400_000), 24);
    expect(total(more)).toMatchObject({ statuses: 2_000_100 });
  });

  test('the same writing of a mirror, and of a large instance, does not', async () => {
    expect(total(await visited(grown(700_000, 709_000, 718_000), 24))).toMatchObject({ statuses: 718_000 });
    const large = [100_000_000, 100_900_000].map((localPosts) => ({
      software: 'misskey',
      users: { total: 30_000 },
      usage: { localPosts },
    }));
    expect(total(await visited(large, 24))).toMatchObject({ statuses: 100_900_000 });
  });

  test('dice are thrown out', async () => {
    const told = [300_000, 512_004, 80_211, 733_900, 401_222].map((total_) => ({
      software: 'mastodon',
      users: { total: total_ },
      usage: { localPosts: total_ * 20 },
    }));
    const db = await visited(told, 24);
    expect(total(db)?.users ?? null).toBeNull();
    expect(standing(db, 4, 24)).toEqual(['implausible', 'erratic']);
  });
});

describe('of several names', () => {
  test('an alias that says whom it stands for, and a farm of names, count once', async () => {
    const db = openWriter(':memory:');
    const names = ['herd.test', 'a.herd.test', 'b.herd.test', 'vanity.test'];
    addInstances(db, names.map(domain), 'operator', AT);
    const same = { figures: { users: 50_317, activeMonth: 9_000, statuses: 2_146_662, connections: 32_119 } };
    await runPass({
      db,
      probe: async ({ domain: name }) =>
        name === 'vanity.test'
          ? failure(name, AT, {
              kind: 'identity',
              detail: 'says it is herd.test',
              target: domain('herd.test'),
            })
          : answer(name, AT, same),
      now: () => AT,
      random: () => 0.5,
      concurrency: 1,
      signal: new AbortController().signal,
      which: 'all',
    });
    expect(total(db)).toMatchObject({ users: 50_317, statuses: 2_146_662 });
  });
});

test('the ledger names the answer that each figure was read from, also when it was asked on an earlier visit', async () => {
  const answers = {
    ...v1(60, 900),
    activity: ok([
      { week: '1769385600', statuses: '9', logins: '7', registrations: '1' },
      { week: '1768780800', statuses: '9', logins: '6', registrations: '1' },
    ]),
  };
  const first: Told = { software: 'mastodon', users: { total: 60 }, answers };
  const later: Told = { software: 'mastodon', users: { total: -1 }, answers: v1(61, 905) };
  const db = await visited([first, later]);
  const detail = findInstance(db, domain(NAME));
  if (detail === null) throw new Error('not in the register');
  const origins = ledgerOf(detail, dayOf(AT)).map(({ figure, origin }) => [figure, origin]);
  expect(Object.fromEntries(origins)).toMatchObject({
    users: '/api/v1/instance',
    statuses: '/api/v1/instance',
    connections: '/api/v1/instance',
    activeWeek: '/api/v1/instance/activity',
    comments: null,
  });
  expect(observed(first).origins).toMatchObject({ users: 'NodeInfo 2.0' });
});

test('every rule has its name once', () => {
  expect(new Set(RULES).size).toBe(RULES.length);
});
