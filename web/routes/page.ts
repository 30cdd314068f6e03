/** Sends a page: draws it in the reader's language and says how it may be kept. Holds no route. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { PageContext } from '../pages/context.ts';
import { render, type Html } from '../pages/html.ts';
import { contextOf, type Site } from '../site.ts';

/** Always asked for again, because a run may be going on; an unchanged page costs a 304. */
const CACHING = 'no-cache';

export function sendPage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  draw: (ctx: PageContext) => Html,
): FastifyReply {
  const ctx = contextOf(site, request);
  return reply
    .type('text/html; charset=utf-8')
    .headers({ 'cache-control': CACHING, 'content-language': ctx.lang, vary: 'accept-language' })
    .send(render(draw(ctx)));
}
