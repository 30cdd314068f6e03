/** /feeds/…: news, milestones and new instances of a saved filter, as Atom and JSON Feed. Open to every origin; holds no query. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { NEWS_KINDS } from '../../db/network/news.ts';
import { RequestError } from '../failure.ts';
import { instanceEntries, milestoneEntries, newsEntries } from '../feeds/entries.ts';
import { atom, jsonFeed, type Entry, type Feed } from '../feeds/feed.ts';
import { keepSeen } from '../feeds/seen.ts';
import { LANGUAGES } from '../format.ts';
import type { PageContext } from '../pages/context.ts';
import { contextIn, type Site } from '../site.ts';
import { FilterParameters, readFilter } from './api/filter.ts';
import { OneOf } from './api/schemas.ts';
import { openToOthers } from './open.ts';

/** Figures change four times a day. */
const CACHING = 'public, max-age=600';
const Lang = Type.Optional(OneOf(LANGUAGES));
const Plain = Type.Object({ lang: Lang }, { additionalProperties: false });
const News = Type.Object(
  { lang: Lang, kind: Type.Optional(Type.String({ maxLength: 100 })) },
  { additionalProperties: false },
);
const Filtered = Type.Object({ ...FilterParameters, lang: Lang }, { additionalProperties: false });

const FORMS = {
  atom: { type: 'application/atom+xml; charset=utf-8', write: atom },
  json: { type: 'application/feed+json; charset=utf-8', write: jsonFeed },
} as const;
type Name = 'news' | 'milestones' | 'instances';
/** The page that each belongs to. */
const HOMES: Readonly<Record<Name, string>> = { news: '/', milestones: '/', instances: '/instances' };

export async function feedRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  const firstSeen = keepSeen();
  await parent.register(async (scope) => {
    openToOthers(scope, CACHING);
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();
    for (const form of ['atom', 'json'] as const) {
      const send = (
        name: Name,
        request: FastifyRequest,
        reply: FastifyReply,
        lang: 'en' | 'fr' | undefined,
        read: (ctx: PageContext) => readonly Entry[],
      ): FastifyReply => {
        const ctx = contextIn(site, request, lang ?? 'en');
        const text = FORMS[form].write(feedOf(ctx, request, name, read(ctx)));
        return sendFeed(request, reply, form, {
          lang: ctx.lang,
          text,
          seen: firstSeen(`${ctx.lang} ${request.url}`, text, site.now()),
        });
      };
      app.get(`/feeds/news.${form}`, { schema: { querystring: News } }, (request, reply) => {
        const kinds = kindsIn(request.query.kind);
        return send('news', request, reply, request.query.lang, (ctx) => newsEntries(ctx, site.db, kinds));
      });
      app.get(`/feeds/milestones.${form}`, { schema: { querystring: Plain } }, (request, reply) =>
        send('milestones', request, reply, request.query.lang, (ctx) => milestoneEntries(ctx, site.db)),
      );
      app.get(`/feeds/instances.${form}`, { schema: { querystring: Filtered } }, (request, reply) => {
        const { lang, ...filter } = request.query;
        return send('instances', request, reply, lang, (ctx) =>
          instanceEntries(ctx, site.db, readFilter(filter)),
        );
      });
    }
  });
}

function kindsIn(text: string | undefined): readonly (typeof NEWS_KINDS)[number][] {
  if (text === undefined) return [];
  return text.split(',').map((name) => {
    const kind = NEWS_KINDS.find((one) => one === name.trim());
    if (kind === undefined)
      throw new RequestError(
        400,
        'invalid-parameter',
        `kind does not know "${name}". It knows: ${NEWS_KINDS.join(', ')}.`,
      );
    return kind;
  });
}

function feedOf(ctx: PageContext, request: FastifyRequest, name: Name, entries: readonly Entry[]): Feed {
  const { feeds, site: words } = ctx.t;
  const query = new URL(request.url, ctx.publicUrl).searchParams;
  const filter = new URLSearchParams([...query].filter(([key]) => key !== 'lang'));
  const search = name === 'instances' && filter.size > 0 ? `?${filter.toString()}` : '';
  return {
    self: `${ctx.publicUrl}${request.url}`,
    home: `${ctx.publicUrl}/${ctx.lang}${HOMES[name]}${search}`,
    lang: ctx.lang,
    title: `${words.name}: ${feeds.titles[name]}`,
    text: feeds.texts[name],
    author: words.name,
    entries,
  };
}

/** @param seen when it was first seen as it is */
function sendFeed(
  request: FastifyRequest,
  reply: FastifyReply,
  form: keyof typeof FORMS,
  { lang, text, seen }: { readonly lang: string; readonly text: string; readonly seen: number },
): FastifyReply {
  const since = Date.parse(request.headers['if-modified-since'] ?? '') / 1000;
  reply
    .type(FORMS[form].type)
    .headers({ 'last-modified': new Date(seen * 1000).toUTCString(), 'content-language': lang });
  // A tag is the better witness, where the reader has one.
  if (request.headers['if-none-match'] === undefined && since >= seen) return reply.code(304).send();
  return reply.send(text);
}
