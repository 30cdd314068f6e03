/** All addresses that are meant for other people's pages, readers and machines. Adds nothing of its own. */
import type { FastifyInstance } from 'fastify';
import type { Site } from '../site.ts';
import { badgeRoutes } from './badges.ts';
import { embedRoutes } from './embed.ts';
import { feedRoutes } from './feeds.ts';
import { figuresMetricsRoutes } from './figures-metrics.ts';
import { oembedRoute } from './oembed.ts';

export async function outsideRoutes(app: FastifyInstance, site: Site): Promise<void> {
  await embedRoutes(app, site);
  await badgeRoutes(app, site);
  await oembedRoute(app, site);
  await feedRoutes(app, site);
  await figuresMetricsRoutes(app, site);
}
