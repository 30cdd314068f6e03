/** Takes software, versions and sign-up of staged days into `profile`, as dated changes around those that are there. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY } from '../time.ts';
import { takenIn, type Told, type Span } from './spans.ts';

/**
 * Takes the profiles of a stretch of names, both ends included. Nothing is put into a time that a visit of ours covers,
 * and what a publication does not tell is taken over from the profile before.
 */
export function takeProfiles(db: Database, first: Domain, last: Domain, source: number): void {
  const told = prepared<Omit<Told, 'at'> & { instance: number; day: number }>(
    db,
    `SELECT i.id AS instance, s.day, s.software AS softwareName, s.version AS softwareVersion, s.registrations
     FROM temp.stagedDay AS s
     JOIN instance AS i ON i.domain = s.domain
     WHERE s.domain BETWEEN ? AND ? AND coalesce(s.software, s.version, s.registrations) IS NOT NULL
     ORDER BY i.id, s.day`,
  ).all(first, last);
  for (const [instance, rows] of Map.groupBy(told, (row) => row.instance)) {
    const stored = spansOf(db, instance);
    const wanted = takenIn(
      stored,
      rows.map(({ day, ...words }) => ({ ...words, at: day * DAY })),
      source,
    );
    if (wanted !== stored) save(db, instance, stored, wanted);
  }
}

function spansOf(db: Database, instance: number): readonly Span[] {
  return prepared<Span>(
    db,
    `SELECT fromAt, untilAt, source, softwareName, softwareVersion, registrations
     FROM profile
     WHERE instance = ?
     ORDER BY fromAt`,
  ).all(instance);
}

/** Writes what changed, and nothing else. */
function save(db: Database, instance: number, stored: readonly Span[], wanted: readonly Span[]): void {
  const kept = new Map(wanted.map((span) => [span.fromAt, span]));
  for (const { fromAt } of stored) {
    if (!kept.has(fromAt))
      prepared(db, 'DELETE FROM profile WHERE instance = ? AND fromAt = ?').run(instance, fromAt);
  }
  const before = new Set(stored);
  for (const span of wanted) {
    if (before.has(span)) continue;
    prepared(
      db,
      `INSERT INTO profile (instance, fromAt, untilAt, softwareName, softwareVersion, registrations, source)
       VALUES (@instance, @fromAt, @untilAt, @softwareName, @softwareVersion, @registrations, @source)
       ON CONFLICT (instance, fromAt) DO UPDATE SET untilAt = excluded.untilAt, softwareName = excluded.softwareName,
         softwareVersion = excluded.softwareVersion, registrations = excluded.registrations, source = excluded.source`,
    ).run({ ...span, instance });
  }
}
