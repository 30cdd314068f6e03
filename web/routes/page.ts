/** Sends a page: draws it in the reader's language and says how it may be kept. Holds no route. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Domain } from '../../db/model.ts';
import { totalsSpan } from '../../db/series/network-series.ts';
import type { Database } from '../../db/open.ts';
import { dayOf, dayStart, dayText, parseDay } from '../../db/time.ts';
import { withQuery, type PageContext } from '../pages/context.ts';
import { render, type Html } from '../pages/html.ts';
import { lastAskable } from '../past.ts';
import { contextOf, type Site } from '../site.ts';

/** Always asked for again, because a run may be going on; an unchanged page costs a 304. */
const CACHING = 'no-cache';

export function sendPage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  draw: (ctx: PageContext) => Html,
): FastifyReply {
  return send(reply, contextOf(site, request), draw);
}

function send(reply: FastifyReply, ctx: PageContext, draw: (ctx: PageContext) => Html): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .headers({ 'cache-control': CACHING, 'content-language': ctx.lang, vary: 'accept-language' })
    .send(render(draw(ctx)));
}

/** A page over the register of now, or with ?on= as of the end of a past day. */
export type DatedPage = {
  readonly draw: (ctx: PageContext, db: Database) => Html;
  /** The instances it is about, where it needs no others; `null`: it needs all. */
  readonly among?: (ctx: PageContext) => readonly Domain[] | null;
};

/** What is no day, has not come yet, or is past all figures, is told, and the present shown. */
export function sendDatedPage(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  { draw, among }: DatedPage,
): FastifyReply {
  const ctx = contextOf(site, request);
  const asked = ctx.query.get('on') ?? '';
  const day = parseDay(asked);
  const isPast = day !== null && day <= lastAskable(site);
  const isAfter = !isPast && day !== null && day <= dayOf(ctx.now);
  const span = totalsSpan(site.db);
  const dated = {
    on: isPast ? asked : null,
    strange: isPast || isAfter || asked === '' ? null : asked.slice(0, 20),
    isAfter,
    span: span === null ? null : { first: dayText(span.first), last: dayText(span.last) },
    askedAt: ctx.now,
  };
  if (!isPast)
    return send(reply, { ...ctx, dated, query: withQuery(ctx.query, { on: null }) }, (now) =>
      draw(now, site.db),
    );
  // Everything that has an age on the page had it at the end of that day.
  const then = { ...ctx, dated, now: dayStart(day + 1) };
  const few = among?.(then) ?? null;
  return few === null
    ? send(reply, then, (past) => draw(past, site.past.on(day)))
    : send(reply, then, (past) => site.past.of(day, few, (db) => draw(past, db)));
}
