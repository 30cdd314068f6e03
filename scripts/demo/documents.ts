/** What a demo instance knows of itself when it is asked, and the documents that all softwares share: NodeInfo and robots.txt. Pure. */
import type { Counts } from './growth.ts';
import { countsAt } from './growth.ts';
import type { Kind } from './cast.ts';
import type { DemoInstance, DemoProfile, World } from './world.ts';
import { isLying, profileAt } from './world.ts';

/** Counts as told: the wire knows no better. */
type Told = Readonly<Record<keyof Counts, number>>;
export type Context = {
  readonly world: World;
  readonly instance: DemoInstance;
  /** Unix seconds. */
  readonly at: number;
  readonly told: Told;
  readonly profile: DemoProfile;
  /** Scheme, host and port as the client asked, for the addresses in documents. */
  readonly origin: string;
};
/** A JSON document at a path, by method. `null`: an empty 404. */
type Document = (context: Context) => unknown;
export type Documents = Readonly<Record<string, Document>>;

export function contextOf(world: World, instance: DemoInstance, at: number, origin: string): Context {
  const counts = countsAt(world, instance, at);
  const told = isLying(world, instance, at) ? lies(counts) : counts;
  return { world, instance, at, told, profile: profileAt(world, instance, at), origin };
}

/** Values seen in the wild: a negative total, a counter that ran away, more active accounts than people. */
function lies(counts: Counts): Told {
  return { ...counts, users: -15_000_000, activeMonth: 8_500_000_000, statuses: -69_420, connections: 1e17 };
}

type Place = {
  readonly schema: '1.0' | '2.0' | '2.1';
  readonly path: string;
  /** As the software writes its own name. */
  readonly name?: string;
};
const NODEINFO: Readonly<Record<Kind, Place>> = {
  mastodon: { schema: '2.0', path: '/nodeinfo/2.0' },
  hometown: { schema: '2.0', path: '/nodeinfo/2.0' },
  pleroma: { schema: '2.1', path: '/nodeinfo/2.1.json' },
  akkoma: { schema: '2.1', path: '/nodeinfo/2.1.json' },
  gotosocial: { schema: '2.0', path: '/nodeinfo/2.0' },
  pixelfed: { schema: '2.0', path: '/api/nodeinfo/2.0.json' },
  friendica: { schema: '2.0', path: '/nodeinfo/2.0' },
  misskey: { schema: '2.1', path: '/nodeinfo/2.1' },
  sharkey: { schema: '2.1', path: '/nodeinfo/2.1' },
  lemmy: { schema: '2.1', path: '/nodeinfo/2.1' },
  piefed: { schema: '2.0', path: '/nodeinfo/2.0' },
  mbin: { schema: '2.1', path: '/nodeinfo/2.1.json' },
  peertube: { schema: '2.0', path: '/nodeinfo/2.0.json' },
  hubzilla: { schema: '1.0', path: '/nodeinfo/1.0' },
  diaspora: { schema: '1.0', path: '/nodeinfo/1.0' },
  wordpress: { schema: '2.0', path: '/wp-json/activitypub/1.0/nodeinfo' },
  writefreely: { schema: '2.0', path: '/api/nodeinfo' },
  mobilizon: { schema: '2.1', path: '/.well-known/nodeinfo/2.1', name: 'Mobilizon' },
  bookwyrm: { schema: '2.0', path: '/nodeinfo/2.0' },
  funkwhale: { schema: '2.0', path: '/api/v1/instance/nodeinfo/2.0/', name: 'Funkwhale' },
};
/** Softwares that publish no active accounts. */
const COUNTS_NO_ACTIVITY: ReadonlySet<Kind> = new Set(['misskey', 'sharkey', 'gotosocial', 'mobilizon']);
const COUNTS_COMMENTS: ReadonlySet<Kind> = new Set([
  'lemmy',
  'piefed',
  'mbin',
  'peertube',
  'friendica',
  'hubzilla',
  'diaspora',
  'mobilizon',
  'wordpress',
]);

/** The well-known document and the NodeInfo document it points to. */
export function nodeinfoDocuments(kind: Kind): Documents {
  const { schema, path } = NODEINFO[kind];
  const rel = `http://nodeinfo.diaspora.software/ns/schema/${schema}`;
  return {
    'GET /.well-known/nodeinfo': ({ origin }) => ({ links: [{ rel, href: `${origin}${path}` }] }),
    [`GET ${path}`]: (context) => nodeinfo(context),
  };
}

function nodeinfo({ instance: { kind, member, role }, told, profile }: Context): unknown {
  const { schema, name } = NODEINFO[kind];
  const isOld = schema === '1.0';
  return {
    version: schema,
    software: { name: name ?? kind, version: profile.version },
    protocols: isOld ? { inbound: ['zot'], outbound: ['zot'] } : ['activitypub'],
    services: { inbound: [], outbound: [] },
    openRegistrations: kind !== 'wordpress' && role !== 'limited' && profile.registrations !== 'closed',
    usage: {
      users: { total: told.users, ...activity(kind, told) },
      localPosts: told.statuses,
      ...(COUNTS_COMMENTS.has(kind) ? { localComments: told.comments } : {}),
    },
    metadata: { nodeName: profile.title, nodeDescription: profile.description, langs: [member.language] },
  };
}

function activity(kind: Kind, told: Told): Readonly<Record<string, number | null>> {
  if (kind === 'misskey' || kind === 'sharkey') return { activeMonth: null, activeHalfyear: null };
  if (COUNTS_NO_ACTIVITY.has(kind)) return {};
  return { activeMonth: told.activeMonth, activeHalfyear: told.activeHalfYear };
}

/**
 * GoToSocial forbids its API always, and its NodeInfo unless the administrator chose to be counted. Its Crawl-delay is left
 * out: it is kept in real time, and would make every day of the play four seconds long.
 */
export function robotsText({ kind, role }: DemoInstance): string {
  if (kind === 'gotosocial') {
    const counted = role === 'withheld' ? ['/.well-known/nodeinfo', '/nodeinfo/'] : [];
    const forbidden = ['/api/', '/auth/', ...counted].map((path) => `Disallow: ${path}`);
    return ['User-agent: *', ...forbidden, ''].join('\n');
  }
  if (role === 'withheld') return 'User-agent: *\nDisallow: /\n';
  return 'User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /media_proxy/\nDisallow: /interact/\n';
}
