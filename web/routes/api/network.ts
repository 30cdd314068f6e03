/** /api/v1/network: the network's totals now and over time. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { coverageOn, networkNow } from '../../../db/network/network.ts';
import { latestRun, reasonCode } from '../../../db/runs.ts';
import { networkSeries, standingOf } from '../../../db/series/network-series.ts';
import type { NetworkPoint } from '../../../db/series/network-series.ts';
import type { NetworkFigure } from '../../../db/model.ts';
import type { Database } from '../../../db/open.ts';
import { periodStart, type Period } from '../../../db/series/periods.ts';
import { publishedNetwork } from '../../../db/network/published.ts';
import { dayText } from '../../../db/time.ts';
import type { Mode } from '../../charts/points.ts';
import type { SendKept } from '../../kept.ts';
import { tableFormat, wantsCsv } from '../../negotiation.ts';
import { databaseOn } from '../../past.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv, seriesName, valueColumn } from './csv.ts';
import { DIMENSIONS } from '../../../db/totals/dimensions.ts';
import { Format, OnParameter, readSpan, Span } from './parameters.ts';
import { inSpan, isWhole, ModeParameter, readMode } from './reading.ts';
import { pointsText, sendJsonText } from './present.ts';
import { NETWORK_INTERVALS, NETWORK_METRICS, NetworkSeriesShape, NetworkShape } from './network-shapes.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';
import { SERIES_FORMATS, SeriesFormat, sendTable, TIMES, type SeriesTable } from './table.ts';

const SeriesQuery = Type.Object(
  {
    metric: Type.Optional(OneOf(NETWORK_METRICS, { description: 'users by default.' })),
    interval: Type.Optional(OneOf(NETWORK_INTERVALS, { description: 'day by default.' })),
    mode: ModeParameter,
    dimension: Type.Optional(
      OneOf(DIMENSIONS, {
        description: 'By what the totals are told apart; all by default. value then says which.',
      }),
    ),
    value: Type.Optional(
      Type.String({
        maxLength: 100,
        description:
          'With a dimension: which software, version (software and branch, mastodon 4.5), language, country, registrations, size or operatorType. Empty is unknown, * all beyond the 200 most frequent.',
      }),
    ),
    ...Span,
    format: SeriesFormat,
  },
  { additionalProperties: false },
);

export function networkRoutes(app: ApiServer, site: Site, sendKept: SendKept): void {
  app.get(
    '/network',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'Totals of the network now, and how far the crawler is.',
        querystring: Type.Object({ on: OnParameter, format: Format }, { additionalProperties: false }),
        response: { 200: NetworkShape, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const now = shownNetwork(site, request.query.on);
      if (wantsCsv(request, request.query.format)) sendCsv(reply, 'network', networkCsv(now));
      else void reply.send(now);
    },
  );
  app.get(
    '/network/series',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'One total of the network over time.',
        querystring: SeriesQuery,
        response: { 200: NetworkSeriesShape, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { metric = 'users', dimension = 'all', value = '' } = request.query;
      const { mode, interval } = readMode(request.query);
      const span = readSpan(request.query);
      const read = (): readonly NetworkPoint[] =>
        inSpan(
          mode,
          span,
          (from, until) => networkSeries(site.db, metric, interval, from, until, { dimension, value }),
          isOfOneSet,
        );
      const json = (): string => networkSeriesJson(read(), metric, interval, mode);
      const format = tableFormat(request, request.query.format, SERIES_FORMATS);
      const isAll = dimension === 'all';
      if (format !== null)
        sendTable(
          reply,
          seriesName(isAll ? 'network' : `${dimension}-${value}`, metric, interval, mode),
          networkTable(read(), metric, mode, isAll ? sourceOf(site.db, metric, interval) : undefined),
          format,
        );
      else if (isWhole(span))
        sendKept(request, reply, `network ${metric} ${interval} ${mode} ${dimension} ${value}`, json);
      else sendJsonText(reply, json());
    },
  );
}

/** Sums of imported figures are over whatever instances the source listed: their differences say nothing. */
export function isOfOneSet(before: NetworkPoint, after: NetworkPoint): boolean {
  return standingOf(before) !== 'imported' && standingOf(after) !== 'imported';
}

function shownNetwork(site: Site, on: string | undefined): Static<typeof NetworkShape> {
  const db = databaseOn(site, on);
  const now = networkNow(db);
  // Which runs there were by then is at /runs.
  const run = on === undefined ? latestRun(db) : null;
  const day = now.day === null ? null : dayText(now.day);
  // Each instance in the totals is one of the three.
  const imported = now.instances - now.measured - now.carried;
  const coverage = coverageOn(db, now.day);
  return { ...now, day, imported, coverage, run: run === null ? null : { ...run, reason: reasonCode(run) } };
}

const TOTALS = ['users', 'activeMonth', 'statuses', 'connections', 'instances'] as const;

function networkCsv(now: Static<typeof NetworkShape>): string {
  const columns = [
    'day',
    ...TOTALS,
    'measured',
    'carried',
    'imported',
    'known',
    ...TOTALS.map((total) => `${total}7`),
  ];
  const { day, measured, carried, imported, known, change7 } = now;
  return csvText(columns, [
    [
      day,
      ...TOTALS.map((total) => now[total]),
      measured,
      carried,
      imported,
      known,
      ...TOTALS.map((total) => change7[total]),
    ],
  ]);
}

/** The answer as text; `NetworkSeriesShape` says its shape. */
export function networkSeriesJson(
  points: readonly NetworkPoint[],
  metric: string,
  interval: string,
  mode: Mode = 'total',
): string {
  const coverage = points.map(
    (point) => `[${point.instances},${point.measured},${point.carried},${point.imported}]`,
  );
  return `{"metric":"${metric}","interval":"${interval}","mode":"${mode}","points":${pointsText(points)},"coverage":[${coverage.join(',')}],"same":[${points.map(({ same }) => (mode === 'total' ? same : null) ?? 'null').join(',')}]}`;
}

const COVERAGE = ['instances', 'measured', 'carried', 'imported', 'sameInstances'];

type SourceOf = (point: NetworkPoint) => string | null;

/** Whose lists an imported sum is over, as far as a list of that period is told of; `null` for measured sums. */
function sourceOf(db: Database, metric: NetworkFigure | 'instances', interval: Period): SourceOf {
  const names = new Map<number, Set<string>>();
  for (const { isSummed, source, points } of publishedNetwork(db, metric)) {
    if (!isSummed) continue;
    for (const { at } of points) {
      const start = periodStart(interval, at);
      names.set(start, (names.get(start) ?? new Set()).add(source));
    }
  }
  return (point) =>
    point.value === null || standingOf(point) !== 'imported'
      ? null
      : [...(names.get(periodStart(interval, point.at)) ?? [])].join('; ') || null;
}

/** The same as a table. */
export function networkTable(
  points: readonly NetworkPoint[],
  metric: string,
  mode: Mode = 'total',
  source: SourceOf = () => null,
): SeriesTable {
  // The column would be there twice for the metric of that name.
  const name = valueColumn(metric === 'instances' ? 'value' : metric, mode);
  return {
    columns: [
      ...TIMES,
      ...[name, ...COVERAGE].map((column) => ({ name: column, kind: 'count' }) as const),
      { name: 'source', kind: 'text' },
    ],
    rows: points.map((point) => [
      point.at,
      point.at,
      point.value,
      point.instances,
      point.measured,
      point.carried,
      point.imported,
      mode === 'total' ? point.same : null,
      source(point),
    ]),
  };
}
