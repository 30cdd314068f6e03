/** Lists of FediDB: answers of its API, or a CSV of them. */
import type { Format } from '../format.ts';
import { readDay, registrationsOf, wordIn } from '../reading.ts';

export const FEDIDB: Format = {
  name: 'fedidb',
  about: 'list of FediDB (JSON of its API or CSV): domain, software, users, monthly active users',
  publication: {
    name: 'FediDB',
    url: 'https://fedidb.org/',
    note: 'Accounts and monthly active accounts as FediDB had them on the day of the list; some values had stood still for a year.',
    licence: 'none stated; plain facts',
  },
  needs: ['domain', 'users', 'activeMonth', 'software'],
  lacks: ['connections', 'at'],
  isDated: false,
  columns: {
    at: ['date', 'time', 'timestamp'],
    open: ['openregistration', 'openregistrations'],
    version: ['softwareversion', 'version'],
  },
  read: (row, surroundings) =>
    readDay(row, surroundings, {
      software: wordIn(row.software)?.toLowerCase() ?? null,
      version: wordIn(row.version),
      registrations: registrationsOf(row),
    }),
};
