/** What every page knows besides its own content: language, address, texts, formats and assets. Reads nothing itself. */
import { FORMATS, type Formats, type Language } from '../format.ts';
import { MESSAGES, type Messages } from '../messages.ts';
import type { Run } from '../../db/runs.ts';
import type { Assets } from '../assets.ts';

export type PageContext = {
  readonly lang: Language;
  /** Language prefix of the address asked for; '' when the language was negotiated. */
  readonly base: '' | '/en' | '/fr';
  /** Without the language prefix, always starting with '/'. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Canonical base without a trailing slash. */
  readonly publicUrl: string;
  /** Address to write to, as the operator set it; `null` when not set. */
  readonly contact: string | null;
  /** Where the source of the running program is, as the operator set it; `null` when not set. */
  readonly sourceUrl: string | null;
  readonly t: Messages;
  readonly f: Formats;
  /** Unix seconds. */
  readonly now: number;
  /** The newest crawl run; `null` before the first, or where nobody looked. */
  readonly run: Run | null;
  /** Whether anybody looked: pages of failures are drawn without the database. */
  readonly isRunKnown: boolean;
  readonly assets: Assets;
  /** There is no running Herdbook behind the page: what only one can answer is not offered. */
  readonly isStill: boolean;
  /** Everything on the page is invented, and says so. */
  readonly isInvented: boolean;
  /** Which day the page shows; `null`: it knows only the present. */
  readonly dated: Dated | null;
};

/** A page that can be looked at as of a past day. */
export type Dated = {
  /** 'YYYY-MM-DD': it shows the register as of the end of that day; `null`: as of now. */
  readonly on: string | null;
  /** What was asked for and is no day, or one that has not come yet; `null`: nothing of the kind. */
  readonly strange: string | null;
  /** Whether a day was asked for that is past all figures. */
  readonly isAfter: boolean;
  /** The first day that anything is known of, and the newest, 'YYYY-MM-DD'; `null`: nothing is known. */
  readonly span: { readonly first: string; readonly last: string } | null;
  /** Unix seconds, by the clock: when the page was asked for. */
  readonly askedAt: number;
};

/** What the server knows of a request; the rest of a page's context follows from it. */
export type PageRequest = Omit<PageContext, 't' | 'f'>;

export function pageContext(request: PageRequest): PageContext {
  return { ...request, t: MESSAGES[request.lang], f: FORMATS[request.lang] };
}

/** The past day that the page shows, 'YYYY-MM-DD'; `null`: the present. */
export function pastDay({ dated }: Partial<Pick<PageContext, 'dated'>>): string | null {
  return dated?.on ?? null;
}

/** Pages that can be looked at as of a past day. */
const DATED_PATHS = /^\/(?:|compare|network|instances(?:\/[^/]+)?)$/;

/**
 * An address inside the site, in the language the reader came in, with a query where one is given. Who looks at a past day
 * stays there, on pages that know it.
 */
export function href(
  ctx: Pick<PageContext, 'base'> & Partial<Pick<PageContext, 'dated'>>,
  path: string,
  query?: URLSearchParams,
): string {
  const day = pastDay(ctx);
  const isCarried = day !== null && query?.has('on') !== true && DATED_PATHS.test(path);
  const search =
    (isCarried ? withQuery(query ?? new URLSearchParams(), { on: day }) : query)?.toString() ?? '';
  return `${ctx.base}${path}${search === '' ? '' : `?${search}`}`;
}

/** The same page as of now. */
export function presentHref(ctx: PageContext): string {
  return href({ base: ctx.base }, ctx.path, withQuery(ctx.query, { on: null, after: null }));
}

/** The present query with some parameters set (or removed, by `null`): what links for filters, ranges and pages point at. */
export function withQuery(
  query: URLSearchParams,
  changes: Readonly<Record<string, string | null>>,
): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return next;
}
