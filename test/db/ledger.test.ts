/** The ledger: what a figure is worth, judged on the newest stored day. */
import { describe, expect, test } from 'vitest';
import { ledgerOf } from '../../db/trust/ledger.ts';
import { AT0, DAY0 } from '../rows.ts';

const DAY = 86_400;
const TOWN = {
  state: 'up',
  figures: {
    users: 130,
    activeWeek: null,
    activeMonth: null,
    activeHalfYear: null,
    statuses: null,
    comments: null,
    connections: null,
    peersListed: null,
  },
  observedAt: AT0 + 3_600,
  lastAnswerAt: AT0 + 3_600,
  source: null,
  refusals: [],
} as const;

describe('a figure', () => {
  test.each([
    ['on the day itself', DAY0, 'measured'],
    ['seven days later', DAY0 + 7, 'carried'],
    ['eight days later', DAY0 + 8, 'lapsed'],
    ['where no day is stored', null, 'measured'],
  ])('%s', (_when, today, standing) => {
    expect(ledgerOf(TOWN, today).find(({ figure }) => figure === 'users')).toEqual({
      figure: 'users',
      value: 130,
      standing,
      at: AT0 + 3_600,
      rule: null,
      raw: null,
      origin: null,
    });
  });

  test('that somebody else published is imported however old it is', () => {
    const [users] = ledgerOf({ ...TOWN, source: { name: 'Old register' } }, DAY0 + 900);
    expect(users).toMatchObject({ figure: 'users', standing: 'imported' });
  });

  test('that the last answer made impossible is refused by its rule', () => {
    const refusal = {
      figure: 'users',
      rule: 'leap',
      raw: '9000000',
      fromAt: AT0 + DAY,
      lastAt: AT0 + DAY,
    } as const;
    const [users] = ledgerOf({ ...TOWN, lastAnswerAt: AT0 + DAY, refusals: [refusal] }, DAY0 + 1);
    expect(users).toMatchObject({ standing: 'implausible', raw: '9000000', at: AT0 + DAY });
  });
});
