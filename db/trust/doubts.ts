/** What is remembered of an instance to hold its next answer against: last believed figures, doubtful samples, who it was. Judges nothing. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

/** Figures that are held against their past. */
export const WATCHED = ['users', 'statuses'] as const;
export type Watched = (typeof WATCHED)[number];

/** One count as told. */
export type Sample = { readonly at: number; readonly count: number; readonly isBelieved: boolean };
export type Past = {
  readonly users: number | null;
  readonly statuses: number | null;
  readonly title: string | null;
  readonly softwareName: string | null;
};

// The unary plus below hides values from the planner, which would else plan the statement anew for each of them.

/** The last figures measured, and the profile as last seen by us. */
export function pastOf(db: Database, instance: number): Past {
  const figure = (name: Watched): string =>
    `(SELECT ${name} FROM day WHERE instance = +@instance AND source IS NULL AND ${name} IS NOT NULL
      ORDER BY day DESC LIMIT 1) AS ${name}`;
  const past = prepared<Past>(
    db,
    `SELECT ${WATCHED.map(figure).join(', ')}, p.title, p.softwareName
     FROM (SELECT 1)
     LEFT JOIN profile AS p ON p.instance = +@instance AND p.untilAt IS NULL AND p.source IS NULL`,
  ).get({ instance });
  return past ?? { users: null, statuses: null, title: null, softwareName: null };
}

/** A figure as last measured before a day, and on which; `null`: it never was. */
export function figureBefore(
  db: Database,
  instance: number,
  figure: Watched,
  day: number,
): { readonly day: number; readonly count: number } | null {
  const found = prepared<{ day: number; count: number }>(
    db,
    `SELECT day, ${figure} AS count
     FROM day
     WHERE instance = +@instance AND day < +@day AND source IS NULL AND ${figure} IS NOT NULL
     ORDER BY day DESC
     LIMIT 1`,
  ).get({ instance, day });
  return found ?? null;
}

/** Samples of the figures that are not steady; oldest first. */
export function doubtsOf(db: Database, instance: number): Readonly<Partial<Record<Watched, Sample[]>>> {
  const rows = prepared<{ figure: Watched; told: string }>(
    db,
    'SELECT figure, told FROM doubt WHERE instance = +?',
  ).all(instance);
  return Object.fromEntries(rows.map(({ figure, told }) => [figure, samplesIn(told)]));
}

function samplesIn(told: string): Sample[] {
  const rows: readonly (readonly [number, number, number])[] = JSON.parse(told);
  return rows.map(([at, count, believed]) => ({ at, count, isBelieved: believed === 1 }));
}

/** Keeps the samples of a figure; none: the figure is steady. */
export function saveDoubt(db: Database, instance: number, figure: Watched, samples: readonly Sample[]): void {
  if (samples.length === 0) {
    prepared(db, 'DELETE FROM doubt WHERE instance = ? AND figure = ?').run(instance, figure);
    return;
  }
  const told = samples.map(({ at, count, isBelieved }) => [at, count, Number(isBelieved)]);
  prepared(db, 'INSERT OR REPLACE INTO doubt (instance, figure, told) VALUES (?, ?, ?)').run(
    instance,
    figure,
    JSON.stringify(told),
  );
}

/** An instance as far as it takes to know it again under another name. */
export type Likeness = {
  readonly domain: Domain;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly title: string | null;
  readonly users: number | null;
  readonly statuses: number | null;
  readonly connections: number | null;
};

/** Earlier names of one site that are looked at: of a farm the first, which counts, is among them. */
const SIBLINGS = 20;

/** The instances that were in the register before this one, under the same registrable domain, and are up. */
export function elderSiblings(db: Database, instance: number): readonly Likeness[] {
  return prepared<Likeness>(
    db,
    `SELECT i.domain, p.softwareName, p.softwareVersion, p.title, l.users, l.statuses, l.connections
     FROM (
       SELECT id, domain
       FROM instance
       WHERE site = (SELECT site FROM instance WHERE id = +@instance) AND id < +@instance AND state = 'up'
       ORDER BY id
       LIMIT ${SIBLINGS}) AS i
     JOIN latest AS l ON l.instance = i.id
     JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
     ORDER BY i.id`,
  ).all({ instance });
}

/** Why a name seems to have passed to somebody else. */
export type HandoverReason = 'after-absence' | 'all-at-once';
export type Handover = { readonly at: number; readonly reason: HandoverReason };

export function saveHandover(db: Database, instance: number, { at, reason }: Handover): void {
  prepared(db, 'INSERT OR REPLACE INTO handover (instance, at, reason) VALUES (?, ?, ?)').run(
    instance,
    at,
    reason,
  );
}

/** When the name seems to have changed hands, newest first. */
export function handovers(db: Database, domain: Domain): readonly Handover[] {
  return prepared<Handover>(
    db,
    `SELECT at, reason
     FROM handover
     WHERE instance = (SELECT id FROM instance WHERE domain = ?)
     ORDER BY at DESC`,
  ).all(domain);
}
