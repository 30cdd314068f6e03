import { expect, test } from 'vitest';
import { addInstances, findDue } from '../../db/instances.ts';
import { record } from '../../db/record.ts';
import { rebuildNetworkDay } from '../../db/network/rollups.ts';
import { beatRun, beginRun, noteLook } from '../../db/runs.ts';
import { dayOf } from '../../db/time.ts';
import { AT0 } from '../rows.ts';
import { answer, domain, failure } from '../visits.ts';
import { served } from './served.ts';

const AT = AT0 + 3_600;

test('metrics tell how the crawl is doing, and count what the database holds', async () => {
  const { app } = await served((db) => {
    const names = ['a.example.org', 'b.example.org', 'c.example.org'];
    addInstances(db, names.map(domain), 'operator', AT);
    const plan = { failures: 0, failingSince: null, nextProbeAt: AT + 9_999 };
    const id = (name: string): number => findDue(db, domain(name))?.id ?? 0;
    const said = answer('a.example.org', AT, { figures: { users: 5 } });
    const refusals = [{ figure: 'statuses', rule: 'negative', raw: '-1' }] as const;
    record(db, [
      {
        id: id('a.example.org'),
        result: { ...said, observation: { ...said.observation, refusals } },
        plan: { ...plan, state: 'up' },
      },
      { id: id('b.example.org'), result: failure('b.example.org', AT), plan: { ...plan, state: 'failing' } },
    ]);
    rebuildNetworkDay(db, dayOf(AT));
    noteLook(db, AT - 30);
    const run = beginRun(db, 3, AT - 60, { owner: 'x:1', wallAt: 0, isGone: () => false });
    beatRun(db, run?.id ?? 0, { visited: 2, answered: 1, withheld: 0, failed: 1 }, 0, 1_250);
  });
  const reply = await app.inject('/metrics');
  expect(reply.headers['content-type']).toContain('text/plain');
  for (const line of [
    'herdbook_instances{state="discovered"} 1',
    'herdbook_instances{state="up"} 1',
    'herdbook_visits_24h{outcome="answered"} 1',
    'herdbook_visits_24h{outcome="timeout"} 1',
    'herdbook_overdue_instances 1',
    'herdbook_refused_figures{rule="negative"} 1',
    'herdbook_coverage_ratio 1',
    'herdbook_run_age_seconds{state="running"} 60',
    'herdbook_look_age_seconds 30',
    'herdbook_run_lag_seconds 1.25',
    'herdbook_run_visits{outcome="failed"} 1',
  ]) {
    expect(reply.body.split('\n')).toContain(line);
  }
  expect(reply.body).toMatch(/^herdbook_database_bytes [1-9]\d+$/m);
  expect(reply.body).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
});
