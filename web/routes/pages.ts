/** The routes that people read: each takes an address, asks for a view and draws its page. Holds no query and no markup. */
import type { FastifyInstance } from 'fastify';
import { parseDomain } from '../../db/domain.ts';
import { RequestError } from '../failure.ts';
import { readListing } from '../filter.ts';
import { aboutPage } from '../pages/about.ts';
import type { PageContext } from '../pages/context.ts';
import { crawlerPage } from '../pages/crawler.ts';
import { directoryPage } from '../pages/directory.ts';
import { homePage } from '../pages/home.ts';
import type { Html } from '../pages/html.ts';
import { instancePage, type InstanceView } from '../pages/instance.ts';
import { methodPage } from '../pages/method.ts';
import { databaseOn } from '../past.ts';
import type { Site } from '../site.ts';
import { directoryView, homeView, instanceView } from '../views.ts';
import { sendPage } from './page.ts';

/** Adds the HTML pages. Language prefixes are taken off before routing. */
export function pageRoutes(app: FastifyInstance, site: Site): void {
  const page = (path: string, draw: (ctx: PageContext) => Html): void => {
    app.get(path, (request, reply) => sendPage(site, request, reply, draw));
  };
  page('/', (ctx) => homePage(ctx, homeView(site.db, ctx.query, ctx.lang, ctx.now)));
  page('/instances', (ctx) => {
    const listing = readListing(ctx.query);
    return directoryPage(ctx, directoryView(databaseOn(site, listing.on), listing));
  });
  page('/method', methodPage);
  page('/crawler', crawlerPage);
  page('/about', aboutPage);
  app.get<{ Params: { domain: string } }>('/instances/:domain', (request, reply) =>
    sendPage(site, request, reply, (ctx) =>
      instancePage(ctx, viewOf(site, request.params.domain, ctx.query)),
    ),
  );
}

function viewOf(site: Site, name: string, query: URLSearchParams): InstanceView {
  const domain = parseDomain(name, site.settings.allowedSuffixes);
  const view = domain === null ? null : instanceView(site.db, domain, query, site.now());
  if (view === null) throw new RequestError(404, 'unknown-instance', 'This instance is not in the register.');
  return view;
}
