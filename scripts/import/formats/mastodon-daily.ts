/** Recorded `/api/v1/instance` answers, one row per instance and day. */
import type { Format } from '../format.ts';
import { readDay, registrationsOf, wordIn } from '../reading.ts';

export const MASTODON_DAILY: Format = {
  name: 'mastodon-daily',
  about:
    'CSV, a row per instance and day: date, domain, users, statuses, domains, version, registrations, approval_required',
  publication: {
    name: 'mastodon-stats 2022-23',
    url: 'https://github.com/zegl/mastodon-stats',
    note: 'Answers of /api/v1/instance as zegl/mastodon-stats recorded them; days are missing, and instances vanish from it for good.',
    licence: 'MIT',
  },
  needs: ['at', 'domain', 'users', 'statuses', 'connections', 'version'],
  isDated: true,
  columns: { connections: ['domains', 'domaincount', 'connections'] },
  read: (row, surroundings) =>
    readDay(row, surroundings, {
      software: 'mastodon',
      version: wordIn(row.version),
      registrations: registrationsOf(row),
    }),
};
