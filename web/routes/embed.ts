/** Graphs for other people's pages: /embed/… as frames, SVG and PNG. Open to every origin; holds no query and draws nothing. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { dayStart, parseDay } from '../../db/time.ts';
import { EmbedQuery, keyOf, type EmbedAsked } from '../embed/asked.ts';
import { embedSvg, isForeign } from '../embed/drawn.ts';
import { rasters, type Rasters } from '../embed/raster.ts';
import { readFile, type Subject } from '../embed/subject.ts';
import { embedViewOn } from '../embed/view.ts';
import { RequestError } from '../failure.ts';
import type { PageContext } from '../pages/context.ts';
import { embedPage } from '../pages/embed.ts';
import { render } from '../pages/html.ts';
import { contextIn, type Site } from '../site.ts';
import { openToOthers, PICTURE_POLICY } from './open.ts';

/** Figures change four times a day; five minutes spare most requests of a page that many read. */
const CACHING = 'public, max-age=300';

const OfInstance = Type.Object({ domain: Type.String(), file: Type.String() });
const OfMany = Type.Object({ of: Type.String(), file: Type.String() });

export async function embedRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  const drawn = rasters();
  await parent.register(async (scope) => {
    openToOthers(scope, CACHING);
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();
    app.get(
      '/embed/instances/:domain/:file',
      { schema: { querystring: EmbedQuery, params: OfInstance } },
      (request, reply) => {
        const { domain, file } = request.params;
        return sendEmbed(site, drawn, request, reply, { kind: 'instance', domain }, file, request.query);
      },
    );
    app.get('/embed/:of/:file', { schema: { querystring: EmbedQuery, params: OfMany } }, (request, reply) => {
      const { of, file } = request.params;
      return sendEmbed(site, drawn, request, reply, subjectOf(of, request.query), file, request.query);
    });
  });
}

/** Instances are read from the query by whoever compares them. */
function subjectOf(of: string, { country }: EmbedAsked): Subject {
  switch (of) {
    case 'network':
      return { kind: 'network' };
    case 'public-sector':
      return { kind: 'public-sector', country: country?.toUpperCase() ?? null };
    case 'compare':
      return { kind: 'compare', domains: [] };
    default:
      throw new RequestError(404, 'not-found', 'There is no such graph.');
  }
}

/** On a past day everything that has an age had it at the end of that day. */
function onDay(ctx: PageContext, on: string | undefined): PageContext {
  if (on === undefined) return ctx;
  const now = dayStart((parseDay(on) ?? 0) + 1);
  return { ...ctx, now, dated: { on, strange: null, isAfter: false, span: null, askedAt: ctx.now } };
}

async function sendEmbed(
  site: Site,
  drawn: Rasters,
  request: FastifyRequest,
  reply: FastifyReply,
  subject: Subject,
  file: string,
  asked: EmbedAsked,
): Promise<FastifyReply> {
  const found = readFile(file);
  if (found === null) throw new RequestError(404, 'not-found', 'There is no such graph.');
  const ctx = onDay(contextIn(site, request, asked.lang ?? null), asked.on);
  const view = embedViewOn(site, subject, found.chart, asked);
  if (isForeign(view, asked))
    throw new RequestError(
      400,
      'invalid-parameter',
      'mode is for one line, reading and scale are for several.',
    );
  reply.header('content-language', ctx.lang);
  if (asked.lang === undefined) reply.header('vary', 'accept-language');
  if (found.ending === '') {
    const page = render(embedPage(ctx, view, asked.theme ?? 'auto'));
    return reply.type('text/html; charset=utf-8').send(page);
  }
  reply.header('content-security-policy', PICTURE_POLICY);
  const svg = (theme: 'light' | 'dark' | 'auto'): string => embedSvg(ctx, view, asked, theme);
  if (found.ending === '.svg') return reply.type('image/svg+xml').send(svg(asked.theme ?? 'auto'));
  const path = request.url.split('?', 1)[0] ?? '';
  const png = await drawn.png(keyOf(path, { ...asked, lang: ctx.lang }), () =>
    svg(asked.theme === 'dark' ? 'dark' : 'light'),
  );
  return reply.type('image/png').send(png);
}
