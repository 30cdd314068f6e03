/** THE list of formats that can be imported. A new one is a file in formats/ and a line here. */
import type { Format } from './format.ts';
import { DOMAINS } from './formats/domains.ts';
import { FEDIDB } from './formats/fedidb.ts';
import { FEDILIST, FEDILIST_TABLE } from './formats/fedilist.ts';
import { INSTANCES_SOCIAL, INSTANCES_SOCIAL_HOURLY } from './formats/instances-social.ts';
import { JOINMASTODON } from './formats/joinmastodon.ts';
import { AWESOME_LEMMY, LEMMY_STATS } from './formats/lemmy.ts';
import { MASTODON_ACTIVITY } from './formats/mastodon-activity.ts';
import { MASTODON_DAILY } from './formats/mastodon-daily.ts';
import { THE_FEDERATION } from './formats/the-federation.ts';
import { USERCOUNT_MASTODON, USERCOUNT_WIDER } from './formats/usercount.ts';

export const FORMATS: readonly Format[] = [
  INSTANCES_SOCIAL,
  INSTANCES_SOCIAL_HOURLY,
  MASTODON_DAILY,
  MASTODON_ACTIVITY,
  LEMMY_STATS,
  AWESOME_LEMMY,
  USERCOUNT_MASTODON,
  USERCOUNT_WIDER,
  JOINMASTODON,
  FEDIDB,
  FEDILIST,
  FEDILIST_TABLE,
  THE_FEDERATION,
  DOMAINS,
];
