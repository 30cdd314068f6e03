/** /metrics: the crawl's health and this process's own, for Prometheus. Tells nothing about any single instance. */
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { crawlHealth } from '../../db/health.ts';
import { lastLook, latestLag, latestRun } from '../../db/runs.ts';
import type { Site } from '../site.ts';

export function metricsRoute(app: FastifyInstance, site: Site): void {
  const registry = new Registry();
  // Event loop lag, memory, open handles of the web process.
  collectDefaultMetrics({ register: registry });
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Gauge<Label> =>
    new Gauge({ name: `herdbook_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  const gauges = {
    instances: gauge('instances', 'Instances in the register.', ['state']),
    visits: gauge('visits_24h', 'Visits of the last 24 hours, by outcome.', ['outcome']),
    overdue: gauge('overdue_instances', 'Instances whose next visit should have begun.'),
    refusals: gauge('refused_figures', 'Figures refused at the last visit, by rule.', ['rule']),
    coverage: gauge('coverage_ratio', 'Share of the newest total that was measured that very day.'),
    fileBytes: gauge('database_bytes', 'Size of the database file.'),
    walBytes: gauge('database_wal_bytes', 'Size of the write-ahead log.'),
    runAge: gauge('run_age_seconds', 'Since the newest run ended, or since it started while it runs.', [
      'state',
    ]),
    lag: gauge('run_lag_seconds', "Longest pause of the crawler's event loop in the newest run."),
    lookAge: gauge('look_age_seconds', 'Since the crawler last looked for due instances.'),
    runVisits: gauge('run_visits', 'Visits of the newest run, by outcome.', ['outcome']),
  };
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    // Labels that no longer occur must go; the process's own counters must not start again.
    for (const own of Object.values(gauges)) own.reset();
    const health = crawlHealth(site.db, site.now());
    for (const { state, count } of health.instances) gauges.instances.set({ state }, count);
    for (const { failureKind, count } of health.visits)
      gauges.visits.set({ outcome: failureKind ?? 'answered' }, count);
    for (const { rule, count } of health.refusals) gauges.refusals.set({ rule }, count);
    gauges.overdue.set(health.overdue);
    gauges.coverage.set(health.coverage ?? Number.NaN);
    gauges.fileBytes.set(health.fileBytes ?? Number.NaN);
    gauges.walBytes.set(health.walBytes ?? 0);
    const look = lastLook(site.db);
    gauges.lookAge.set(look === null ? Number.NaN : Math.max(0, site.now() - look));
    gauges.lag.set((latestLag(site.db) ?? Number.NaN) / 1_000);
    const run = latestRun(site.db);
    if (run !== null) {
      gauges.runAge.set({ state: run.state }, Math.max(0, site.now() - (run.finishedAt ?? run.startedAt)));
      for (const outcome of ['answered', 'withheld', 'failed'] as const)
        gauges.runVisits.set({ outcome }, run[outcome]);
    }
    return reply
      .header('cache-control', 'no-store')
      .type(registry.contentType)
      .send(await registry.metrics());
  });
}
