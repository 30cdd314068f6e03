/** The list of instances.social: its API's answer, or its open instances.json. */
import { flagIn } from '../cells.ts';
import type { Format } from '../format.ts';
import { readDay, registrationsOf, wordIn } from '../reading.ts';

export const INSTANCES_SOCIAL: Format = {
  name: 'instances.social',
  about: 'JSON list of instances.social, of any year (an answer of its API, or instances.json)',
  publication: {
    name: 'instances.social',
    url: 'https://instances.social/',
    note: 'Instances as instances.social knew them on the day of the list; those that were down are left out, and some told the counts of the whole network as their own.',
    licence: 'none stated; plain facts',
  },
  needs: ['domain', 'users', 'statuses', 'connections'],
  lacks: ['logins'],
  isDated: false,
  columns: { activeWeek: ['activeusers'], domain: ['name', 'domain'] },
  read: (row, surroundings) =>
    readDay(row, surroundings, {
      version: wordIn(row.version),
      registrations: registrationsOf({ open: row.open, approval: '' }),
    }),
};

/** The same list, hour by hour. */
export const INSTANCES_SOCIAL_HOURLY: Format = {
  ...INSTANCES_SOCIAL,
  name: 'instances.social-hourly',
  publication: { ...INSTANCES_SOCIAL.publication, name: 'instances.social, hourly' },
  about: 'CSV of hourly snapshots of instances.social: time, name, up, open, users, statuses, connections',
  needs: ['at', 'domain', 'users', 'statuses', 'connections'],
  lacks: ['version'],
  isDated: true,
  columns: { domain: ['name', 'domain'], at: ['time', 'timestamp', 'date', 'datetime'] },
  // The column `up` is of the hour; figures are left blank where nobody answered.
  read: (row, surroundings) =>
    readDay(row, surroundings, { registrations: flagIn(row.open) === null ? null : registrationsOf(row) }),
};
