/** How the crawl is doing, in numbers for a monitoring system: states, outcomes of the last day, refusals, file sizes. */
import { statSync } from 'node:fs';
import type { FailureKind, State } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { DAY } from './time.ts';

export type CrawlHealth = {
  readonly instances: readonly { readonly state: State; readonly count: number }[];
  /** Visits of the last 24 hours by outcome; `null` is an answer. */
  readonly visits: readonly { readonly failureKind: FailureKind | null; readonly count: number }[];
  /** Instances whose next visit should have begun already. */
  readonly overdue: number;
  /** Figures that are being refused now, by rule. */
  readonly refusals: readonly { readonly rule: string; readonly count: number }[];
  /** Share of the newest day's total that was measured that day, 0 to 1; `null` before the first. */
  readonly coverage: number | null;
  /** Bytes of the database file and of its write-ahead log; `null` where there is no file. */
  readonly fileBytes: number | null;
  readonly walBytes: number | null;
};

/** @param now Unix seconds */
export function crawlHealth(db: Database, now: number): CrawlHealth {
  return {
    instances: prepared<{ state: State; count: number }>(
      db,
      'SELECT state, count(*) AS count FROM instance GROUP BY state ORDER BY state',
    ).all(),
    visits: prepared<{ failureKind: FailureKind | null; count: number }>(
      db,
      'SELECT failureKind, count(*) AS count FROM attempt WHERE at > ? GROUP BY failureKind ORDER BY failureKind',
    ).all(now - DAY),
    overdue:
      prepared<{ n: number }>(db, 'SELECT count(*) AS n FROM instance WHERE nextProbeAt <= ?').get(now)?.n ??
      0,
    refusals: prepared<{ rule: string; count: number }>(
      db,
      `SELECT r.rule, count(*) AS count
       FROM refusal r
       JOIN instance i ON i.id = r.instance AND i.lastAnswerAt = r.lastAt
       GROUP BY r.rule
       ORDER BY r.rule`,
    ).all(),
    coverage:
      prepared<{ share: number | null }>(
        db,
        `SELECT measured * 1.0 / nullif(instances, 0) AS share
         FROM networkDay
         WHERE dimension = 'all' AND value = ''
         ORDER BY day DESC
         LIMIT 1`,
      ).get()?.share ?? null,
    fileBytes: bytesOf(db.name),
    walBytes: bytesOf(`${db.name}-wal`),
  };
}

function bytesOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
