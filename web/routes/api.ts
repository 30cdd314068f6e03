/** The public API under /api/v1: open to every origin, GET only. */
import cors from '@fastify/cors';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import type { Site } from '../site.ts';
import { RequestError } from '../failure.ts';
import { keepAnswers } from '../kept.ts';
import { dateAnswers } from '../modified.ts';
import { changesRoute } from './api/changes.ts';
import { chooseRoute } from './api/choose.ts';
import { compareRoutes } from './api/compare.ts';
import { eventsRoute } from './api/events.ts';
import { facetsRoute } from './api/facets.ts';
import { availabilityRoute } from './api/instance/availability.ts';
import { visitsRoute } from './api/instance/visits.ts';
import { weeksRoute } from './api/instance/weeks.ts';
import { instanceRoutes } from './api/instances.ts';
import { milestonesRoute } from './api/milestones.ts';
import { networkDayRoute } from './api/network-day.ts';
import { networkRoutes } from './api/network.ts';
import { publishedRoutes } from './api/published.ts';
import { publicSectorRoutes } from './api/public-sector.ts';
import { statisticsTableRoute } from './api/statistics.ts';
import { runsRoute } from './api/runs.ts';
import { seriesRoutes } from './api/series.ts';
import { openApiRoute } from './openapi.ts';

export async function apiRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  await parent.register((scope) => openRoutes(scope, site), { prefix: '/api/v1' });
}

async function openRoutes(scope: FastifyInstance, site: Site): Promise<void> {
  scope.addHook('onRequest', async ({ method, headers }) => {
    if (method !== 'OPTIONS') return;
    if (headers.origin === undefined || headers['access-control-request-method'] === undefined)
      throw new RequestError(
        400,
        'invalid-request',
        'OPTIONS answers preflights only: it needs Origin and Access-Control-Request-Method.',
      );
  });
  await scope.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    exposedHeaders: [
      'etag',
      'last-modified',
      'link',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'retry-after',
    ],
  });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-cache', vary: 'accept' });
  });
  dateAnswers(scope, site);
  const app = scope.withTypeProvider<TypeBoxTypeProvider>();
  instanceRoutes(app, site);
  facetsRoute(app, site);
  chooseRoute(app, site);
  visitsRoute(app, site);
  availabilityRoute(app, site);
  weeksRoute(app, site);
  const sendKept = keepAnswers(site, { replays: site.replays });
  seriesRoutes(app, site, sendKept);
  compareRoutes(app, site);
  publicSectorRoutes(app, site);
  networkRoutes(app, site, sendKept);
  networkDayRoute(app, site);
  statisticsTableRoute(app, site);
  publishedRoutes(app, site);
  eventsRoute(app);
  milestonesRoute(app, site);
  changesRoute(app, site);
  runsRoute(app, site);
  openApiRoute(app);
}
