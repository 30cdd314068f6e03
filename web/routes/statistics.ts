/** The routes of the network's statistics: each takes an address, asks for a view and draws its page. Holds no query and no markup. */
import type { FastifyInstance } from 'fastify';
import { networkDayPage } from '../pages/network-day.ts';
import { statisticsPage } from '../pages/statistics.ts';
import type { Site } from '../site.ts';
import { readDayExplained } from './api/network-day.ts';
import { statisticsView } from '../views/statistics.ts';
import { sendDatedPage, sendPage } from './page.ts';

export function statisticsRoutes(app: FastifyInstance, site: Site): void {
  app.get('/network', (request, reply) =>
    sendDatedPage(site, request, reply, {
      draw: (ctx, db) => statisticsPage(ctx, statisticsView(db, ctx.query, ctx.now)),
    }),
  );
  app.get<{ Params: { day: string } }>('/network/days/:day', (request, reply) =>
    sendPage(site, request, reply, (ctx) => networkDayPage(ctx, readDayExplained(site, request.params.day))),
  );
}
