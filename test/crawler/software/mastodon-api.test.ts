import { describe, expect, test } from 'vitest';
import { readActivity, readPeers, readV1, readV2 } from '../../../crawler/software/mastodon-api.ts';

const WEEK = 604_800;
/** Monday 2022-11-07 00:00 UTC. */
const MONDAY = 1_667_779_200;

describe('the activity log', () => {
  test('belongs to Mondays, whatever hour a week is said to begin', () => {
    // Wednesday 2022-11-09 08:38:24 UTC, as recorded.
    const { weeks, claims } = readActivity([
      { week: '1667983104', statuses: '1406', logins: '622', registrations: '15' },
      { week: '1667378304', statuses: '34311', logins: '3801', registrations: '581' },
    ]);
    expect(weeks).toEqual([
      { weekAt: MONDAY, statuses: 1_406, logins: 622, registrations: 15, isComplete: false },
      { weekAt: MONDAY - WEEK, statuses: 34_311, logins: 3_801, registrations: 581, isComplete: true },
    ]);
    expect(claims.activeWeek).toEqual(['3801']);
  });

  test('keeps a week that begins on a Monday', () => {
    expect(readActivity([{ week: String(MONDAY) }]).weeks[0]?.weekAt).toBe(MONDAY);
    expect(readActivity([{ week: MONDAY - 1 }]).weeks[0]?.weekAt).toBe(MONDAY - WEEK);
  });

  test('is read in any order, each week once, twelve at most', () => {
    const entries = Array.from({ length: 40 }, (_, i) => ({
      week: String(MONDAY - (i % 20) * WEEK),
      statuses: '1',
      logins: '2',
      registrations: '3',
    }));
    const { weeks } = readActivity(entries.toReversed().concat(entries));
    expect(weeks).toHaveLength(12);
    expect(weeks.filter((week) => !week.isComplete)).toHaveLength(1);
  });

  test.for([
    [null],
    [[]],
    [{}],
    ['x'],
    [[null, 1, {}, { week: 'x' }, { week: '-5' }, { week: '99999999999999' }]],
  ])('of %j is empty', ([json]) => {
    const reading = readActivity(json);
    expect(reading.weeks).toEqual([]);
    expect(reading.claims.activeWeek).toEqual([undefined]);
  });

  test('keeps unknown what is no count', () => {
    const [week] = readActivity([
      { week: String(MONDAY), statuses: '-3', logins: '1.5', registrations: null },
    ]).weeks;
    expect(week).toMatchObject({ statuses: null, logins: null, registrations: null });
  });
});

describe('the peers list', () => {
  test('is kept unread, its length counted', () => {
    const peers = ['a.example.com', null, 4, {}];
    expect(readPeers(peers)).toMatchObject({ peers, claims: { peersListed: [4] } });
    expect(readPeers([])).toMatchObject({ peers: [], claims: { peersListed: [0] } });
  });

  test.for([[null], [{ error: 'x' }], [{ 'a.test': 1 }], ['a.test']])(
    'is unknown where %j came',
    ([json]) => {
      expect(readPeers(json)).toMatchObject({ peers: null, claims: {} });
    },
  );
});

describe('version texts', () => {
  test.for<[string, string | null, string]>([
    ['4.4.0-nightly.2024-11-27', 'mastodon', '4.4.0-nightly.2024-11-27'],
    ['4.0.2+glitch', 'mastodon', '4.0.2+glitch'],
    ['4.2.17+hometown-1.1.1', 'hometown', '4.2.17+hometown-1.1.1'],
    ['2.7.2 (compatible; Pleroma 2.4.51-1129-gf2cfef09)', 'pleroma', '2.4.51-1129-gf2cfef09'],
    ['2.7.2 (compatible; Akkoma 3.3.1-0-gaf90a4e51)', 'akkoma', '3.3.1-0-gaf90a4e51'],
    ['3.0.0 (compatible; Mitra 0.4.0)', 'mitra', '0.4.0'],
    ['2022.05-dev', 'friendica', '2022.05-dev'],
    ['0.2.0 31935ee', 'gotosocial', '0.2.0 31935ee'],
    ['0.20.1+git-ee42993', 'gotosocial', '0.20.1+git-ee42993'],
    ['something else', null, 'something else'],
  ])('%s is %s', ([told, softwareName, softwareVersion]) => {
    expect(readV1({ version: told })).toMatchObject({ softwareName, softwareVersion });
    expect(readV2({ version: told })).toMatchObject({ softwareName, softwareVersion });
  });

  test('of sixty thousand characters cost nothing', () => {
    for (const told of ['1'.repeat(60_000), `${'a '.repeat(30_000)}(compatible; `, '0.1.1-'.repeat(10_000)]) {
      const started = performance.now();
      readV1({ version: told });
      expect(performance.now() - started).toBeLessThan(50);
    }
  });
});

test('registrations are open, reviewed, closed or unknown', () => {
  const of = (json: object) => readV1(json).profile.registrations;
  expect(of({ registrations: true, approval_required: false })).toBe('open');
  expect(of({ registrations: true, approval_required: true })).toBe('approval');
  expect(of({ registrations: false, approval_required: true })).toBe('closed');
  expect(of({ approval_required: true })).toBeNull();
  expect(readV2({ registrations: { enabled: true, approval_required: true } }).profile.registrations).toBe(
    'approval',
  );
});
