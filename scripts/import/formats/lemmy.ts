/** Two lists of Lemmy instances: one with accounts, recorded for its statistics, one kept by hand and script for those who choose. */
import type { Format } from '../format.ts';
import { readDay, registrationsOf, wordIn } from '../reading.ts';

export const LEMMY_STATS: Format = {
  name: 'lemmy-stats',
  about:
    'CSV of Lemmy instances: date, domain, users, active_month, active_halfyear, linked_instances, open, version',
  publication: {
    name: 'Lemmy stats 2022',
    url: 'https://github.com/LemmyNet/lemmy-instance-stats/blob/75824524a2a86094e863f0333ea22fb3aa39ce46/stats.json',
    note: 'Lemmy instances from March 2021 to April 2022 (facts only); the accounts of that time may count remote ones too.',
    licence: 'AGPL-3.0 (the repository); plain facts',
  },
  needs: ['at', 'domain', 'users', 'activeMonth', 'activeHalfYear'],
  isDated: true,
  read: (row, surroundings) =>
    readDay(row, surroundings, {
      software: 'lemmy',
      version: wordIn(row.version),
      registrations: registrationsOf(row),
    }),
};

export const AWESOME_LEMMY: Format = {
  name: 'awesome-lemmy',
  about: 'CSV of Lemmy instances by week: date, domain, active_month, new_users, …, uptime, version',
  publication: {
    name: 'awesome-lemmy 2023-24',
    url: 'https://github.com/maltfield/awesome-lemmy-instances',
    note: 'Lemmy instances week by week, active accounts of the last month only (facts only).',
    licence: 'GPL-3.0 (the repository); plain facts',
  },
  needs: ['at', 'domain', 'activeMonth', 'open'],
  lacks: ['users', 'statuses'],
  isDated: true,
  columns: {
    activeMonth: ['activemonth', 'users', 'au', 'mau'],
    users: ['totalusers'],
    open: ['newusers', 'nu'],
  },
  read: (row, surroundings) =>
    readDay(row, surroundings, {
      software: 'lemmy',
      version: wordIn(row.version),
      registrations: registrationsOf(row),
    }),
};
