/** A small register for the drop-in catalogues: one instance of each kind that their lists treat differently. */
import type { Database } from '../../../db/open.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertObservation,
  insertProfile,
} from '../../rows.ts';

/** Ids are in the order of writing: big 1, small 2, closed 3, lemmy 4, gone 5, withheld 6, silent 7. */
export function fill(db: Database): void {
  const visited = { lastVisitAt: AT0, lastAnswerAt: AT0, addedAt: AT0 - 86_400 };
  const big = insertInstance(db, 'big.test', visited);
  insertProfile(db, big, {
    softwareName: 'mastodon',
    softwareVersion: '4.6.1',
    title: 'Big',
    description: 'The big one.',
    languages: ['fr', 'en'],
    registrations: 'open',
    rules: ['Be kind.'],
    thumbnail: 'https://big.test/a.png',
  });
  insertLatest(db, big, { users: 5_000, activeMonth: 900, statuses: 40_000, connections: 700 });
  insertDays(db, big, DAY0 - 2, 'users', [4_900, null, 5_000]);
  insertDays(db, big, DAY0 + 1, 'statuses', [41_000]);
  insertObservation(db, big, AT0 + 60, { users: 5_000 });
  db.prepare(
    `INSERT INTO activityWeek (instance, weekAt, statuses, logins, registrations, isComplete)
     VALUES (?, ?, 10, 400, 1, 1), (?, ?, 1, 9, 1, 0)`,
  ).run(big, AT0 - 7 * 86_400, big, AT0);
  db.prepare(
    `INSERT INTO catalogue (instance, topics, country, region, operatorType, operator, source, topicWords, verifiedOn)
     VALUES (?, '["general","art"]', 'FR', 'Lyon', 'association', 'Les amis', 'https://big.test/about', 'art', 20000)`,
  ).run(big);
  const small = insertInstance(db, 'small.test', visited);
  insertProfile(db, small, {
    softwareName: 'mastodon',
    softwareVersion: '4.4.0',
    languages: ['de'],
    registrations: 'approval',
    rules: ['Be kind.'],
  });
  insertLatest(db, small, { users: 50, activeWeek: 7, statuses: 90 });
  const closed = insertInstance(db, 'closed.test', visited);
  insertProfile(db, closed, { softwareName: 'pleroma', softwareVersion: '2.7.0', registrations: 'closed' });
  insertLatest(db, closed, { users: 9_000, activeWeek: 3_000, statuses: 1 });
  const lemmy = insertInstance(db, 'lemmy.test', visited);
  insertProfile(db, lemmy, { softwareName: 'lemmy', registrations: 'open' });
  insertLatest(db, lemmy, { users: 5_000 });
  const gone = insertInstance(db, 'gone.test', { ...visited, state: 'gone' });
  insertProfile(db, gone, { softwareName: 'mastodon', softwareVersion: '3.0.0' });
  insertLatest(db, gone, { users: 20 });
  const withheld = insertInstance(db, 'withheld.test', { ...visited, state: 'withheld' });
  insertProfile(db, withheld, { softwareName: 'mastodon', registrations: 'open' });
  const silent = insertInstance(db, 'silent.test', { ...visited, state: 'failing' });
  insertProfile(db, silent, { softwareName: 'mastodon', softwareVersion: '4.6.1+glitch' });
  for (const [day, users] of [5_000, 5_050].entries()) {
    insertNetworkDay(db, DAY0 + day, { users, activeMonth: 900, statuses: 7, instances: 2, measured: 2 });
    insertNetworkDay(db, DAY0 + day, {
      dimension: 'software',
      value: 'mastodon',
      users,
      activeMonth: 900,
      instances: 2,
      measured: 2,
    });
  }
}

/** The type of each field, sorted: what a client that decodes strictly sees. */
export function shapeOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(value as object)
      .map(([key, field]): [string, string] => [
        key,
        Array.isArray(field) ? 'array' : field === null ? 'null' : typeof field,
      ])
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
