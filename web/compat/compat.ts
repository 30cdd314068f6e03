/** The drop-in catalogues: addresses and shapes of other services, so that their clients need to change a host name only. */
import cors from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { Site } from '../site.ts';
import { catalogue } from './census.ts';
import { fedidb } from './fedidb.ts';
import { instancesSocial } from './instances-social.ts';
import { instancesSocialOpen } from './instances-social-open.ts';
import { instancesSocialVersions } from './instances-social-versions.ts';
import { joinMastodon } from './joinmastodon.ts';
import { nodes } from './nodes.ts';

/** Others cached these for 15 minutes and more; a minute is what the list may be old anyway. */
const CACHING = 'public, max-age=60';

export async function compatRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  await parent.register(async (scope) => {
    await scope.register(cors, {
      origin: '*',
      methods: ['GET', 'HEAD'],
      exposedHeaders: ['etag', 'ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'retry-after'],
    });
    scope.addHook('onRoute', (route) => {
      route.config = { ...route.config, isForPrograms: true };
    });
    scope.addHook('onRequest', async (_request, reply) => {
      reply.header('cache-control', CACHING);
    });
    const given = catalogue(scope.withTypeProvider<TypeBoxTypeProvider>(), site);
    instancesSocial(given);
    instancesSocialVersions(given);
    instancesSocialOpen(given);
    joinMastodon(given);
    fedidb(given);
    nodes(given);
  });
}
