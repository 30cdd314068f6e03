/** /api/v1/network: the network's totals now and over time. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { networkNow } from '../../../db/network.ts';
import { latestRun } from '../../../db/runs.ts';
import { networkSeries } from '../../../db/series.ts';
import type { NetworkPoint } from '../../../db/series.ts';
import { dayText } from '../../../db/time.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, isoTime, sendCsv } from './csv.ts';
import { Format, Span, readSpan } from './parameters.ts';
import { pointsText, sendJsonText } from './present.ts';
import { NETWORK_INTERVALS, NETWORK_METRICS, NetworkSeriesShape, NetworkShape } from './network-shapes.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';

const SeriesQuery = Type.Object(
  {
    metric: Type.Optional(OneOf(NETWORK_METRICS, { description: 'users by default.' })),
    interval: Type.Optional(OneOf(NETWORK_INTERVALS, { description: 'day by default.' })),
    ...Span,
    format: Format,
  },
  { additionalProperties: false },
);

export function networkRoutes(app: ApiServer, site: Site): void {
  app.get(
    '/network',
    {
      schema: {
        tags: ['network'],
        summary: 'Totals of the network now, and how far the crawler is.',
        querystring: Type.Object({ format: Format }, { additionalProperties: false }),
        response: { 200: NetworkShape, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const now = shownNetwork(site);
      if (wantsCsv(request, request.query.format)) sendCsv(reply, 'network', networkCsv(now));
      else void reply.send(now);
    },
  );
  app.get(
    '/network/series',
    {
      schema: {
        tags: ['network'],
        summary: 'One total of the network over time.',
        querystring: SeriesQuery,
        response: { 200: NetworkSeriesShape, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { metric = 'users', interval = 'day', format } = request.query;
      const { from, until } = readSpan(request.query);
      const points = networkSeries(site.db, metric, interval, from, until);
      if (wantsCsv(request, format))
        sendCsv(reply, `network-${metric}-${interval}`, seriesCsv(points, metric));
      else sendJsonText(reply, seriesJson(points, metric, interval));
    },
  );
}

function shownNetwork(site: Site): Static<typeof NetworkShape> {
  const now = networkNow(site.db);
  const run = latestRun(site.db);
  return { ...now, day: now.day === null ? null : dayText(now.day), run };
}

const TOTALS = ['users', 'activeMonth', 'statuses', 'connections', 'instances'] as const;

function networkCsv(now: Static<typeof NetworkShape>): string {
  const columns = ['day', ...TOTALS, 'measured', 'carried', 'known', ...TOTALS.map((total) => `${total}7`)];
  const { day, measured, carried, known, change7 } = now;
  return csvText(columns, [
    [
      day,
      ...TOTALS.map((total) => now[total]),
      measured,
      carried,
      known,
      ...TOTALS.map((total) => change7[total]),
    ],
  ]);
}

/** The answer as text; `NetworkSeriesShape` says its shape. */
function seriesJson(points: readonly NetworkPoint[], metric: string, interval: string): string {
  const coverage = points.map(
    (point) => `[${point.instances},${point.measured},${point.carried},${point.imported}]`,
  );
  return `{"metric":"${metric}","interval":"${interval}","points":${pointsText(points)},"coverage":[${coverage.join(',')}]}`;
}

function seriesCsv(points: readonly NetworkPoint[], metric: string): string {
  return csvText(
    // The column would be there twice for the metric of that name.
    ['at', 'time', metric === 'instances' ? 'value' : metric, 'instances', 'measured', 'carried', 'imported'],
    points.map((point) => [
      point.at,
      isoTime(point.at),
      point.value,
      point.instances,
      point.measured,
      point.carried,
      point.imported,
    ]),
  );
}
