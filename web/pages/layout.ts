/** The frame of every page: head, header, navigation, language switch, footer. Draws no page's own content. */
import { href, pastDay, withQuery, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { wordmark } from './mark.ts';
import { otherDay, pastBanner } from './time-machine.ts';
import { LANGUAGES, type Language } from '../format.ts';

export type { Html } from './html.ts';

export type Page = {
  /** Without the site's name, which is added; the home page gives the name alone. */
  readonly title: string;
  readonly description?: string;
  readonly main: Html;
  /** Path and query the page is known by, without the language prefix; the path asked for when left out. */
  readonly canonical?: string;
  /** Redrawn by the browser every few seconds while a run is going on. */
  readonly isLive?: boolean;
  /** Address of the feed of what this page lists, below the site's. */
  readonly feed?: string;
  /** Below the site's address: the picture that others show beside a link, and the graph that they may frame. */
  readonly preview?: Preview;
  /** Pages with a form that is sent need to tell our own server where it came from, and nobody else. */
  readonly referrer?: 'same-origin';
};

/** Feeds that any page may lead to. */
const FEEDS = ['news', 'milestones'] as const;

/** A picture of the page's graph, and what the page can be embedded as. */
export type Preview = {
  /** Address of a PNG of 1200 by 630. */
  readonly picture: string;
  /** Whether there is a graph to embed, to be found through oEmbed. */
  readonly isEmbeddable: boolean;
};
/** What stands beside a link to a page without a graph of its own. */
const NETWORK_PICTURE = '/embed/network/users.png';
/** Px, as the places that show them want it. */
const PICTURE = { width: '1200', height: '630' };

/** What chats and other sites show of a link, and how they may embed it. */
function previews(ctx: PageContext, canonical: string, preview: Preview | undefined): Html {
  const picture = new URL(preview?.picture ?? NETWORK_PICTURE, ctx.publicUrl);
  for (const [name, value] of Object.entries({ ...PICTURE, lang: ctx.lang }))
    picture.searchParams.set(name, value);
  const address = `${ctx.publicUrl}${picture.pathname}${picture.search}`;
  const oembed = (format: string): string =>
    `${ctx.publicUrl}/oembed?${new URLSearchParams({ url: canonical, format }).toString()}`;
  return html`<meta property="og:image" content="${address}" />
    <meta property="og:image:width" content="${PICTURE.width}" />
    <meta property="og:image:height" content="${PICTURE.height}" />
    <meta property="og:url" content="${canonical}" />
    <meta property="og:type" content="website" />
    <meta name="twitter:card" content="summary_large_image" />
    ${
      preview?.isEmbeddable === true
        ? html`<link rel="alternate" type="application/json+oembed" href="${oembed('json')}" /><link
              rel="alternate"
              type="text/xml+oembed"
              href="${oembed('xml')}"
            />`
        : NOTHING
    }`;
}

const NAVIGATION = [
  ['/', 'home'],
  ['/instances', 'directory'],
  ['/choose', 'choose'],
  ['/compare', 'compare'],
  ['/public-sector', 'publicSector'],
  ['/network', 'statistics'],
] as const;
/** Pages about the register: at the end of every page, and in the header where there is room. */
const BACKGROUND = [
  ['/api', 'api'],
  ['/method', 'method'],
  ['/crawler', 'crawler'],
  ['/about', 'about'],
] as const;

/** The same page and query in another language. */
function inLanguage(ctx: PageContext, lang: Language): string {
  return href({ base: `/${lang}` }, ctx.path, ctx.query);
}

/** Path and query that the page is known by, the past day among them. */
function canonicalOf(ctx: PageContext, page: Page): string {
  const [path = '', query] = (page.canonical ?? ctx.path).split('?', 2);
  return href({ base: '' }, path, withQuery(new URLSearchParams(query), { on: pastDay(ctx) }));
}

function head(ctx: PageContext, page: Page): Html {
  const { site } = ctx.t;
  const known = canonicalOf(ctx, page);
  const canonical = `${ctx.publicUrl}/${ctx.lang}${known}`;
  const title = page.title === site.name ? site.title : `${page.title} · ${site.name}`;
  const description = page.description ?? site.description;
  return html`<meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>${title}</title>
    <meta name="description" content="${description}" />
    <meta name="color-scheme" content="light dark" />
    <meta name="referrer" content="${page.referrer ?? 'no-referrer'}" />
    <meta property="og:title" content="${title}" />
    <meta property="og:description" content="${description}" />
    ${ctx.isStill ? NOTHING : previews(ctx, canonical, page.preview)}
    <link rel="canonical" href="${canonical}" />
    ${LANGUAGES.map((lang) => html`<link rel="alternate" hreflang="${lang}" href="${ctx.publicUrl}/${lang}${known}" />`)}
    ${pastDay(ctx) === null ? NOTHING : html`<meta name="robots" content="noindex, nofollow" />`}
    ${FEEDS.map((name) => html`<link rel="alternate" type="application/atom+xml" title="${ctx.t.feeds.link(ctx.t.feeds.titles[name])}" href="/feeds/${name}.atom?lang=${ctx.lang}" />`)}
    ${page.feed === undefined ? NOTHING : html`<link rel="alternate" type="application/atom+xml" title="${ctx.t.feeds.link(ctx.t.feeds.titles.instances)}" href="${page.feed}" />`}
    <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
    ${ctx.assets.styles.map((name) => html`<link rel="stylesheet" href="${name}" />`)}
    ${ctx.assets.scripts.map((name) => html`<script type="module" src="${name}"></script>`)}`;
}

function navigation(ctx: PageContext): Html {
  const { nav } = ctx.t;
  const isHere = (path: string): boolean =>
    path === '/' ? ctx.path === '/' : ctx.path === path || ctx.path.startsWith(`${path}/`);
  return html`<nav class="nav" aria-label="${nav.label}">
    <ul>
      ${[...NAVIGATION, ...BACKGROUND].map(([path, key], index) => html`<li ${index >= NAVIGATION.length ? html`class="background"` : NOTHING}><a href="${href(ctx, path)}" ${isHere(path) ? html`aria-current="${ctx.path === path ? 'page' : 'true'}"` : NOTHING}>${nav[key]}</a></li>`)}
    </ul>
  </nav>`;
}

function languageSwitch(ctx: PageContext): Html {
  const { nav } = ctx.t;
  return html`<nav class="languages" aria-label="${nav.languages}">
    <ul>
      ${LANGUAGES.map(
        (lang) =>
          html`<li>
            <a
              href="${inLanguage(ctx, lang)}"
              lang="${lang}"
              hreflang="${lang}"
              ${lang === ctx.lang ? html`aria-current="true"` : NOTHING}
              ><abbr title="${nav.languageNames[lang]}">${lang.toUpperCase()}</abbr></a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

/** While a run goes on, when the one before it ended is not looked up. */
function lastRun({ t: { footer: texts }, f, run, isRunKnown }: PageContext): string | null {
  if (!isRunKnown) return null;
  if (run === null) return texts.noRun;
  return run.finishedAt === null ? null : texts.lastRun(f.moment(run.finishedAt));
}

function footer(ctx: PageContext): Html {
  const { footer: texts, nav } = ctx.t;
  const ended = lastRun(ctx);
  return html`<footer class="footer">
    <div class="frame">
      ${ended === null ? NOTHING : html`<p>${ended}</p>`}
      <p>${texts.licence}</p>
      <nav class="footer-nav" aria-label="${texts.label}">
        <ul>
          ${BACKGROUND.map(([path, key]) => html`<li><a href="${href(ctx, path)}">${nav[key]}</a></li>`)}
          <li><a href="${href(ctx, '/data')}">${texts.data}</a></li>
          <li>
            <a href="${href(ctx, '/suggest')}">${texts.suggest}</a> ·
            <a href="${href(ctx, '/dashboard')}">${ctx.t.dashboard.title}</a>
          </li>
          ${ctx.sourceUrl === null ? NOTHING : html`<li><a href="${ctx.sourceUrl}" rel="noopener noreferrer">${texts.source}</a></li>`}
        </ul>
      </nav>
      <p class="print-only">
        ${ctx.publicUrl}/${ctx.lang}${ctx.path}${ctx.query.size > 0 ? `?${ctx.query.toString()}` : ''} ·
        ${ctx.f.date(ctx.dated?.askedAt ?? ctx.now)}
      </p>
    </div>
  </footer>`;
}

/** Tells the script whether to look for news: often, now and then, or, of a past day, never. */
function bodyMark(ctx: PageContext, { isLive }: Page): Html {
  if (pastDay(ctx) !== null) return html`data-still`;
  return isLive === true ? html`data-live` : NOTHING;
}

/** Nobody is to take the demo's figures for true. */
function inventedLine(ctx: PageContext): Html {
  return ctx.isInvented ? html`<p class="notice" role="note">${ctx.t.site.invented}</p>` : NOTHING;
}

/** A whole document. Pass it through `render` to get its text. */
export function layout(ctx: PageContext, page: Page): Html {
  const { site, nav } = ctx.t;
  return html`<!doctype html>
    <html lang="${ctx.lang}">
      <head>
        ${head(ctx, page)}
      </head>
      <body ${bodyMark(ctx, page)}>
        <a class="skip" href="#main">${nav.skip}</a>
        <header class="header">
          <div class="frame">
            <a class="wordmark" href="${href(ctx, '/')}">${wordmark()}<span>${site.name}</span></a>
            ${navigation(ctx)}${languageSwitch(ctx)}
          </div>
        </header>
        <main id="main" class="frame" tabindex="-1">
          ${inventedLine(ctx)}${pastBanner(ctx)}${page.main}${otherDay(ctx)}
        </main>
        ${footer(ctx)}
      </body>
    </html>`;
}

/** A screen that nobody touches takes up a new release of the page, or one whose script failed, so often: seconds. */
const WHOLE_SECONDS = 6 * 3_600;

/**
 * A document for a frame on somebody else's page, or a screen on a wall: content only.
 * @param theme what is asked for, against the device's preference
 * @param refreshSeconds after which it is loaded again: by the script part by part, without one as a whole
 */
export function framed(ctx: PageContext, page: Page, theme: string, refreshSeconds?: number): Html {
  return html`<!doctype html>
    <html lang="${ctx.lang}" data-theme="${theme}">
      <head>
        ${head(ctx, page)}
        <meta name="robots" content="noindex" />
        ${
          refreshSeconds === undefined
            ? NOTHING
            : html`<noscript><meta http-equiv="refresh" content="${refreshSeconds}" /></noscript>
                <meta http-equiv="refresh" content="${WHOLE_SECONDS}" />`
        }
      </head>
      <body class="framed" ${refreshSeconds === undefined ? NOTHING : html`data-every="${refreshSeconds}"`}>
        <main id="main">${inventedLine(ctx)}${page.main}</main>
      </body>
    </html>`;
}
