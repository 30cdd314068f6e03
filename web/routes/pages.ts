/** The routes that people read: each takes an address, asks for a view and draws its page. Holds no query and no markup. */
import type { FastifyInstance } from 'fastify';
import { parseDomain } from '../../db/domain.ts';
import { findInstance, type InstanceDetail } from '../../db/instance.ts';
import { firstDayOf } from '../../db/series/series.ts';
import { RequestError } from '../failure.ts';
import { readListing } from '../filter.ts';
import { aboutPage } from '../pages/about.ts';
import type { PageContext } from '../pages/context.ts';
import { crawlerPage } from '../pages/crawler.ts';
import { directoryPage } from '../pages/directory.ts';
import { homePage } from '../pages/home.ts';
import type { Html } from '../pages/html.ts';
import { instancePage } from '../pages/instance.ts';
import { methodPage } from '../pages/method.ts';
import { notYetPage } from '../pages/not-yet.ts';
import type { Site } from '../site.ts';
import { directoryView, homeView, instanceView } from '../views.ts';
import { sendDatedPage, sendPage, type DatedPage } from './page.ts';

/** Adds the HTML pages. Language prefixes are taken off before routing. */
export function pageRoutes(app: FastifyInstance, site: Site): void {
  const page = (path: string, draw: (ctx: PageContext) => Html): void => {
    app.get(path, (request, reply) => sendPage(site, request, reply, draw));
  };
  const dated = (path: string, draw: DatedPage['draw']): void => {
    app.get(path, (request, reply) => sendDatedPage(site, request, reply, { draw }));
  };
  dated('/', (ctx, db) => homePage(ctx, homeView(db, ctx.query, ctx.lang, ctx.now)));
  dated('/instances', (ctx, db) => directoryPage(ctx, directoryView(db, readListing(ctx.query))));
  page('/method', methodPage);
  page('/crawler', crawlerPage);
  page('/about', aboutPage);
  app.get<{ Params: { domain: string } }>('/instances/:domain', (request, reply) => {
    const known = requireKnown(site, request.params.domain);
    return sendDatedPage(site, request, reply, {
      among: () => [known.domain],
      draw: (ctx, db) => {
        const view = instanceView(db, known.domain, ctx.query, ctx.now);
        if (view !== null) return instancePage(ctx, view);
        void reply.code(404);
        return notYetPage(ctx, known, firstDayOf(site.db, known.domain));
      },
    });
  });
}

/** @throws RequestError for what is not in the register now: it has no past here either */
function requireKnown(site: Site, name: string): InstanceDetail {
  const domain = parseDomain(name, site.settings.allowedSuffixes);
  const known = domain === null ? null : findInstance(site.db, domain);
  if (known === null)
    throw new RequestError(404, 'unknown-instance', 'This instance is not in the register.');
  return known;
}
