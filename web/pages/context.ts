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
};

/** What the server knows of a request; the rest of a page's context follows from it. */
export type PageRequest = Omit<PageContext, 't' | 'f'>;

export function pageContext(request: PageRequest): PageContext {
  return { ...request, t: MESSAGES[request.lang], f: FORMATS[request.lang] };
}

/** An address inside the site, in the language the reader came in, with a query where one is given. */
export function href(ctx: Pick<PageContext, 'base'>, path: string, query?: URLSearchParams): string {
  const search = query?.toString() ?? '';
  return `${ctx.base}${path}${search === '' ? '' : `?${search}`}`;
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
