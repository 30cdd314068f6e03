/**
 * The register as of a past day: a connection of its own on which the tables of the present (instance, profile, latest,
 * longView and those of dated rows) are those of that day. Everything asked of it answers as it would have then.
 */
import { lookFrom } from './as-of.ts';
import { FIGURES, type Domain } from '../model.ts';
import { openReader, type Database } from '../open.ts';
import { PROFILE_FIELDS } from '../profiles.ts';
import { DAY, dayStart } from '../time.ts';

/** As the crawler has it: gone after so many days of silence. */
const GONE_DAYS = 30;
/** Connections kept open: a reader goes from page to page of one day. Each holds some 10 MB for 30,000 instances. */
const MOST_KEPT = 3;
/** Bytes of the file that are read without copying while the tables are made: a third less time. */
const MAPPED_BYTES = 4_000_000_000;

const ALL = 'main.instance AS i';
const AMONG = 'json_each(@among) AS wanted CROSS JOIN main.instance AS i ON i.domain = wanted.value';

/** Tables of the connection's own stand before those of the file that have the same name. Figures are the last known by then. */
const LATEST = (of: string): string => `
  INSERT INTO temp.latest
  SELECT n.instance, n.day * ${DAY} AS at, n.source, ${FIGURES.map((figure) => `n.${figure}`).join(', ')},
    n.users - w.users AS users7, n.statuses - w.statuses AS statuses7, n.connections - w.connections AS connections7
  FROM ${of}
  CROSS JOIN main.day AS n ON n.instance = i.id
    AND n.day = (SELECT max(day) FROM main.day WHERE instance = i.id AND day <= @day)
  LEFT JOIN main.day AS w ON w.instance = i.id AND w.source IS n.source
    AND w.day = (SELECT max(day) FROM main.day WHERE instance = i.id AND day BETWEEN n.day - 10 AND n.day - 7 AND source IS n.source)
  WHERE i.blockedAt IS NULL
  ORDER BY i.id`;

/**
 * State from silence: nothing else of it is dated. Who answered by then is listed, whoever brought the name up. What somebody
 * else published is no answer: of such an instance nobody knows whether it answered.
 */
const INSTANCES = `
  INSERT INTO temp.instance (id, domain, site, addedAt, addedBy, lastVisitAt, lastAnswerAt, nextProbeAt, failures, failingSince, state)
  SELECT i.id, i.domain, i.site, i.addedAt, i.addedBy, iif(l.source IS NULL, l.at, NULL), iif(l.source IS NULL, l.at, NULL),
    i.nextProbeAt, 0, iif(l.source IS NOT NULL OR l.at >= @at - 7 * ${DAY}, NULL, l.at + ${DAY}),
    CASE
      WHEN l.source IS NOT NULL THEN 'discovered'
      WHEN l.at >= @at - 7 * ${DAY} THEN 'up'
      WHEN l.at >= @at - ${GONE_DAYS * DAY} THEN 'failing'
      ELSE 'gone'
    END
  FROM temp.latest AS l
  CROSS JOIN main.instance AS i ON i.id = l.instance`;

const PROFILES = `
  INSERT INTO temp.profile
  SELECT p.instance, p.fromAt, NULL, ${PROFILE_FIELDS.map((field) => `p.${field}`).join(', ')}, p.source
  FROM temp.latest AS l
  CROSS JOIN main.profile AS p ON p.instance = l.instance
    AND p.fromAt = (SELECT max(fromAt) FROM main.profile WHERE instance = l.instance AND fromAt < @until)`;

/** The first day is the same whenever one asks: what was reckoned for the present is at hand for nearly all. */
const LONG_VIEWS = `
  INSERT INTO temp.longView
  SELECT l.instance, coalesce(v.firstDay, (SELECT min(day) FROM main.day WHERE instance = l.instance)),
    (SELECT users FROM main.day
     WHERE instance = l.instance AND day BETWEEN l.at / ${DAY} - 37 AND l.at / ${DAY} - 30 AND source IS l.source AND users IS NOT NULL
     ORDER BY day DESC
     LIMIT 1),
    0, 0
  FROM temp.latest AS l
  LEFT JOIN main.longView AS v ON v.instance = l.instance`;

