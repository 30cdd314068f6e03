/** /badge/{name}/{what}.svg and /spark/{name}/{metric}.svg: small pictures of the network or one instance for other people's pages. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { parseDomain } from '../../db/domain.ts';
import { findInstance, type InstanceDetail } from '../../db/instance.ts';
import { networkNow } from '../../db/network/network.ts';
import { DAY } from '../../db/time.ts';
import { CHARTS, instanceChart, networkChart } from '../charts.ts';
import { badgeSvg, sparkSvg } from '../embed/badge.ts';
import { RequestError } from '../failure.ts';
import { LANGUAGES } from '../format.ts';
import type { PageContext } from '../pages/context.ts';
import { readable } from '../pages/parts.ts';
import { contextIn, type Site } from '../site.ts';
import { OneOf } from './api/schemas.ts';
import { openToOthers, PICTURE_POLICY } from './open.ts';

const CACHING = 'public, max-age=300';
const SPARK_DAYS = 90;
/** The name that stands for all instances together; no instance can be called so. */
const NETWORK = 'network';
const Query = Type.Object({ lang: Type.Optional(OneOf(LANGUAGES)) }, { additionalProperties: false });
const Named = Type.Object({ name: Type.String(), file: Type.String() });

type Badge = 'users' | 'active' | 'statuses' | 'registrations' | 'availability' | 'software';

export async function badgeRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  await parent.register(async (scope) => {
    openToOthers(scope, CACHING);
    scope.addHook('onRequest', async (_request, reply) => {
      reply.type('image/svg+xml').header('content-security-policy', PICTURE_POLICY);
    });
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();
    const schema = { querystring: Query, params: Named };
    app.get('/badge/:name/:file', { schema }, (request, reply) => {
      const ctx = contextIn(site, request, request.query.lang ?? 'en');
      const { name, file } = request.params;
      void reply.send(
        badge(ctx, name === NETWORK ? networkValues(site, ctx) : valuesOf(site, ctx, name), file),
      );
    });
    app.get('/spark/:name/:file', { schema }, (request, reply) => {
      const ctx = contextIn(site, request, request.query.lang ?? 'en');
      void reply.send(spark(site, ctx, request.params));
    });
  });
}

function noSuch(): RequestError {
  return new RequestError(404, 'not-found', 'There is no such badge.');
}

type Values = Partial<Readonly<Record<Badge, string | null>>>;

function badge(ctx: PageContext, values: Values, file: string): string {
  const { badges } = ctx.t.embed;
  const found = Object.entries(values).find(([name]) => file === `${name}.svg`);
  const label = Object.entries(badges).find(([name]) => name === found?.[0])?.[1];
  if (found === undefined || label === undefined) throw noSuch();
  return badgeSvg(label, found[1] ?? badges.unknown);
}

function networkValues({ db }: Site, { f }: PageContext): Values {
  const { users, activeMonth, statuses } = networkNow(db);
  const told = (count: number | null): string | null => (count === null ? null : f.compact(count));
  return { users: told(users), active: told(activeMonth), statuses: told(statuses) };
}

function instanceOf(site: Site, name: string): InstanceDetail {
  const domain = parseDomain(name, site.settings.allowedSuffixes);
  const found = domain === null ? null : findInstance(site.db, domain);
  if (found === null) throw new RequestError(404, 'unknown-instance', `${name} is not in the register.`);
  return found;
}

function valuesOf(site: Site, { t, f }: PageContext, name: string): Values {
  const { figures, registrations, availability, softwareName, softwareVersion } = instanceOf(site, name);
  const told = (count: number | null): string | null => (count === null ? null : f.compact(count));
  return {
    users: told(figures.users),
    active: told(figures.activeMonth),
    statuses: told(figures.statuses),
    registrations: registrations === null ? null : t.registrations[registrations],
    availability: availability === null ? null : f.percent(availability),
    software: softwareName === null ? null : `${softwareName} ${softwareVersion ?? ''}`.trim().slice(0, 40),
  };
}

function spark(site: Site, ctx: PageContext, { name, file }: Static<typeof Named>): string {
  const chart = CHARTS.find(({ id }) => file === `${id}.svg`);
  if (chart === undefined) throw noSuch();
  const instance = name === NETWORK ? null : instanceOf(site, name);
  const { points, figure, isSum } =
    instance === null
      ? networkChart(site.db, chart)
      : instanceChart(site.db, chart, instance.domain, instance.figures);
  const from = (points.at(-1)?.at ?? 0) - SPARK_DAYS * DAY;
  const drawn = points
    .filter(({ at }) => at >= from)
    // Imported sums are over different instances each, so no line may join them.
    .map(({ at, value, standing }) => [at, isSum && standing === 'imported' ? null : value] as const);
  const of = instance === null ? ctx.t.embed.network : readable(instance.domain);
  return sparkSvg(drawn, ctx.t.embed.subject(of, ctx.t.figures[figure].name), chart.hue);
}
