/** Totals of the network that a bot counted about hourly in the winter of 2016-17, before there were APIs. */
import type { Format } from '../format.ts';
import { readTotals } from '../reading.ts';

const LICENCE = 'none stated; plain facts';

export const USERCOUNT_MASTODON: Format = {
  name: 'usercount-mastodon',
  about: 'CSV of totals of Mastodon 2016-17: timestamp, usercount, tootscount',
  publication: {
    name: 'Mastodon user count 2016-17',
    url: 'https://github.com/gallizoltan/usercount/blob/7f19212d5aac95b718ce103e7d2e95bdd7d91cb1/mastostats.csv',
    note: 'About hourly sums of a bot over all Mastodon instances it knew; irregular steps, values that stand still for hours.',
    licence: LICENCE,
  },
  needs: ['at', 'users', 'statuses'],
  lacks: ['domain', 'instances'],
  isDated: true,
  read: readTotals,
};

export const USERCOUNT_WIDER: Format = {
  name: 'usercount-gnusocial',
  about: 'CSV of totals of GNU social and Mastodon together 2016-17: timestamp, usercount',
  publication: {
    name: 'GNU social and Mastodon user count 2016-17',
    url: 'https://github.com/gallizoltan/usercount/blob/a904b9aced691a1bdf77fbd63ad30cb5e20f12f9/usercount.csv',
    note: 'The same bot over the wider network, GNU social included: not comparable with Mastodon alone.',
    licence: LICENCE,
  },
  needs: ['at', 'users'],
  lacks: ['domain', 'instances', 'statuses', 'activeMonth'],
  isDated: true,
  read: readTotals,
};
