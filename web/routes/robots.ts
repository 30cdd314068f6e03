/** /robots.txt and /sitemap.xml: what programs that read the site may look at, and where everything is. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { countStretches, listedInStretch } from '../../db/directory/sitemap.ts';
import { RequestError } from '../failure.ts';
import { LANGUAGES } from '../format.ts';
import { href } from '../pages/context.ts';
import { html, render, type Html } from '../pages/html.ts';
import { instancePath } from '../pages/parts.ts';
import type { Site } from '../site.ts';

const CACHING = 'public, max-age=3600';
/** Pages that stand for themselves. */
const PAGES = [
  '/',
  '/instances',
  '/choose',
  '/compare',
  '/public-sector',
  '/network',
  '/api',
  '/data',
  '/method',
  '/crawler',
  '/about',
  '/suggest',
] as const;

/**
 * Filters, days and choices can be put together without end, and none of it is a page of its own; the API and the feeds
 * are meant for programs. What the demo invents is to be found nowhere.
 */
function robotsText({ settings }: Site): string {
  if (settings.isInvented) return 'User-agent: *\nDisallow: /\n';
  return `User-agent: *
Disallow: /*?
Allow: /api/
Allow: /feeds/

Sitemap: ${settings.publicUrl}/sitemap.xml
`;
}

/** As lists of addresses are written: https://www.sitemaps.org/protocol.html. At most 50,000 in a file. */
const SCHEMA = 'http://www.sitemaps.org/schemas/sitemap/0.9';

function sendXml(reply: FastifyReply, root: Html): FastifyReply {
  return reply
    .type('application/xml; charset=utf-8')
    .header('cache-control', CACHING)
    .send(`<?xml version="1.0" encoding="utf-8"?>\n${render(root)}`);
}

/** Each in both languages; the pages themselves say which belong together. */
function addresses({ settings }: Site, paths: readonly string[]): Html {
  const all = paths.flatMap((path) =>
    LANGUAGES.map((lang) => `${settings.publicUrl}${href({ base: `/${lang}` }, path)}`),
  );
  return html`<urlset xmlns="${SCHEMA}"
    >${all.map((address) => html`<url><loc>${address}</loc></url>`)}</urlset
  >`;
}

export function robotsRoutes(app: FastifyInstance, site: Site): void {
  app.get('/robots.txt', (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', CACHING).send(robotsText(site)),
  );
  app.get('/sitemap.xml', (_request, reply) => {
    const stretches = Array.from({ length: countStretches(site.db) }, (_, index) => `instances-${index + 1}`);
    const files = ['pages', ...stretches].map((name) => `${site.settings.publicUrl}/sitemap/${name}.xml`);
    return sendXml(
      reply,
      html`<sitemapindex xmlns="${SCHEMA}"
        >${files.map((file) => html`<sitemap><loc>${file}</loc></sitemap>`)}</sitemapindex
      >`,
    );
  });
  app.get('/sitemap/pages.xml', (_request, reply) => sendXml(reply, addresses(site, PAGES)));
  app.get<{ Params: { file: string } }>('/sitemap/:file', (request, reply) => {
    const stretch = Number(/^instances-([1-9]\d{0,4})\.xml$/.exec(request.params.file)?.[1] ?? 0);
    if (stretch === 0 || stretch > countStretches(site.db))
      throw new RequestError(404, 'not-found', 'There is no such list of addresses.');
    return sendXml(reply, addresses(site, listedInStretch(site.db, stretch).map(instancePath)));
  });
}
