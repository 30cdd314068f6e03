/** Recorded `/api/v1/instance/activity` answers, one row per instance and week. */
import type { Format } from '../format.ts';
import { readWeek } from '../reading.ts';

export const MASTODON_ACTIVITY: Format = {
  name: 'mastodon-activity',
  about:
    'CSV, a row per instance and week: domain, week (Unix seconds as served), statuses, logins, registrations',
  publication: {
    name: 'mastodon-stats 2022-23',
    url: 'https://github.com/zegl/mastodon-stats',
    note: 'Answers of /api/v1/instance as zegl/mastodon-stats recorded them; days are missing, and instances vanish from it for good.',
    licence: 'MIT',
  },
  needs: ['domain', 'week', 'logins', 'registrations'],
  isDated: true,
  read: readWeek,
};
