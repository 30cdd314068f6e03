/** Reads what the pages of the public sector show out of the database. Draws nothing and knows nothing of HTTP. */
import { findInstance } from '../../db/instance.ts';
import type { DirectoryRow } from '../../db/directory/directory.ts';
import type { Domain, NetworkFigure } from '../../db/model.ts';
import { listOfficial, type OfficialEntry } from '../../db/official/official.ts';
import { groupSeries } from '../../db/series/official-series.ts';
import type { Database } from '../../db/open.ts';
import type { NetworkPoint } from '../../db/series/network-series.ts';
import { findChart, type Chart, type ChartSeries } from '../charts.ts';
import { readReading } from '../pages/reading.ts';
import type { PublicSectorView } from '../pages/public-sector.ts';

const FIGURES = ['users', 'activeMonth', 'statuses', 'instances'] as const;

/** @param country two capital letters; `null`: all of them. @returns `null` where no entry is of that country */
export function publicSectorView(
  db: Database,
  country: string | null,
  query: URLSearchParams,
): PublicSectorView | null {
  const all = listOfficial(db);
  const entries = country === null ? all : all.filter((entry) => entry.country === country);
  if (entries.length === 0 && country !== null) return null;
  const domains = entries.map(({ domain }) => domain);
  const series = groupChart(db, domains, findChart(query.get('metric')));
  return {
    country,
    countries: [...Map.groupBy(all, (entry) => entry.country)].map(([code, list]) => ({
      code,
      count: list.length,
    })),
    members: entries.map((entry) => ({ entry, instance: rowOf(db, entry) })),
    totals: totalsOf(db, domains),
    graph: {
      series,
      reading: readReading(query, series.points),
      sources: [],
      api: '/api/v1/public-sector/series',
      apiQuery: country === null ? {} : { country: country.toLowerCase() },
      size: 'large',
      subject: { kind: 'public-sector', country },
    },
  };
}

function rowOf(db: Database, { domain }: OfficialEntry): DirectoryRow | null {
  return findInstance(db, domain);
}

/** Daily totals of a group, as the network's. */
export function groupChart(db: Database, domains: readonly Domain[], chart: Chart): ChartSeries {
  const stored = groupSeries(db, domains, chart.figure);
  const start = stored.findIndex((point) => point.measured + point.carried > 0);
  // Before the first measured day, imported totals are joined up: nobody was there to leave a gap.
  const kept = stored.filter((point, index) => point.value !== null || (start !== -1 && index > start));
  const points = kept.map((point) => ({
    at: point.at,
    value: point.value,
    standing: standing(point),
    coverage:
      point.instances === 0 || standing(point) === 'imported' ? null : point.measured / point.instances,
  }));
  return { chart, figure: chart.figure, points, isSum: true, sources: [], published: [] };
}

function standing({ measured, carried, imported }: NetworkPoint): 'measured' | 'carried' | 'imported' {
  if (measured > 0) return 'measured';
  return imported > carried ? 'imported' : 'carried';
}

function totalsOf(db: Database, domains: readonly Domain[]): PublicSectorView['totals'] {
  const last = (figure: NetworkFigure | 'instances'): NetworkPoint | null =>
    groupSeries(db, domains, figure).findLast(({ value }) => value !== null) ?? null;
  const [users, activeMonth, statuses, instances] = FIGURES.map(last);
  return {
    at: instances?.at ?? null,
    counted: instances?.value ?? 0,
    users: users?.value ?? null,
    activeMonth: activeMonth?.value ?? null,
    statuses: statuses?.value ?? null,
  };
}
