/** The list of the-federation.info: nodes with their platform and accounts. */
import type { Format } from '../format.ts';
import { readDay, wordIn } from '../reading.ts';

export const THE_FEDERATION: Format = {
  name: 'the-federation',
  about: 'list of the-federation.info (CSV or JSON): host, name, country, platform, users_total',
  publication: {
    name: 'the-federation.info',
    url: 'https://the-federation.info/',
    note: 'Nodes and accounts as the-federation.info had them on the day of the list; it counted some hosts twice, under two names.',
    licence: 'none stated; plain facts',
  },
  needs: ['domain', 'software', 'users'],
  lacks: ['activeMonth', 'connections', 'at'],
  isDated: false,
  columns: {
    domain: ['host', 'domain', 'hostname'],
    software: ['platform', 'platformname', 'software'],
    users: ['userstotal', 'users', 'usercount'],
    at: ['date', 'time', 'timestamp'],
  },
  read: (row, surroundings) =>
    readDay(row, surroundings, {
      software: wordIn(row.software)?.toLowerCase() ?? null,
      version: wordIn(row.version),
    }),
};
