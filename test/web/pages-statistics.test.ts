/** The pages of statistics: tables with their CSV, a day with its explanation, the directory of a past day, the ledger of an instance. */
import { describe, expect, it } from 'vitest';
import type { Database } from '../../db/open.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { decide } from '../../db/trust/verdicts.ts';
import {
  AT0,
  DAY0,
  domainOf,
  insertDays,
  insertInstance,
  insertLatest,
  insertProfile,
  insertRefusal,
} from '../rows.ts';
import { pageOf } from './register.ts';
import { served } from './served.ts';

function herd(db: Database): void {
  const town = insertInstance(db, 'town.test', { lastAnswerAt: AT0 });
  insertProfile(db, town, { fromAt: 1, title: 'Town <b>', softwareName: 'mastodon', languages: ['fr'] });
  insertDays(db, town, DAY0 - 9, 'users', [100, 100, 100, 100, 100, 100, 100, 100, 100, 130]);
  insertLatest(db, town, { users: 130 });
  insertRefusal(db, town, { figure: 'statuses', rule: 'leap', raw: '9000000', lastAt: AT0 });
  insertDays(db, insertInstance(db, 'late.test'), DAY0, 'users', [50]);
  rebuildNetworkDays(db, DAY0 - 9, DAY0);
  decide(db, domainOf('town.test'), {
    figure: 'connections',
    decision: 'refuse',
    fromDay: DAY0,
    untilDay: null,
    reason: 'Counts blocked domains.',
    at: AT0,
  });
}

describe('statistics', () => {
  it('are tables with their CSV, in both languages', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, '/en/network?by=language');
    expect(text).toContain('<th scope="row">French</th>');
    expect(text).toContain('/api/v1/network/tables/parts.csv?dimension=language');
    const { body } = await app.inject('/api/v1/network/tables/parts.csv?dimension=language');
    expect(body).toContain('"fr","2026-03-02",1,1,0,0,130,1');
    expect((await app.inject('/fr/network?by=nonsense')).statusCode).toBe(200);
    expect((await app.inject('/api/v1/network/tables/parts?on=2026-02-30')).statusCode).toBe(400);
  });

  it('say of a day who grew and who came in', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, '/en/network/days/2026-03-02');
    expect(text).toContain('+30 in 1 instance counted on both days');
    expect(text).toContain('+50 with 1 instance that came in');
    expect(text).toContain('new to us');
    expect(text).not.toContain('Town <b>');
    expect((await app.inject('/en/network/days/2027-01-01')).statusCode).toBe(404);
    expect((await app.inject('/en/network/days/yesterday')).statusCode).toBe(404);
  });

  it('can be asked of the directory as of a past day, which says so', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, '/en/instances?on=2026-02-25');
    expect(text).toContain('You are looking at 25 February 2026');
    expect(text).toContain('town.test');
    expect(text).not.toContain('late.test');
    expect(text).toContain('<input type="hidden" name="on" value="2026-02-25"/>');
    const { data } = (await app.inject('/api/v1/instances?on=2026-02-25')).json<{
      data: { users: number }[];
    }>();
    expect(data.map(({ users }) => users)).toEqual([100]);
    expect((await app.inject('/api/v1/instances?on=2026-02-30')).statusCode).toBe(400);
  });

  it('tell on an instance’s page what each figure is worth, and what was decided', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, '/en/instances/town.test');
    expect(text).toContain('implausible');
    expect(text).toContain('told: “9000000”; a leap: more than 3 times');
    expect(text).toContain('Connections refused from 2 March 2026 on: Counts blocked domains.');
    // Two months after the last crawl: nothing has lapsed that the newest total counts.
    const later = await served(herd, {}, () => AT0 + 60 * 86_400);
    const { ledger } = (await later.app.inject('/api/v1/instances/town.test')).json<{
      ledger: { figure: string; standing: string }[];
    }>();
    expect(ledger[0]).toMatchObject({ figure: 'users', standing: 'measured' });
    expect(await pageOf(later.app, '/en/instances/town.test')).not.toContain('in no total any more');
    const method = await pageOf(app, '/en/method');
    expect(method).toContain('<code>leap</code>: a leap: more than 3 times as much or as little as before');
    expect(method).toContain('a rise after 45 days');
  });
});
