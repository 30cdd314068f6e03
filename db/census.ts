/** Every listed instance at once, as other services' directories tell of them. Read at most once a minute; filters nothing by taste. */
import { DIRECTORY_COLUMNS, directoryRow, SOURCE_JOIN } from './directory/directory-rows.ts';
import type { DirectoryRow, StoredDirectoryRow } from './directory/directory-rows.ts';
import { IS_LISTED, LISTED_TABLES } from './directory/listed.ts';
import { keptFor } from './memo.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** While a run is going on the list may be this old: reading it takes a quarter of a second for 30,000 instances. */
const FRESH_SECONDS = 60;

export type Listed = DirectoryRow & {
  /** Grows with the time of joining the register, never changes. */
  readonly id: number;
  /** Unix seconds. */
  readonly addedAt: number;
  readonly lastVisitAt: number | null;
  readonly lastAnswerAt: number | null;
  /** https address of a picture on the instance. */
  readonly thumbnail: string | null;
  /** Accounts that logged in during the last whole week, by the instance's own log. */
  readonly weekLogins: number | null;
};
type Stored = StoredDirectoryRow & Omit<Listed, keyof DirectoryRow>;

/** Those that ask not to be read, and those that are somewhere else now, are in nobody's list. */
const SQL = `
  SELECT i.id, i.addedAt, i.lastVisitAt, i.lastAnswerAt, p.thumbnail, (
      SELECT logins
      FROM activityWeek
      WHERE instance = i.id AND isComplete = 1
      ORDER BY weekAt DESC
      LIMIT 1) AS weekLogins, ${DIRECTORY_COLUMNS}
  FROM ${LISTED_TABLES} ${SOURCE_JOIN}
  WHERE ${IS_LISTED} AND i.state NOT IN ('withheld', 'moved')
  ORDER BY i.id`;

/** All of them by id. @param now Unix seconds; only decides when to look again */
export const census = keptFor(FRESH_SECONDS, (db: Database): readonly Listed[] =>
  prepared<Stored>(db, SQL)
    .all()
    .map((row) => ({
      ...directoryRow(row),
      id: row.id,
      addedAt: row.addedAt,
      lastVisitAt: row.lastVisitAt,
      lastAnswerAt: row.lastAnswerAt,
      thumbnail: row.thumbnail,
      weekLogins: row.weekLogins,
    })),
);
