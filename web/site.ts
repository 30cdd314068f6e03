/** What every route of the web app is given, and the context it draws pages in. */
import type { FastifyRequest } from 'fastify';
import type { Database } from '../db/open.ts';
import type { PastDays } from '../db/past/past.ts';
import { latestRun } from '../db/runs.ts';
import type { Assets } from './assets.ts';
import type { Language } from './format.ts';
import { askedLanguage } from './negotiation.ts';
import type { Replays } from './replays.ts';
import { pageContext } from './pages/context.ts';
import type { PageContext } from './pages/context.ts';
import type { WebSettings } from './settings.ts';

export type Site = {
  /** Opened for reading. Ask anew in each answer: another file may take its place. */
  readonly db: Database;
  /** The register as of past days. */
  readonly past: PastDays;
  readonly settings: WebSettings;
  /** Unix seconds; for ages and due times only, never for the range of a series. */
  readonly now: () => number;
  readonly assets: Assets;
  /** Pages are kept as files, with no running Herdbook behind them. */
  readonly isStill: boolean;
  readonly replays: Replays;
  /** Counts an answer that takes a second. @throws RequestError where too many were asked for in this minute */
  readonly beforeDear: () => void;
};

/** The context of a page for this request. Needs the database, so error pages use `bareContext`. */
export function contextOf(site: Site, request: FastifyRequest): PageContext {
  return { ...bareContext(site, request), run: latestRun(site.db), isRunKnown: true };
}

/** The same in a language that the address names; `null`: the one negotiated. */
export function contextIn(site: Site, request: FastifyRequest, lang: Language | null): PageContext {
  const ctx = contextOf(site, request);
  return lang === null ? ctx : pageContext({ ...ctx, lang });
}

/** The same without asking the database, which may be what failed. */
export function bareContext(site: Site, request: FastifyRequest): PageContext {
  const url = URL.parse(request.url, 'http://site.invalid');
  return pageContext({
    ...askedLanguage(request),
    path: url?.pathname ?? '/',
    query: url?.searchParams ?? new URLSearchParams(),
    publicUrl: site.settings.publicUrl,
    contact: site.settings.contact,
    sourceUrl: site.settings.sourceUrl,
    now: site.now(),
    run: null,
    isRunKnown: false,
    assets: site.assets,
    isStill: site.isStill,
    isInvented: site.settings.isInvented,
    dated: null,
  });
}
