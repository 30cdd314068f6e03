/** /dashboard: a wall of graphs held in its address; /dashboard/build: the form that makes one. Holds no query and no markup. */
import type { FastifyInstance } from 'fastify';
import { findInstance } from '../../db/instance.ts';
import { networkNow } from '../../db/network/network.ts';
import { listOfficial } from '../../db/official/official.ts';
import { buildPage, wallPage, type WallView } from '../pages/dashboard.ts';
import type { PageContext } from '../pages/context.ts';
import type { Site } from '../site.ts';
import { isEmptyWall, readWall } from '../wall.ts';
import { sendPage } from './page.ts';

export function dashboardRoutes(app: FastifyInstance, site: Site): void {
  app.get('/dashboard', (request, reply) =>
    sendPage(site, request, reply, (ctx) => {
      const view = viewOf(site, ctx);
      return isEmptyWall(view.wall) ? buildPage(ctx, starting(view)) : wallPage(ctx, view);
    }),
  );
  app.get('/dashboard/build', (request, reply) =>
    sendPage(site, request, reply, (ctx) => buildPage(ctx, viewOf(site, ctx))),
  );
}

function viewOf({ db, settings }: Site, ctx: PageContext): WallView {
  const wall = readWall(ctx.query, settings.allowedSuffixes);
  const known = wall.domains.filter((domain) => findInstance(db, domain) !== null);
  return {
    wall: { ...wall, domains: known },
    network: networkNow(db),
    unknown: [...wall.domains.filter((domain) => !known.includes(domain)), ...wall.strange],
    countries: [...new Set(listOfficial(db).map(({ country }) => country))],
  };
}

/** A form that was not filled in yet has something ticked, so that its button shows something. */
function starting(view: WallView): WallView {
  const groups = ['network:users', 'network:active', 'network:statuses', 'public-sector:users'];
  return { ...view, wall: { ...view.wall, groups } };
}
