/** joinmastodon's directory: servers, categories, languages, statistics and default servers, as the pickers of the official apps ask for them. */
import { Type, type Static } from 'typebox';
import { defaultSeed } from '../../db/directory/directory.ts';
import { fairDraw, hashOf } from '../../db/directory/fair.ts';
import { primarySubtag } from '../../db/directory/listing.ts';
import { softwareDays } from '../../db/series/software-days.ts';
import { TOPICS } from '../../db/catalogue/topics.ts';
import { OneOf } from '../routes/api/schemas.ts';
import type { Catalogue } from './census.ts';
import { timeText } from './census.ts';
import { offered, OWNERSHIPS, type Offered, type Server } from './joinmastodon-servers.ts';

/** Days of statistics: the first is what the newest but one is compared with. */
const STATISTICS_DAYS = 31;
/** Servers that an app may send a newcomer to without asking. */
const DEFAULT_SERVERS = 20;

const Word = Type.Optional(Type.String({ maxLength: 40 }));
/** What else clients send is passed over, as it was there. */
const ServersQuery = Type.Object({
  language: Word,
  category: Word,
  region: Word,
  ownership: Type.Optional(OneOf(OWNERSHIPS)),
  registrations: Type.Optional(OneOf(['instant', 'manual', 'all'])),
});
type Asked = Static<typeof ServersQuery>;

/** The counts for a choice are of what the other choices leave. */
function without(asked: Asked, name: 'category' | 'language'): Asked {
  const { [name]: _, ...rest } = asked;
  return rest;
}

function fits({ server, ownership }: Offered, asked: Asked): boolean {
  const { language, category, region, registrations = 'all' } = asked;
  return (
    (language === undefined || server.languages.includes(primarySubtag(language))) &&
    (category === undefined || server.categories.includes(category)) &&
    (region === undefined || server.region === region) &&
    (asked.ownership === undefined || ownership === asked.ownership) &&
    (registrations === 'all' || server.approval_required === (registrations === 'manual'))
  );
}

function fitting(given: Catalogue, asked: Asked): readonly Server[] {
  return offered(given)
    .filter((one) => fits(one, asked))
    .map(({ server }) => server);
}

/** How many servers have each value. */
function counted(
  servers: readonly Server[],
  valuesOf: (server: Server) => readonly string[],
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const server of servers)
    for (const value of valuesOf(server)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

const ENGLISH = new Intl.DisplayNames('en', { type: 'language', fallback: 'code' });

function languageName(tag: string): string {
  try {
    return ENGLISH.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

function languages(servers: readonly Server[]): readonly object[] {
  return [...counted(servers, (server) => server.languages)]
    .map(([locale, count]) => ({ locale, language: languageName(locale), servers_count: count }))
    .toSorted((a, b) => b.servers_count - a.servers_count || (a.locale < b.locale ? -1 : 1));
}

function categories(servers: readonly Server[]): readonly object[] {
  const counts = counted(servers, (server) => server.categories);
  return TOPICS.map((category) => ({ category, servers_count: counts.get(category) ?? 0 }));
}

/** Open at once and in nobody's way; drawn by lot each day, because whoever stands here grows by it. */
function defaults({ site }: Catalogue, servers: readonly Server[]): readonly object[] {
  const draw = fairDraw(defaultSeed(site.db));
  return servers
    .filter(({ categories: topics }) => topics.includes('general'))
    .map(({ domain, total_users: users }) => ({ domain, lot: draw(hashOf(domain), users) }))
    .toSorted((a, b) => a.lot - b.lot)
    .slice(0, DEFAULT_SERVERS)
    .map(({ domain }) => ({ domain, weight: 1 }));
}

export function joinMastodon(given: Catalogue): void {
  const { app, site } = given;
  const schema = { querystring: ServersQuery };
  app.get('/servers', { schema }, (request, reply) => reply.send(fitting(given, request.query)));
  app.get('/categories', { schema }, (request, reply) =>
    reply.send(categories(fitting(given, without(request.query, 'category')))),
  );
  app.get('/languages', { schema }, (request, reply) =>
    reply.send(languages(fitting(given, without(request.query, 'language')))),
  );
  app.get('/default-servers', { schema }, (request, reply) =>
    reply.send(defaults(given, fitting(given, { ...request.query, registrations: 'instant' }))),
  );
  app.get('/statistics', (_request, reply) =>
    reply.send(
      softwareDays(site.db, 'mastodon', STATISTICS_DAYS).map(({ at, instances, users, activeMonth }) => ({
        period: timeText(at),
        server_count: String(instances),
        user_count: users === null ? null : String(users),
        active_user_count: activeMonth === null ? null : String(activeMonth),
      })),
    ),
  );
}
