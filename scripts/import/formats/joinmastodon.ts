/** Daily totals of the Mastodon network as api.joinmastodon.org publishes them: its JSON, or a CSV of it. */
import type { Format } from '../format.ts';
import { readTotals } from '../reading.ts';

export const JOINMASTODON: Format = {
  name: 'joinmastodon',
  about:
    'daily totals of api.joinmastodon.org/statistics (JSON or CSV): period, server_count, user_count, active_user_count',
  publication: {
    name: 'joinmastodon.org statistics',
    url: 'https://api.joinmastodon.org/statistics',
    note: 'Daily totals of Mastodon by its makers; has gaps, days with partial crawls, and steps of a million accounts for which single instances are to blame.',
    licence: 'none stated; plain facts',
  },
  needs: ['at', 'instances', 'users', 'activeMonth'],
  lacks: ['domain'],
  isDated: true,
  read: readTotals,
};
