/**
 * The register as of a past day: a connection of its own on which the tables of the present (instance, profile, latest,
 * longView, networkDay) are those of that day, made from dated rows. Everything asked of it answers as it would have then.
 */
import { openReader, type Database } from './open.ts';
import { FIGURES } from './model.ts';
import { DAY, dayStart } from './time.ts';

/** As the crawler has it: gone after so many days of silence. */
const GONE_DAYS = 30;
/** Connections kept open: a reader goes from page to page of one day. Each holds some 10 MB for 30,000 instances. */
const MOST_KEPT = 3;

/** Tables of the connection's own stand before those of the file that have the same name. Figures are the last known by then. */
const MAKE = `
  CREATE TEMP TABLE latest AS
  SELECT n.instance, n.day * ${DAY} AS at, n.source, ${FIGURES.map((figure) => `n.${figure}`).join(', ')},
    n.users - w.users AS users7, n.statuses - w.statuses AS statuses7, n.connections - w.connections AS connections7
  FROM main.instance AS i
  CROSS JOIN main.day AS n ON n.instance = i.id
    AND n.day = (SELECT max(day) FROM main.day WHERE instance = i.id AND day <= @day)
  LEFT JOIN main.day AS w ON w.instance = i.id AND w.source IS n.source
    AND w.day = (SELECT max(day) FROM main.day WHERE instance = i.id AND day BETWEEN n.day - 10 AND n.day - 7 AND source IS n.source)
  WHERE i.blockedAt IS NULL`;
const INDEX = 'CREATE UNIQUE INDEX temp.latestInstance ON latest (instance)';

/** State from silence: nothing else of it is dated. Who answered by then is listed, whoever brought the name up. */
const INSTANCES = `
  CREATE TEMP TABLE instance AS
  SELECT i.id, i.domain, i.site, i.addedAt, i.addedBy, l.at AS lastVisitAt, l.at AS lastAnswerAt, i.nextProbeAt, 0 AS failures,
    NULL AS failingSince, NULL AS failureKind, NULL AS failureDetail, NULL AS movedTo, NULL AS foundVia, NULL AS blockedAt,
    NULL AS peersHash, NULL AS peersAt,
    CASE
      WHEN l.at >= @at - 7 * ${DAY} THEN 'up'
      WHEN l.at >= @at - ${GONE_DAYS * DAY} THEN 'failing'
      ELSE 'gone'
    END AS state
  FROM temp.latest AS l
  CROSS JOIN main.instance AS i ON i.id = l.instance`;
const INSTANCE_KEY = 'CREATE UNIQUE INDEX temp.instanceId ON instance (id)';

const PROFILES = `
  CREATE TEMP TABLE profile AS
  SELECT p.instance, p.fromAt, NULL AS untilAt, p.softwareName, p.softwareVersion, p.title, p.description, p.languages,
    p.registrations, p.registrationsMessage, p.rules, p.minimumAge, p.thumbnail, p.characterLimit, p.limitedFederation, p.source
  FROM temp.latest AS l
  CROSS JOIN main.profile AS p ON p.instance = l.instance
    AND p.fromAt = (SELECT max(fromAt) FROM main.profile WHERE instance = l.instance AND fromAt < @until)`;
const PROFILE_KEY = 'CREATE UNIQUE INDEX temp.profileInstance ON profile (instance, fromAt)';

const LONG_VIEWS = `
  CREATE TEMP TABLE longView AS
  SELECT l.instance,
    (SELECT min(day) FROM main.day WHERE instance = l.instance) AS firstDay,
    (SELECT users FROM main.day
     WHERE instance = l.instance AND day BETWEEN l.at / ${DAY} - 37 AND l.at / ${DAY} - 30 AND source IS l.source AND users IS NOT NULL
     ORDER BY day DESC
     LIMIT 1) AS usersBefore,
    0 AS visits, 0 AS answered
  FROM temp.latest AS l`;
const LONG_VIEW_KEY = 'CREATE UNIQUE INDEX temp.longViewInstance ON longView (instance)';

/** Opens the register as of a day. The caller closes it. */
export function openPast(path: string, day: number): Database {
  const db = openReader(path);
  try {
    db.pragma('temp_store = MEMORY');
    const [at, until] = [dayStart(day), dayStart(day + 1)];
    db.prepare(MAKE).run({ day });
    db.exec(INDEX);
    db.prepare(INSTANCES).run({ at });
    db.exec(INSTANCE_KEY);
    db.prepare(PROFILES).run({ until });
    db.exec(PROFILE_KEY);
    db.exec(`${LONG_VIEWS}; ${LONG_VIEW_KEY};`);
    // A number of our own, checked to be one: views take no parameters.
    db.exec(
      `CREATE TEMP VIEW networkDay AS SELECT * FROM main.networkDay WHERE day <= ${Math.trunc(day)};
       CREATE TEMP VIEW day AS SELECT * FROM main.day WHERE day <= ${Math.trunc(day)};`,
    );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The register as of days, the last few kept open. */
export type PastDays = { on(day: number): Database; close(): void };

/** What is imported, erased or blocked since shows in the past as well, so much later. Making a day costs a second. */
const KEPT_SECONDS = 60;

/** @param path of the database file @param now Unix seconds */
export function keepPasts(path: string, now: () => number): PastDays {
  const kept = new Map<number, { readonly db: Database; readonly madeAt: number }>();
  const drop = (day: number): void => {
    kept.get(day)?.db.close();
    kept.delete(day);
  };
  return {
    on(day) {
      if (Math.abs(now() - (kept.get(day)?.madeAt ?? 0)) >= KEPT_SECONDS) drop(day);
      const past = kept.get(day) ?? { db: openPast(path, day), madeAt: now() };
      // Put back at the end: the order of the map is that of the last use.
      kept.delete(day);
      kept.set(day, past);
      for (const oldest of kept.keys()) if (kept.size > MOST_KEPT) drop(oldest);
      return past.db;
    },
    close() {
      for (const day of kept.keys()) drop(day);
    },
  };
}
