/** Documents of the softwares with an API of their own in the demo: Misskey, Lemmy, PeerTube, Hubzilla, diaspora*. Pure. */
import type { Context, Documents } from './documents.ts';
import { livingDomains } from './world.ts';

export const MISSKEY: Documents = {
  'POST /api/meta': ({ instance, profile }) => ({
    maintainerName: null,
    maintainerEmail: null,
    version: profile.version,
    name: profile.title,
    uri: `https://${instance.domain}`,
    description: profile.description,
    langs: [instance.member.language],
    disableRegistration: profile.registrations === 'closed',
    approvalRequiredForSignup: profile.registrations === 'approval',
    emailRequiredForSignup: true,
    maxNoteTextLength: 3_000,
    bannerUrl: `https://${instance.domain}/banner.png`,
    serverRules: profile.rules,
  }),
  // The plain counts include remote accounts and notes: a trap for whoever takes the wrong ones.
  'POST /api/stats': ({ told }) => ({
    notesCount: told.statuses * 40,
    originalNotesCount: told.statuses,
    usersCount: told.users * 60,
    originalUsersCount: told.users,
    reactionsCount: 0,
    instances: told.connections,
    driveUsageLocal: 0,
    driveUsageRemote: 0,
  }),
  'GET /api/v1/instance/peers': otherDomains,
};

const LEMMY_MODES = { open: 'Open', approval: 'RequireApplication', restricted: 'Open', closed: 'Closed' };

export const LEMMY: Documents = {
  'GET /api/v3/site': ({ instance, profile, told }) => ({
    site_view: {
      site: {
        name: profile.title,
        description: profile.description,
        sidebar: profile.rules.map((rule) => `- ${rule}`).join('\n'),
        actor_id: `https://${instance.domain}/`,
      },
      local_site: {
        registration_mode: LEMMY_MODES[profile.registrations],
        application_question: profile.registrations === 'approval' ? 'Why here?' : null,
        private_instance: false,
        federation_enabled: true,
      },
      counts: {
        users: told.users,
        posts: told.statuses,
        comments: told.comments,
        communities: 40,
        users_active_day: Math.round(told.activeWeek / 3),
        users_active_week: told.activeWeek,
        users_active_month: told.activeMonth,
        users_active_half_year: told.activeHalfYear,
      },
    },
    admins: [],
    version: profile.version,
    all_languages: [],
    discussion_languages: [],
  }),
  'GET /api/v3/federated_instances': (context) => ({
    federated_instances: {
      linked: otherDomains(context).map((domain, index) => ({ id: index + 1, domain })),
      allowed: [],
      blocked: [],
    },
  }),
};

export const PEERTUBE: Documents = {
  'GET /api/v1/config': ({ profile }) => ({
    instance: { name: profile.title, shortDescription: profile.description },
    signup: {
      allowed: profile.registrations !== 'closed',
      requiresApproval: profile.registrations === 'approval',
      allowedForCurrentIP: true,
    },
    serverVersion: profile.version,
  }),
  'GET /api/v1/config/about': ({ instance, profile }) => ({
    instance: {
      name: profile.title,
      shortDescription: profile.description,
      description: profile.description,
      terms: profile.rules.map((rule) => `* ${rule}`).join('\n'),
      languages: [instance.member.language],
      categories: [],
    },
  }),
  'GET /api/v1/server/stats': ({ told }) => ({
    totalUsers: told.users,
    totalDailyActiveUsers: Math.round(told.activeWeek / 3),
    totalWeeklyActiveUsers: told.activeWeek,
    totalMonthlyActiveUsers: told.activeMonth,
    totalLocalVideos: told.statuses,
    totalLocalVideoComments: told.comments,
    totalInstanceFollowers: Math.round(told.connections / 30),
    totalInstanceFollowing: Math.round(told.connections / 20),
  }),
};

export const HUBZILLA: Documents = {
  'GET /siteinfo.json': ({ instance, profile, told }) => ({
    url: `https://${instance.domain}`,
    platform: 'hubzilla',
    version: profile.version,
    site_name: profile.title,
    channels_total: told.users,
    channels_active_halfyear: told.activeHalfYear,
    channels_active_monthly: told.activeMonth,
    local_posts: told.statuses,
    local_comments: told.comments,
    register_policy: {
      open: 'REGISTER_OPEN',
      approval: 'REGISTER_APPROVE',
      restricted: 'REGISTER_APPROVE',
      closed: 'REGISTER_CLOSED',
    }[profile.registrations],
    invitation_only: 0,
    hide_in_statistics: false,
  }),
};

export const DIASPORA: Documents = {
  'GET /statistics.json': ({ profile, told }) => ({
    name: profile.title,
    network: 'Diaspora',
    version: profile.version,
    registrations_open: profile.registrations !== 'closed',
    total_users: told.users,
    active_users_halfyear: told.activeHalfYear,
    active_users_monthly: told.activeMonth,
    local_posts: told.statuses,
    local_comments: told.comments,
  }),
};

/** PieFed answers the Mastodon question too, with a constant number of domains. */
export const PIEFED: Documents = {
  'GET /api/v1/instance': ({ instance, profile, told }) => ({
    uri: instance.domain,
    title: profile.title,
    short_description: profile.description,
    version: profile.version,
    stats: { user_count: told.users, status_count: told.statuses, domain_count: 1 },
    languages: [instance.member.language],
    registrations: profile.registrations !== 'closed',
    approval_required: profile.registrations === 'approval',
  }),
};

function otherDomains({ world, instance, at }: Context): string[] {
  return livingDomains(world, at).filter((domain) => domain !== instance.domain);
}
