/** The Mastodon API as Mastodon and the softwares that imitate it answer it in the demo. Pure. */
import { DAY, WEEK } from '../../db/time.ts';
import type { Context, Documents } from './documents.ts';
import { countsAt } from './growth.ts';
import { livingDomains } from './world.ts';

const ACTIVITY_WEEKS = 12;
const CHARACTERS = { mastodon: 500, pleroma: 5_000, gotosocial: 5_000, pixelfed: 2_000 };
/** Text of `version` where the software is no Mastodon: it claims a Mastodon version, then says what it is. */
const COMPATIBLE: Readonly<Record<string, string>> = {
  pleroma: '2.7.2 (compatible; Pleroma %)',
  akkoma: '2.7.2 (compatible; Akkoma %)',
  pixelfed: '3.5.3 (compatible; Pixelfed %)',
  friendica: '2.8.0 (compatible; Friendica %)',
};
/** These write their address with its scheme. */
const URI_WITH_SCHEME: ReadonlySet<string> = new Set(['pleroma', 'akkoma', 'friendica', 'gotosocial']);

export const MASTODON: Documents = {
  'GET /api/v1/instance': v1,
  'GET /api/v2/instance': v2,
  'GET /api/v1/instance/activity': weeks,
  'GET /api/v1/instance/peers': peers,
};
/** Pleroma, Akkoma: no v2 of the old kind, peers open. */
export const PLEROMA: Documents = { 'GET /api/v1/instance': v1, 'GET /api/v1/instance/peers': peers };
export const IMITATORS: Documents = { 'GET /api/v1/instance': v1, 'GET /api/v2/instance': v2 };
/** Friendica's counts are all 0 here although its NodeInfo is right. */
export const FRIENDICA: Documents = {
  'GET /api/v1/instance': (context) => ({
    ...v1(context),
    stats: { user_count: 0, status_count: 0, domain_count: 0 },
  }),
  'GET /api/v2/instance': v2,
};
export const BOOKWYRM: Documents = {
  'GET /api/v1/instance': (context) => ({
    ...v1(context),
    stats: { user_count: context.told.users, status_count: context.told.statuses },
  }),
  'GET /api/v1/instance/peers': peers,
};

function v1(context: Context): Record<string, unknown> {
  const { instance, profile, told } = context;
  const { domain, kind, member } = instance;
  return {
    uri: URI_WITH_SCHEME.has(kind) ? `https://${domain}` : domain,
    title: profile.title,
    short_description: profile.description,
    description: `<p>${profile.description}</p>`,
    email: '',
    version: (COMPATIBLE[kind] ?? '%').replace('%', profile.version),
    urls: { streaming_api: `wss://${domain}` },
    stats: { user_count: told.users, status_count: told.statuses, domain_count: told.connections },
    thumbnail: `https://${domain}/thumbnail.png`,
    languages: [member.language],
    registrations: profile.registrations !== 'closed',
    approval_required: profile.registrations === 'approval',
    invites_enabled: true,
    configuration: { statuses: { max_characters: characters(kind) } },
    contact_account: null,
    rules: rules(context),
  };
}

function v2(context: Context): unknown {
  const { instance, profile, told } = context;
  const { domain, kind, member, role } = instance;
  const isLimited = role === 'limited';
  return {
    domain,
    title: profile.title,
    version: (COMPATIBLE[kind] ?? '%').replace('%', profile.version),
    source_url: 'https://github.com/mastodon/mastodon',
    description: profile.description,
    usage: { users: { active_month: isLimited ? 0 : told.activeMonth } },
    thumbnail: { url: `https://${domain}/thumbnail.png` },
    languages: [member.language],
    configuration: {
      statuses: { max_characters: characters(kind) },
      limited_federation: isLimited,
    },
    registrations: {
      enabled: profile.registrations !== 'closed',
      approval_required: profile.registrations === 'approval',
      reason_required: profile.registrations === 'approval',
      message: profile.registrationsMessage === null ? null : `<p>${profile.registrationsMessage}</p>`,
      min_age: member.language === 'fr' ? 15 : 16,
      url: null,
    },
    api_versions: { mastodon: 6 },
    contact: { email: '', account: null },
    rules: rules(context),
  };
}

function characters(kind: string): number {
  return (CHARACTERS as Readonly<Record<string, number>>)[kind] ?? CHARACTERS.mastodon;
}

function rules({ profile }: Context): unknown[] {
  return profile.rules.map((text, index) => ({ id: String(index + 1), text, hint: '' }));
}

/** Newest first, the first one still running; weeks move with the time of the request, all values are strings. */
function weeks({ world, instance, at }: Context): unknown[] {
  const starts = Array.from({ length: ACTIVITY_WEEKS }, (_, index) => at - (at % DAY) - index * WEEK);
  return starts
    .filter((start) => start > instance.bornAt)
    .map((start) => {
      const before = countsAt(world, instance, start);
      const after = countsAt(world, instance, Math.min(at, start + WEEK));
      return {
        week: String(start),
        statuses: String(Math.max(0, after.statuses - before.statuses)),
        logins: String(after.activeWeek),
        registrations: String(Math.max(0, after.users - before.users)),
      };
    });
}

/** The others, as this server happens to write them: one in capitals, one that is long gone, one that is no name. */
function peers({ world, instance, at }: Context): string[] {
  const others = livingDomains(world, at).filter((domain) => domain !== instance.domain);
  return [
    ...others.map((domain, index) => (index === 0 ? domain.toUpperCase() : domain)),
    'long-gone.test',
    'localhost',
  ];
}
