/** The routes of those who are choosing: comparing, the public sector. Holds no query and no markup. */
import { randomInt } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { readPath, writePath } from '../answers.ts';
import { readComparison } from '../comparison.ts';
import { RequestError } from '../failure.ts';
import { choosePage } from '../pages/choose.ts';
import { comparePage } from '../pages/compare.ts';
import { href } from '../pages/context.ts';
import { publicSectorPage, type PublicSectorView } from '../pages/public-sector.ts';
import { bareContext, type Site } from '../site.ts';
import { chooseView } from '../views/choose.ts';
import { compareView } from '../views/compare.ts';
import { publicSectorView } from '../views/public-sector.ts';
import { sendDatedPage, sendPage } from './page.ts';

/** Enough of them that no two visitors draw alike by chance. */
function newSeed(): string {
  return randomInt(2 ** 40).toString(36);
}

export function choosingRoutes(app: FastifyInstance, site: Site): void {
  const view = (country: string | null, query: URLSearchParams): PublicSectorView => {
    const found = publicSectorView(site.db, country, query);
    if (found === null)
      throw new RequestError(404, 'not-found', 'No instance of that country is in the registry.');
    return found;
  };
  app.get('/compare', (request, reply) =>
    sendDatedPage(site, request, reply, {
      among: ({ query }) => {
        const { domains, words } = readComparison(query, site.settings.allowedSuffixes);
        return domains.length > 0 && words.length === 0 ? domains : null;
      },
      draw: (ctx, db) => comparePage(ctx, compareView(db, ctx.query, site.settings.allowedSuffixes)),
    }),
  );
  app.get('/choose', (request, reply) => {
    const ctx = bareContext(site, request);
    const path = readPath(ctx.query);
    // Lots are drawn once and then stand in the address, so that going back or sharing it shows the same instances.
    if (path.step === 'result' && path.seed === null)
      return reply
        .header('cache-control', 'no-store')
        .redirect(href(ctx, '/choose', writePath({ ...path, seed: newSeed() })), 303);
    return sendPage(site, request, reply, (page) =>
      choosePage(page, chooseView(site.db, page.query, site.now())),
    );
  });
  app.get('/public-sector', (request, reply) =>
    sendPage(site, request, reply, (ctx) => publicSectorPage(ctx, view(null, ctx.query))),
  );
  app.get<{ Params: { country: string } }>('/public-sector/:country', (request, reply) =>
    sendPage(site, request, reply, (ctx) =>
      publicSectorPage(ctx, view(request.params.country.toUpperCase(), ctx.query)),
    ),
  );
}
