/** The addresses of the API, and a register on which each of them has something to answer. */
import type { Database } from '../../db/open.ts';
import { dayText } from '../../db/time.ts';
import {
  AT0,
  DAY0,
  insertDay,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertObservation,
  insertProfile,
  insertRefusal,
  insertRun,
  insertSource,
  insertWeek,
} from '../rows.ts';

export function herd(db: Database): void {
  const a = insertInstance(db, 'a.test', {
    failureKind: 'timeout',
    failureDetail: 'read',
    failingSince: AT0,
  });
  const source = insertSource(db).id;
  insertProfile(db, a, { fromAt: 1, untilAt: AT0, softwareVersion: '4.4.0', source });
  insertProfile(db, a, {
    softwareName: 'mastodon',
    softwareVersion: '4.5.0',
    rules: ['a'],
    languages: ['fr'],
  });
  insertLatest(db, a, { users: 1, source });
  insertDay(db, a, DAY0 - 9, { users: 1, source });
  insertDays(db, a, DAY0, 'users', [1, undefined, 3]);
  insertNetworkDay(db, DAY0, { users: 1, instances: 1, measured: 1 });
  insertRefusal(db, a);
  insertWeek(db, a, AT0, { logins: 5 });
  insertObservation(db, a, AT0, { users: 1 });
  insertRun(db, { state: 'aborted', reason: 'network: no answer' });
}

/** The path with something that is there in the place of its parameters. */
export function filled(path: string): string {
  return path.replace('{domain}', 'a.test').replace('{day}', dayText(DAY0)).replace('{table}', 'parts');
}

/** Every address under /api/v1, and the health check, as the router has them. */
export const PATHS = [
  '/api/v1/instances',
  '/api/v1/instances/{domain}',
  '/api/v1/suggest',
  '/api/v1/facets',
  '/api/v1/choose',
  '/api/v1/instances/{domain}/visits',
  '/api/v1/instances/{domain}/availability',
  '/api/v1/instances/{domain}/weeks',
  '/api/v1/instances/{domain}/series',
  '/api/v1/compare',
  '/api/v1/public-sector',
  '/api/v1/public-sector/series',
  '/api/v1/network',
  '/api/v1/network/series',
  '/api/v1/network/days/{day}',
  '/api/v1/network/tables/{table}',
  '/api/v1/network/published',
  '/api/v1/instances/{domain}/published',
  '/api/v1/events',
  '/api/v1/milestones',
  '/api/v1/changes',
  '/api/v1/runs',
  '/api/v1/openapi.json',
  '/healthz',
];
