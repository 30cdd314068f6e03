/** /oembed: says how a page of ours is embedded, to programs that were given a link to it. Follows no link anywhere. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import { dayOf, parseDay } from '../../db/time.ts';
import { findChart, type Chart } from '../charts.ts';
import { readComparison } from '../comparison.ts';
import { subjectName } from '../embed/drawn.ts';
import { SIZES } from '../embed/asked.ts';
import { embedAddress, type Subject } from '../embed/subject.ts';
import { embedViewOn } from '../embed/view.ts';
import { RequestError } from '../failure.ts';
import { LANGUAGES, type Language } from '../format.ts';
import { html, render } from '../pages/html.ts';
import { frameMarkup } from '../pages/share.ts';
import { contextIn, type Site } from '../site.ts';
import { OneOf } from './api/schemas.ts';
import { openToOthers } from './open.ts';

const CACHING = 'public, max-age=3600';
/** Px: the frame has the graph's words and its links below the picture. */
const FRAME = { width: 800, height: 600 };
/** Px, as link previews want it. */
const PICTURE = { width: 1_200, height: 630 };
const Size = Type.Optional(Type.Integer({ minimum: 1 }));
const Query = Type.Object(
  {
    url: Type.String({ maxLength: 3_000 }),
    format: Type.Optional(OneOf(['json', 'xml'])),
    maxwidth: Size,
    maxheight: Size,
  },
  { additionalProperties: false },
);

type Linked = {
  readonly subject: Subject;
  readonly chart: Chart;
  readonly lang: Language;
  /** The past day that the page shows, where it is one. */
  readonly day: { readonly on?: string };
};

/** What a link to one of our pages shows; `null` for anything else. */
function linked({ settings, now }: Site, text: string): Linked | null {
  const url = URL.parse(text);
  if (url === null || url.origin !== new URL(settings.publicUrl).origin) return null;
  const [, prefix, path = '/'] = /^(?:\/(en|fr)(?=\/|$))?(.*)$/.exec(url.pathname) ?? [];
  const lang = LANGUAGES.find((one) => one === (prefix ?? url.searchParams.get('lang'))) ?? 'en';
  const chart = findChart(url.searchParams.get('metric'));
  const subject = subjectAt(path.replace(/\/$/, ''), url.searchParams, settings.allowedSuffixes);
  const on = url.searchParams.get('on');
  const isPast = on !== null && (parseDay(on) ?? Infinity) <= dayOf(now());
  return subject === null ? null : { subject, chart, lang, day: isPast ? { on } : {} };
}

function subjectAt(path: string, query: URLSearchParams, suffixes: readonly string[]): Subject | null {
  if (path === '') return { kind: 'network' };
  if (path === '/compare') return { kind: 'compare', domains: readComparison(query, suffixes).domains };
  const [, room, name] = /^\/(instances|public-sector)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (room === 'public-sector') return { kind: 'public-sector', country: name?.toUpperCase() ?? null };
  return room === 'instances' && name !== undefined ? { kind: 'instance', domain: name } : null;
}

export async function oembedRoute(parent: FastifyInstance, site: Site): Promise<void> {
  await parent.register(async (scope) => {
    openToOthers(scope, CACHING);
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();
    app.get('/oembed', { schema: { querystring: Query } }, (request, reply) => {
      const found = linked(site, request.query.url);
      if (found === null)
        throw new RequestError(404, 'not-found', 'That is no page of this site with a graph on it.');
      const ctx = contextIn(site, request, found.lang);
      // Read for what it refuses: what is not in the register cannot be embedded.
      const asked = found.subject.kind === 'compare' ? { i: found.subject.domains.join(',') } : {};
      const { subject } = embedViewOn(site, found.subject, found.chart, { ...asked, ...found.day });
      const title = ctx.t.embed.subject(subjectName(ctx, subject), ctx.t.figures[found.chart.figure].name);
      const answer = answerOf(site, { ...found, subject }, title, request.query);
      if (request.query.format === 'xml')
        void reply
          .type('text/xml; charset=utf-8')
          .send(`<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${xml(answer)}`);
      else void reply.send(answer);
    });
  });
}

type Answer = Readonly<Record<string, string | number>>;

function answerOf({ settings }: Site, found: Linked, title: string, asked: Static<typeof Query>): Answer {
  const { subject, chart, lang, day } = found;
  const width = Math.min(FRAME.width, asked.maxwidth ?? FRAME.width);
  const height = Math.min(FRAME.height, asked.maxheight ?? FRAME.height);
  // The thumbnail keeps within what was asked for as well, or is left out where it would be too small to draw.
  const picture = {
    width: Math.min(PICTURE.width, asked.maxwidth ?? PICTURE.width),
    height: Math.min(PICTURE.height, asked.maxheight ?? PICTURE.height),
  };
  const isDrawn = picture.width >= SIZES.width.least && picture.height >= SIZES.height.least;
  const options = { ...day, lang, width: String(picture.width), height: String(picture.height) };
  return {
    version: '1.0',
    type: 'rich',
    title,
    provider_name: 'Herdbook',
    provider_url: settings.publicUrl,
    cache_age: 3_600,
    html: frameMarkup(
      `${settings.publicUrl}${embedAddress(subject, chart, '', { ...day, lang })}`,
      title,
      width,
      height,
    ),
    width,
    height,
    ...(isDrawn && {
      thumbnail_url: `${settings.publicUrl}${embedAddress(subject, chart, '.png', options)}`,
      thumbnail_width: picture.width,
      thumbnail_height: picture.height,
    }),
  };
}

function xml(answer: Answer): string {
  // Names are our own; values are escaped by the template.
  const fields = Object.entries(answer).map(
    ([name, value]) => `<${name}>${render(html`${value}`)}</${name}>`,
  );
  return `<oembed>${fields.join('')}</oembed>`;
}
