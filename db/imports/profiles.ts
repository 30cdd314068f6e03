/** Takes software, versions and sign-up of staged days into `profile`, as dated changes around those that are there. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { DAY } from '../time.ts';

type Told = {
  readonly instance: number;
  readonly day: number;
  readonly software: string | null;
  readonly version: string | null;
  readonly registrations: string | null;
};
type Stored = {
  readonly fromAt: number;
  readonly untilAt: number | null;
  readonly source: number | null;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly registrations: string | null;
};

/**
 * Takes the profiles of a stretch of names, both ends included. Nothing is put into a time that a visit of ours covers,
 * and what a publication does not tell is taken over from the profile before.
 */
export function takeProfiles(db: Database, first: Domain, last: Domain, source: number): void {
  const told = prepared<Told>(
    db,
    `SELECT i.id AS instance, s.day, s.software, s.version, s.registrations
     FROM temp.stagedDay AS s
     JOIN instance AS i ON i.domain = s.domain
     WHERE s.domain BETWEEN ? AND ? AND coalesce(s.software, s.version, s.registrations) IS NOT NULL
     ORDER BY i.id, s.day`,
  ).all(first, last);
  for (const row of told) takeProfile(db, row, source);
}

function takeProfile(db: Database, told: Told, source: number): void {
  const { instance } = told;
  const at = told.day * DAY;
  const before = neighbour(db, instance, at, 'before');
  if (before !== undefined && (before.source === null || before.fromAt === at)) return;
  const next = {
    softwareName: told.software ?? before?.softwareName ?? null,
    softwareVersion: told.version ?? before?.softwareVersion ?? null,
    registrations: told.registrations ?? before?.registrations ?? null,
  };
  if (before !== undefined && isSame(before, next)) return;
  const untilAt = neighbour(db, instance, at, 'after')?.fromAt ?? null;
  prepared(db, 'UPDATE profile SET untilAt = ? WHERE instance = ? AND fromAt = ?').run(
    at,
    instance,
    before?.fromAt ?? null,
  );
  prepared(
    db,
    `INSERT INTO profile (instance, fromAt, untilAt, softwareName, softwareVersion, registrations, source)
     VALUES (@instance, @at, @untilAt, @softwareName, @softwareVersion, @registrations, @source)`,
  ).run({ ...next, instance, at, untilAt, source });
}

function isSame(stored: Stored, next: Omit<Stored, 'fromAt' | 'untilAt' | 'source'>): boolean {
  return (
    stored.softwareName === next.softwareName &&
    stored.softwareVersion === next.softwareVersion &&
    stored.registrations === next.registrations
  );
}

/** The profile that held at a moment, or the first one after it. */
function neighbour(db: Database, instance: number, at: number, side: 'before' | 'after'): Stored | undefined {
  const sql = `SELECT fromAt, untilAt, source, softwareName, softwareVersion, registrations
    FROM profile
    WHERE instance = ? AND fromAt ${side === 'before' ? '<=' : '>'} ?
    ORDER BY fromAt ${side === 'before' ? 'DESC' : 'ASC'}
    LIMIT 1`;
  return prepared<Stored>(db, sql).get(instance, at);
}
