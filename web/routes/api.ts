/** The public API under /api/v1: open to every origin, GET only, limited per address. */
import cors from '@fastify/cors';
import rateLimit from '@fastify/rate-limit';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { RequestError } from '../failure.ts';
import type { Site } from '../site.ts';
import { instanceRoutes } from './api/instances.ts';
import { networkRoutes } from './api/network.ts';
import { seriesRoutes } from './api/series.ts';
import { openApiRoute } from './openapi.ts';

/** Ten a second, sustained: a dashboard of many graphs fits, a crawl of the API does not hurt. */
export const REQUESTS_PER_MINUTE = 600;

export async function apiRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  await parent.register((scope) => openRoutes(scope, site), { prefix: '/api/v1' });
}

async function openRoutes(scope: FastifyInstance, site: Site): Promise<void> {
  await scope.register(cors, {
    origin: '*',
    methods: ['GET', 'HEAD'],
    exposedHeaders: [
      'etag',
      'link',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'retry-after',
    ],
  });
  await scope.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { max, after }) =>
      new RequestError(
        429,
        'too-many-requests',
        `More than ${max} requests in a minute; try again in ${after}.`,
      ),
  });
  scope.addHook('onRequest', async (_request, reply) => {
    reply.headers({ 'cache-control': 'no-cache', vary: 'accept' });
  });
  const app = scope.withTypeProvider<TypeBoxTypeProvider>();
  instanceRoutes(app, site);
  seriesRoutes(app, site);
  networkRoutes(app, site);
  openApiRoute(app);
}
