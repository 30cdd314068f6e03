/** Figures for Prometheus, and the dashboard that asks for them. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { served } from './served.ts';
import { fill as fillCatalogue } from './compat/catalogue.ts';
import { insertNetworkDay, DAY0 } from '../rows.ts';

function fill(db: Database): void {
  fillCatalogue(db);
  insertNetworkDay(db, DAY0 + 1, { dimension: 'software', value: 'lemmy', users: 9, instances: 1 });
}

test('the network’s figures are there, and unknown ones are not', async () => {
  const { app } = await served(fill);
  const answer = await app.inject('/metrics/network');
  expect(answer.headers['content-type']).toContain('text/plain');
  expect(answer.payload).toContain('fediverse_network_users 5050\n');
  expect(answer.payload).toContain('fediverse_software_users{software="lemmy"} 9\n');
  expect(answer.payload).not.toContain('fediverse_network_connections');
});

test('chosen instances have theirs, by name', async () => {
  const { app } = await served(fill);
  for (const query of ['i=big.test&i=small.test', 'i=big.test,small.test']) {
    const { payload } = await app.inject(`/metrics/instances?${query}`);
    expect(payload).toContain('fediverse_instance_users{instance_domain="big.test"} 5000\n');
    expect(payload).toContain('fediverse_instance_active_week{instance_domain="small.test"} 7\n');
    expect(payload).toContain('fediverse_instance_state{instance_domain="big.test",state="up"} 1\n');
    expect(payload).not.toContain('fediverse_instance_active_week{instance_domain="big.test"}');
  }
});

test.each([
  ['/metrics/instances', 400],
  ['/metrics/instances?i=nobody.test', 404],
  ['/metrics/instances?i=not%20a%20name', 400],
  [`/metrics/instances?i=${Array.from({ length: 51 }, (_, index) => `a${index}.test`).join(',')}`, 400],
])('%s is refused', async (url, status) => {
  const { app } = await served(fill);
  expect((await app.inject(url)).statusCode).toBe(status);
});

type Dashboard = {
  panels: { title: string; targets: { expr: string }[] }[];
  templating: { list: { query: string }[] };
};

test('every query of the Grafana dashboard names metrics that there are', async () => {
  const { app } = await served((db) => {
    fill(db);
    db.prepare('INSERT INTO longView (instance, firstDay, visits, answered) VALUES (1, 1, 40, 30)').run();
  });
  const answers = await Promise.all(
    ['/metrics', '/metrics/network', '/metrics/instances?i=big.test'].map((url) => app.inject(url)),
  );
  const known = new Set(
    answers.flatMap(({ payload }) => [...payload.matchAll(/^# TYPE (\w+) /gm)].map((match) => match[1])),
  );
  const text = readFileSync(new URL('../../examples/grafana/herdbook.json', import.meta.url), 'utf8');
  const { panels, templating } = JSON.parse(text) as Dashboard;
  const queries = [
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ...templating.list.map(({ query }) => query),
  ];
  const named = queries.flatMap((query) =>
    [...query.matchAll(/\b(?:fediverse|herdbook)_\w+/g)].map(([name]) => name),
  );
  expect(named.length).toBeGreaterThan(10);
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
