/** Reads what each page shows out of the database: queries in, views out. Draws nothing and knows nothing of HTTP. */
import { profileChanges } from '../db/changes.ts';
import {
  countListed,
  defaultSeed,
  listInstances,
  type DirectoryPage,
  type DirectoryRow,
} from '../db/directory/directory.ts';
import { eventsBetween } from '../db/events/events.ts';
import { facets } from '../db/directory/facets.ts';
import { findInstance } from '../db/instance.ts';
import type { Domain, Point } from '../db/model.ts';
import { coverageOn, movers, networkNow } from '../db/network/network.ts';
import { news } from '../db/network/news.ts';
import { keptFor } from '../db/memo.ts';
import type { Database } from '../db/open.ts';
import { networkSeries, standingOf } from '../db/series/network-series.ts';
import { publications, sparklines } from '../db/series/series.ts';
import { DAY } from '../db/time.ts';
import { CHARTS, findChart, instanceChart, networkChart } from './charts.ts';
import { termsOf, withoutTerm, type Listing } from './filter.ts';
import type { Language } from './format.ts';
import type { DirectoryView } from './pages/directory.ts';
import {
  HEADLINE_FIGURES,
  SMALL_USERS,
  type HeadlineFigure,
  type HomeView,
  type ImportedFrom,
} from './pages/home.ts';
import type { InstanceView } from './pages/instance.ts';
import { readReading } from './pages/reading.ts';
import { moreView, withAdmission } from './views/instance.ts';

/** Days a sparkline looks back. */
const SPARK_DAYS = 90;
const MOVERS = 5;
const NEWS = 10;
const PAGE_ROWS = 50;
/** Changes listed on an instance's page. */
const CHANGES = 30;
/** Rows looked at to name the sources of imported totals: the largest make up nearly all of them. */
const SOURCE_ROWS = 200;
/** Events and movers are read out of thousands of rows; who looks at the home page need not see those of this second. */
const NEWS_FRESH_SECONDS = 10;

function spark(db: Database, figure: HeadlineFigure): readonly Point[] {
  const points = networkSeries(db, figure, 'day');
  const from = (points.at(-1)?.at ?? 0) - SPARK_DAYS * DAY;
  // Imported sums are over different instances each, so no line may join them.
  return points
    .filter(({ at }) => at >= from)
    .map((point) => [point.at, standingOf(point) === 'imported' ? null : point.value] as const);
}

/** Sources of the rows, with the first and last date each gave figures for. */
export function sourcesOf(rows: readonly DirectoryRow[]): readonly ImportedFrom[] {
  const found = new Map<number, ImportedFrom>();
  for (const { source, observedAt } of rows) {
    if (source === null || observedAt === null) continue;
    const before = found.get(source.id);
    const [from, until] = [
      Math.min(before?.from ?? observedAt, observedAt),
      Math.max(before?.until ?? observedAt, observedAt),
    ];
    found.set(source.id, { name: source.name, url: source.url, from, until });
  }
  return [...found.values()];
}

function imports(db: Database): readonly ImportedFrom[] {
  return sourcesOf(listInstances(db, { filter: {}, sort: 'users', order: 'desc', limit: SOURCE_ROWS }).rows);
}

/** How many listed instances each way into the directory leads to. */
function startCounts(db: Database, lang: Language, growing: number): HomeView['starts'] {
  return {
    language: countListed(db, { language: [lang] }),
    open: countListed(db, { registrations: ['open'] }),
    small: countListed(db, { maxUsers: SMALL_USERS }),
    growing,
    all: countListed(db, {}),
  };
}

const newsLately = keptFor(NEWS_FRESH_SECONDS, (db) => news(db, NEWS));
const moversLately = keptFor(NEWS_FRESH_SECONDS, (db) => movers(db, MOVERS));
const importsLately = keptFor(NEWS_FRESH_SECONDS, imports);

/** @param now Unix seconds; only decides when to look for news again */
export function homeView(db: Database, query: URLSearchParams, lang: Language, now: number): HomeView {
  const network = networkNow(db);
  const series = networkChart(db, findChart(query.get('metric')));
  const { gaining, losing } = moversLately(db, now);
  const [users, activeMonth, statuses, instances] = HEADLINE_FIGURES.map((figure) => spark(db, figure));
  return {
    network,
    coverage: coverageOn(db, network.day),
    sparks: {
      users: users ?? [],
      activeMonth: activeMonth ?? [],
      statuses: statuses ?? [],
      instances: instances ?? [],
    },
    imports: network.isImported ? importsLately(db, now) : [],
    graph: {
      series,
      reading: readReading(query, series.points),
      sources: publications(db).map(({ name }) => name),
      api: '/api/v1/network/series',
      size: 'large',
      hasDays: true,
      events: eventsBetween(0, Number.MAX_SAFE_INTEGER),
      subject: { kind: 'network' },
    },
    gaining,
    losing,
    news: newsLately(db, now),
    starts: startCounts(db, lang, gaining.length),
  };
}

/** The page after the cursor; the first page when the cursor is none of ours. */
function pageOf(
  db: Database,
  listing: Listing,
): { readonly page: DirectoryPage; readonly isUnderstood: boolean } {
  const { filter, sort, order, seed, after } = listing;
  const first = { filter, sort, order, limit: PAGE_ROWS, ...(seed === null ? {} : { seed }) };
  if (after === null) return { page: listInstances(db, first), isUnderstood: true };
  try {
    return { page: listInstances(db, { ...first, after }), isUnderstood: true };
  } catch (error) {
    if (error instanceof RangeError) return { page: listInstances(db, first), isUnderstood: false };
    throw error;
  }
}

export function directoryView(db: Database, asked: Listing): DirectoryView {
  const { page, isUnderstood } = pageOf(db, asked);
  const seed = asked.sort === 'fair' ? (asked.seed ?? defaultSeed(db)) : null;
  const understood = isUnderstood ? asked : { ...asked, after: null, isUnderstood: false };
  const listing = { ...understood, seed };
  const { filter } = listing;
  const isEmpty = page.rows.length === 0;
  return {
    listing,
    page,
    facets: facets(db, filter),
    sparks: sparklines(
      db,
      page.rows.map(({ domain }) => domain),
      'users',
      SPARK_DAYS,
    ),
    counts: isEmpty
      ? termsOf(filter).map((term) => ({ term, count: countListed(db, withoutTerm(filter, term)) }))
      : [],
  };
}

/** `null`: not in the register. */
export function instanceView(
  db: Database,
  domain: Domain,
  query: URLSearchParams,
  now: number,
): InstanceView | null {
  const found = findInstance(db, domain);
  if (found === null) return null;
  const more = moreView(db, found, now);
  const instance = withAdmission(found, more.entry);
  const charts = CHARTS.map((chart) => instanceChart(db, chart, domain, instance.figures));
  const reading = readReading(query, charts[0]?.points ?? []);
  const graphs = charts.map((series) => ({
    series,
    reading,
    sources: series.sources.map(({ name }) => name),
    api: `/api/v1/instances/${domain}/series`,
    size: 'small' as const,
    events: eventsBetween(0, Number.MAX_SAFE_INTEGER),
    subject: { kind: 'instance' as const, domain },
  }));
  return { ...more, instance, changes: profileChanges(db, domain, CHANGES), graphs };
}
