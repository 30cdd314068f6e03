/** Fills in `instance.site`, the registrable domain: SQL cannot know the public suffixes. Decides nothing. */
import { registrableDomain } from './domain.ts';
import type { Domain } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** Gives their site to the instances that have none yet, whoever added them. Cheap where there are none. */
export function fillSites(db: Database): void {
  const bare = prepared<{ id: number; domain: Domain }>(
    db,
    'SELECT id, domain FROM instance WHERE site IS NULL',
  ).all();
  if (bare.length === 0) return;
  db.transaction(() => {
    const fill = prepared(db, 'UPDATE instance SET site = ? WHERE id = ?');
    for (const { id, domain } of bare) fill.run(registrableDomain(domain), id);
  }).immediate();
}

/** How the names under one registrable domain stand. Names that people vouched for are not found ones. */
export type SiteCounts = {
  /** Found through others, and never answered. */
  readonly silent: number;
  /** Found through others in the last 30 days. */
  readonly recent: number;
  /** Answered, and known for longer than that. */
  readonly settled: number;
};

/** @param since Unix seconds; names found from then on are recent */
export function countSite(db: Database, site: string, since: number): SiteCounts {
  const counts = prepared<SiteCounts>(
    db,
    `SELECT
       count(*) FILTER (WHERE isFound AND lastAnswerAt IS NULL) AS silent,
       count(*) FILTER (WHERE isFound AND addedAt >= @since) AS recent,
       count(*) FILTER (WHERE lastAnswerAt IS NOT NULL AND addedAt < @since) AS settled
     FROM (
       SELECT lastAnswerAt, addedAt, addedBy IN ('peer', 'visitor') AS isFound
       FROM instance
       WHERE site = @site)`,
  ).get({ site, since });
  return counts ?? { silent: 0, recent: 0, settled: 0 };
}
