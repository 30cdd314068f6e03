/** Awkward counts of servers, numbered as in the list of protocol facts (27 to 38). */
import { describe, expect, test } from 'vitest';
import { parseNodeInfo } from '../../crawler/nodeinfo.ts';
import { observe } from '../../crawler/observation.ts';
import { softwareFor } from '../../crawler/software/index.ts';
import { noNodeinfo } from '../../crawler/software/no-nodeinfo.ts';
import type { Answers, Reading } from '../../crawler/software/software.ts';
import type { Figures } from '../../db/model.ts';

const ok = (json: unknown) => ({ status: 200, json });
const document = (name: string, users: object, more: object = {}) => ({
  version: '2.0',
  software: { name, version: '1' },
  usage: { users, ...more },
});

function told(name: string, nodeinfo: unknown, answers: Answers = {}): Reading {
  return softwareFor(name).parse(answers, parseNodeInfo(nodeinfo));
}
const figures = (...from: Parameters<typeof told>): Figures => observe(told(...from)).figures;
const v1 = (json: object): Answers => ({ v1: ok({ uri: 'social.example.org', version: '4.3.1', ...json }) });

describe('awkward counts', () => {
  test('27. negative counts are refused, also those set on purpose', () => {
    const observation = observe(
      told('mastodon', document('mastodon', { total: -15_000_000 }, { localPosts: -69_420 })),
    );
    expect(observation.figures).toMatchObject({ users: null, statuses: null });
    expect(observation.refusals.map((refusal) => refusal.rule)).toEqual(['negative', 'negative']);
  });

  test('27. the next source counts where the first is negative', () => {
    const answers = v1({ stats: { user_count: 5, status_count: -1, domain_count: 3 } });
    expect(
      figures('mastodon', document('mastodon', { total: -1 }, { localPosts: 33 }), answers),
    ).toMatchObject({ users: 5, statuses: 33, connections: 3 });
  });

  test('27. whoever tells accounts that cannot be is not believed in anything else of that visit', () => {
    const lie = document('mastodon', { total: -5, activeMonth: 300 }, { localPosts: 1_000 });
    const observation = observe(told('mastodon', lie, v1({ stats: { domain_count: 10 } })));
    expect(Object.values(observation.figures).every((figure) => figure === null)).toBe(true);
    expect(observation.profile.softwareName).toBe('mastodon');
  });

  test('28. joke constants on servers without statuses are not believed', () => {
    for (const users of [1_114_112, 2_011_536, 1_976_060]) {
      expect(
        figures('gotosocial', document('gotosocial', { total: users }, { localPosts: 0 })).users,
      ).toBeNull();
    }
  });

  test('29. random GoToSocial numbers are withheld', () => {
    const reading = told(
      'gotosocial',
      document('gotosocial', { total: 512_004, activeMonth: 80_211 }, { localPosts: 7_000_000 }),
    );
    expect(reading.withheld).toMatch(/random/);
    expect(observe(reading).figures).toMatchObject({ users: null, activeMonth: null, statuses: null });
  });

  test('29. a small GoToSocial that counts a month one day is believed', () => {
    expect(
      figures('gotosocial', document('gotosocial', { total: 12, activeMonth: 4 }, { localPosts: 100 }))
        .activeMonth,
    ).toBe(4);
  });

  test('30. zeros on purpose are unknown on Funkwhale', () => {
    expect(
      figures(
        'funkwhale',
        document('Funkwhale', { total: 0, activeHalfYear: 0, activeMonth: 0 }, { localPosts: 0 }),
      ),
    ).toMatchObject({ users: null, activeMonth: null, statuses: null });
  });

  test('30. the active month of limited federation is unknown, not nobody', () => {
    const v2 = ok({
      domain: 'x.example.org',
      usage: { users: { active_month: 0 } },
      configuration: { limited_federation: true },
    });
    const reading = told('mastodon', document('mastodon', { total: 9 }), {
      v2,
      v1: { status: 401, json: null },
    });
    expect(observe(reading).figures).toMatchObject({ users: 9, activeMonth: null });
    expect(reading.profile.limitedFederation).toBe(true);
  });

  test('31. totals of Misskey count local users, not all known ones', () => {
    const stats = ok({
      usersCount: 91_000,
      notesCount: 5_000_000,
      originalUsersCount: 30,
      originalNotesCount: 200,
      instances: 4,
    });
    expect(figures('calckey', document('calckey', {}), { stats })).toMatchObject({
      users: 30,
      statuses: 200,
      connections: 4,
    });
    const claimed = {
      v1: ok({
        uri: 'x.example.org',
        version: '4.2.0 (compatible; Calckey 14.0)',
        stats: { user_count: 91_000, status_count: 5_000_000, domain_count: 4 },
      }),
    };
    expect(observe(noNodeinfo.parse(claimed, null)).figures).toMatchObject({ users: null, statuses: null });
  });

  test('31. a total of remote users beside two posts is not believed', () => {
    expect(
      figures('lemmy', document('lemmy', { total: 74_234, activeMonth: 5 }, { localPosts: 2 })).users,
    ).toBeNull();
  });

  test('32. a month above the total is legal on Mastodon and capped on WordPress', () => {
    expect(figures('mastodon', document('mastodon', { total: 10, activeMonth: 14 })).activeMonth).toBe(14);
    expect(figures('wordpress', document('wordpress', { total: 10, activeMonth: 14 })).activeMonth).toBe(10);
  });

  test('34. a runaway counter below the ceiling is told as it is', () => {
    expect(figures('pixelfed', document('pixelfed', { total: 15 }, { localPosts: 1_085_964 })).statuses).toBe(
      1_085_964,
    );
  });

  test('36. constant domain counts are unknown: PieFed 1, Friendica 0', () => {
    const one = v1({ stats: { user_count: 88, status_count: 9, domain_count: 1 } });
    expect(figures('piefed', document('piefed', { total: 88 }), one).connections).toBeNull();
    const zeros = v1({ stats: { user_count: 0, status_count: 0, domain_count: 0 } });
    expect(figures('friendica', document('friendica', { total: 1_926 }), zeros)).toMatchObject({
      users: 1_926,
      statuses: null,
      connections: null,
    });
  });

  test('37. counts beyond 2^31, in float notation and as "5875129.0" are read', () => {
    expect(
      figures(
        'x',
        document('x', JSON.parse('{"total":1e6}'), { localPosts: 5_000_000_000, localComments: '5875129.0' }),
      ),
    ).toMatchObject({ users: 1_000_000, statuses: 5_000_000_000, comments: 5_875_129 });
  });

  test('38. a fresh server with zeros everywhere is valid', () => {
    const answers = v1({ stats: { user_count: 0, status_count: 0, domain_count: 0 } });
    expect(
      figures('mastodon', document('mastodon', { total: 0, activeMonth: 0 }, { localPosts: 0 }), answers),
    ).toMatchObject({ users: 0, activeMonth: 0, statuses: 0, connections: 0 });
  });
});
