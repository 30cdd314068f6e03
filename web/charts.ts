/** THE list of charts: what each shows and which question of the database it asks. Draws nothing. */
import type { Domain, Figure, Figures, NetworkFigure, Source } from '../db/model.ts';
import type { Database } from '../db/open.ts';
import { networkSeries, standingOf } from '../db/series/network-series.ts';
import { publishedNetwork, publishedOf, type PublishedSeries } from '../db/network/published.ts';
import { instanceSeries } from '../db/series/series.ts';
import type { ChartPoint } from './charts/points.ts';

export const CHART_IDS = ['users', 'statuses', 'connections', 'active'] as const;
export type ChartId = (typeof CHART_IDS)[number];

export type Chart = {
  readonly id: ChartId;
  /** Title and unit are the texts of this figure; so is the API's `metric`. */
  readonly figure: NetworkFigure;
  /** Asked for where an instance has nothing of `figure`; shown under its own name. */
  readonly instead?: Figure;
  /** Colour 1 to 6 of the series palette. */
  readonly hue: number;
  /** Whether an instance's page shows it among its headline figures. */
  readonly isHeadline: boolean;
};

export const CHARTS: readonly Chart[] = [
  { id: 'users', figure: 'users', hue: 1, isHeadline: true },
  { id: 'statuses', figure: 'statuses', hue: 2, isHeadline: true },
  { id: 'connections', figure: 'connections', instead: 'peersListed', hue: 3, isHeadline: true },
  { id: 'active', figure: 'activeMonth', hue: 4, isHeadline: false },
];

/** A chart's points and what it turned out to show. */
export type ChartSeries = {
  readonly chart: Chart;
  readonly figure: Figure;
  readonly points: readonly ChartPoint[];
  /** Whether each point is a sum over many instances. */
  readonly isSum: boolean;
  /** Where its imported points come from, where that is known. */
  readonly sources: readonly Source[];
  /** What others told of the same, each for itself. */
  readonly published: readonly PublishedSeries[];
};

/** The chart of that id; the first one for anything else. */
export function findChart(id: string | null): Chart {
  const chart = CHARTS.find((candidate) => candidate.id === id) ?? CHARTS[0];
  if (chart === undefined) throw new Error('the list of charts is empty');
  return chart;
}

/** Daily totals of the network, with the share of instances read that very day. */
export function networkChart(db: Database, chart: Chart): ChartSeries {
  const stored = networkSeries(db, chart.figure, 'day');
  const start = stored.findIndex((point) => point.measured + point.carried > 0);
  // Before the first measured day nobody was there to leave a gap: imported totals stand alone.
  const kept = stored.filter((point, index) => point.value !== null || (start !== -1 && index > start));
  const points = kept.map((point) => ({
    at: point.at,
    value: point.value,
    standing: standingOf(point),
    instances: point.instances,
    same: point.same,
    coverage:
      point.instances === 0 || standingOf(point) === 'imported' ? null : point.measured / point.instances,
  }));
  const published = publishedNetwork(db, chart.figure);
  return { chart, figure: chart.figure, points, isSum: true, sources: [], published };
}

/** Daily figures of one instance; of the figure in its place where only that one is known. */
export function instanceChart(db: Database, chart: Chart, domain: Domain, now: Figures): ChartSeries {
  const read = (figure: Figure): ChartSeries => {
    const { points, sources } = instanceSeries(db, domain, figure, 'day');
    return {
      chart,
      figure,
      points: points.map((point) => ({ ...point, coverage: null })),
      isSum: false,
      sources,
      published: publishedOf(db, domain, figure),
    };
  };
  const first = read(chart.figure);
  const { instead } = chart;
  if (instead === undefined || now[chart.figure] !== null || now[instead] === null) return first;
  return first.points.some(({ value }) => value !== null) ? first : read(instead);
}