/** Keyed by their number alone, one row each: nothing is looked up faster. */
const TABLES = `
  CREATE TEMP TABLE latest (instance INTEGER PRIMARY KEY, at, source, ${FIGURES.join(', ')}, users7, statuses7, connections7);
  CREATE TEMP TABLE instance (id INTEGER PRIMARY KEY, domain UNIQUE, site, state, addedAt, addedBy, nextProbeAt, failures,
    failingSince, lastVisitAt, lastAnswerAt, failureKind, failureDetail, movedTo, peersHash, peersAt, foundVia, blockedAt, quietSince);
  CREATE TEMP TABLE profile (instance INTEGER PRIMARY KEY, fromAt, untilAt, ${PROFILE_FIELDS.join(', ')}, source);
  CREATE TEMP TABLE longView (instance INTEGER PRIMARY KEY, firstDay, usersBefore, visits, answered)`;

/** Dated rows up to the day, and nothing of what is known of the present alone. Numbers of our own: views take no parameters. */
function views(day: number): string {
  const until = dayStart(day + 1);
  const bounds = {
    networkDay: `day <= ${day}`,
    day: `day <= ${day}`,
    concentrationDay: `day <= ${day}`,
    published: `day <= ${day}`,
    activityWeek: `weekAt <= ${until - 7 * DAY}`,
    attempt: `at < ${until}`,
    verdict: `fromDay <= ${day}`,
    place: '0',
  };
  return `${Object.entries(bounds)
    .map(([name, bound]) => `CREATE TEMP VIEW ${name} AS SELECT * FROM main.${name} WHERE ${bound};`)
    .join('\n')}
    CREATE TEMP VIEW refusal AS
    SELECT instance, figure, rule, fromAt, min(lastAt, ${until - 1}) AS lastAt, raw
    FROM main.refusal
    WHERE fromAt < ${until};`;
}

/**
 * Opens the register as of a day. The caller closes it.
 * @param present a connection to the same file, for what is the same on all days
 * @param among only these instances are in it: a page of one or a few needs no more; `null`: all
 */
export function openPast(
  path: string,
  day: number,
  among: readonly Domain[] | null = null,
  present: Database | null = null,
): Database {
  const db = openReader(path);
  try {
    db.pragma('temp_store = MEMORY');
    db.pragma(`mmap_size = ${MAPPED_BYTES}`);
    const [at, until] = [dayStart(day), dayStart(day + 1)];
    db.exec(TABLES);
    if (among === null) db.prepare(LATEST(ALL)).run({ day });
    else db.prepare(LATEST(AMONG)).run({ day, among: JSON.stringify([...new Set(among)]) });
    db.prepare(INSTANCES).run({ at });
    db.prepare(PROFILES).run({ until });
    db.exec(`${LONG_VIEWS}; ${views(Math.trunc(day))}`);
    db.pragma('mmap_size = 0');
    lookFrom(db, { day, present });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The register as of days, the last few kept open. */
export type PastDays = {
  on(day: number): Database;
  /** Of a few instances only, made within milliseconds and closed after `read`. */
  of<T>(day: number, among: readonly Domain[], read: (db: Database) => T): T;
  close(): void;
};

/** What is imported, erased or blocked since shows in the past as well, so much later. Making a day costs half a second. */
const KEPT_SECONDS = 60;

/**
 * @param path of the database file @param now Unix seconds @param present a connection to the same file
 * @param beforeMaking called where a day has to be made of all instances; may throw
 */
export function keepPasts(
  path: string,
  now: () => number,
  present: () => Database | null = () => null,
  beforeMaking: () => void = () => undefined,
): PastDays {
  const kept = new Map<number, { readonly db: Database; readonly madeAt: number }>();
  const drop = (day: number): void => {
    kept.get(day)?.db.close();
    kept.delete(day);
  };
  return {
    on(day) {
      if (Math.abs(now() - (kept.get(day)?.madeAt ?? 0)) >= KEPT_SECONDS) drop(day);
      if (!kept.has(day)) beforeMaking();
      const past = kept.get(day) ?? { db: openPast(path, day, null, present()), madeAt: now() };
      // Put back at the end: the order of the map is that of the last use.
      kept.delete(day);
      kept.set(day, past);
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) drop(oldest);
      return past.db;
    },
    of(day, among, read) {
      const db = openPast(path, day, among, present());
      try {
        return read(db);
      } finally {
        db.close();
      }
    },
    close() {
      for (const day of kept.keys()) drop(day);
    },
  };
}
