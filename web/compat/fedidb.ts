/** FediDB's v1: stats, servers, one server, software. Accounts are not kept here, so popular ones are not to be had. */
import { Type } from 'typebox';
import type { Listed } from '../../db/census.ts';
import { listInstances } from '../../db/directory/directory.ts';
import { networkNow } from '../../db/network/network.ts';
import { dayStart } from '../../db/time.ts';
import { RequestError } from '../failure.ts';
import { FORMATS } from '../format.ts';
import type { Catalogue } from './census.ts';
import { timeText } from './census.ts';
import { serverObject, softwareObjects } from './fedidb-shapes.ts';

const MOST_SERVERS = 40;
/** What else clients send (name, q) is passed over, as it was there. */
const ServersQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_SERVERS })),
  cursor: Type.Optional(Type.String({ maxLength: 600 })),
});
const SoftwareQuery = Type.Object({ limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })) });
/** Those that are there, or lately were. */
const STATES = ['up', 'failing', 'discovered'] as const;

type Page = { readonly servers: readonly Listed[]; readonly next: string | null };

/** The largest first; pages never repeat or skip one. */
function serversOf({ site, listed }: Catalogue, limit: number, cursor: string | undefined): Page {
  const byDomain = new Map(listed().map((one) => [one.domain, one]));
  try {
    const page = listInstances(site.db, {
      filter: { state: STATES },
      sort: 'users',
      order: 'desc',
      limit,
      ...(cursor === undefined ? {} : { after: cursor }),
    });
    return { servers: page.rows.flatMap(({ domain }) => byDomain.get(domain) ?? []), next: page.next };
  } catch (error) {
    if (error instanceof RangeError)
      throw new RequestError(400, 'invalid-cursor', `cursor: ${error.message}`);
    throw error;
  }
}

function statsOf({ site }: Catalogue): object {
  const now = networkNow(site.db);
  const both = (
    name: string,
    count: number | null,
  ): readonly (readonly [string, number | string | null])[] => [
    [name, count],
    [`${name}_str`, count === null ? null : FORMATS.en.full(count)],
  ];
  return {
    ...Object.fromEntries([
      ...both('total_instances', now.instances),
      ...both('total_users', now.users),
      ...both('total_statuses', now.statuses),
      ...both('monthly_active_users', now.activeMonth),
    ]),
    last_updated_at: timeText(now.day === null ? null : dayStart(now.day)),
  };
}

export function fedidb(given: Catalogue): void {
  const { app, site, listed } = given;
  app.get('/v1/stats', (_request, reply) => reply.send(statsOf(given)));
  app.get('/v1/servers', { schema: { querystring: ServersQuery } }, (request, reply) => {
    const { limit = 10, cursor } = request.query;
    const { servers, next } = serversOf(given, limit, cursor);
    const path = `${site.settings.publicUrl}/v1/servers`;
    const query = new URLSearchParams({ limit: String(limit), cursor: next ?? '' });
    void reply.send({
      data: servers.map((one) => serverObject(one, site.settings.publicUrl)),
      links: {
        first: null,
        last: null,
        prev: null,
        next: next === null ? null : `${path}?${query.toString()}`,
      },
      meta: { path, per_page: limit, next_cursor: next, prev_cursor: null },
    });
  });
  app.get<{ Params: { domain: string } }>('/v1/server/domain/:domain', (request, reply) => {
    const { domain } = request.params;
    const found = listed().find((one) => one.domain === domain.toLowerCase());
    if (found === undefined)
      throw new RequestError(404, 'unknown-instance', `${domain} is not in the register.`);
    void reply.send({ data: serverObject(found, site.settings.publicUrl) });
  });
  app.get('/v1/software', { schema: { querystring: SoftwareQuery } }, (request, reply) => {
    const all = softwareObjects(listed(), site.settings.publicUrl);
    void reply.send({ data: all.slice(0, request.query.limit ?? all.length) });
  });
  app.get<{ Params: { slug: string } }>('/v1/software/:slug', (request, reply) => {
    const { slug } = request.params;
    const found = softwareObjects(listed(), site.settings.publicUrl).find((one) => one.slug === slug);
    if (found === undefined) throw new RequestError(404, 'not-found', `No instance runs ${slug}.`);
    void reply.send({ data: found });
  });
}
