/** /api/v1/compare: one figure of up to eight instances over time, side by side. */
import { Type } from 'typebox';
import { isInRegister } from '../../../db/instance.ts';
import { FIGURES, type Figure } from '../../../db/model.ts';
import type { Period } from '../../../db/series/periods.ts';
import { instanceSeries } from '../../../db/series/series.ts';
import {
  OVERLAY_READINGS,
  overlay,
  overlayRows,
  type Overlay,
  type OverlayReading,
} from '../../charts/overlay.ts';
import { RANGES, type Range } from '../../charts/points.ts';
import { MOST_COMPARED } from '../../comparison.ts';
import { RequestError } from '../../failure.ts';
import { FORMATS } from '../../format.ts';
import { tableFormat } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { unknownInstance } from './instances.ts';
import { readDomain, readSpan, Span } from './parameters.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';
import { SERIES_FORMATS, SeriesFormat, sendTable, TIMES, type SeriesTable } from './table.ts';

const CompareQuery = Type.Object(
  {
    i: Type.Optional(
      Type.String({
        maxLength: 2_300,
        description: `Host names of the instances, a comma list or repeated; at most ${MOST_COMPARED}.`,
      }),
    ),
    metric: Type.Optional(OneOf(FIGURES, { description: 'users by default.' })),
    reading: Type.Optional(
      OneOf(OVERLAY_READINGS, {
        description: 'absolute by default; indexed: 100 is each one’s value on base; week: change per week.',
      }),
    ),
    interval: Type.Optional(
      OneOf(['hour', 'day', 'week', 'month'], {
        description:
          'day by default; week, month: the last known value of each; hour: the last visit of each hour, for as long as visits are kept.',
      }),
    ),
    ...Span,
    range: Type.Optional(
      OneOf(RANGES, { description: 'How far to look back from the newest value; all by default.' }),
    ),
    format: SeriesFormat,
  },
  { additionalProperties: false },
);

const CompareAnswer = Type.Object({
  metric: OneOf(FIGURES, { description: 'As asked.' }),
  reading: OneOf(OVERLAY_READINGS, { description: 'As asked.' }),
  interval: OneOf(['hour', 'day', 'week', 'month'], { description: 'As asked.' }),
  base: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'The day that counts as 100, Unix seconds UTC; null unless indexed.',
  }),
  instances: Type.Array(Type.String(), { description: 'Host names, in the order of the values.' }),
  points: Type.Array(Type.Array(Type.Unsafe<number | null>({ type: ['number', 'null'] })), {
    description: '[Unix seconds, a value for each instance], oldest first; a null value is a gap, never 0.',
  }),
});

type Asked = {
  readonly metric: Figure;
  readonly reading: OverlayReading;
  readonly interval: Period;
  readonly range: Range;
  readonly from?: number;
  readonly until?: number;
};

export function compareRoutes(app: ApiServer, site: Site): void {
  app.get(
    '/compare',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'One figure of several instances over time, side by side.',
        querystring: CompareQuery,
        response: { 200: CompareAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { i = '', metric = 'users', reading = 'absolute', range = 'all' } = request.query;
      const interval = readInterval(reading, request.query.interval);
      const span = readSpan(request.query);
      const drawn = compared(site, i, { metric, reading, interval, range, ...span });
      const format = tableFormat(request, request.query.format, SERIES_FORMATS);
      if (format !== null) sendTable(reply, `compare-${metric}-${reading}`, compareTable(drawn), format);
      else
        void reply.send({
          metric,
          reading,
          interval,
          base: drawn.baseAt,
          instances: drawn.lines.map(({ name }) => name),
          points: overlayRows(drawn).map(({ at, values }) => [at, ...values]),
        });
    },
  );
}

/** @throws RequestError where the two contradict each other */
function readInterval(reading: OverlayReading, interval: Period | undefined): Period {
  if (reading !== 'week') return interval ?? 'day';
  if (interval === undefined || interval === 'week') return 'week';
  throw new RequestError(
    400,
    'invalid-parameter',
    'interval has to be week, or left out, where reading is week.',
  );
}

function compared(
  site: Site,
  names: string,
  { metric, reading, interval, range, from, until }: Asked,
): Overlay {
  const domains = [
    ...new Set(
      names
        .split(',')
        .filter((name) => name.trim() !== '')
        .map((name) => readDomain(name, site.settings.allowedSuffixes)),
    ),
  ];
  if (domains.length > MOST_COMPARED)
    throw new RequestError(400, 'invalid-parameter', `i: no more than ${MOST_COMPARED} instances at once.`);
  const lines = domains.map((domain) => {
    if (!isInRegister(site.db, domain)) throw unknownInstance(domain);
    // Changes by week are made of days, as the page makes them.
    const asked = reading === 'week' ? 'day' : interval;
    const { points } = instanceSeries(site.db, domain, metric, asked, from, until);
    return { name: domain, points: points.map((point) => ({ ...point, coverage: null })) };
  });
  return overlay(lines, { reading, range, scale: 'linear' }, FORMATS.en);
}

/** An index has a decimal, everything else is a count. */
function compareTable(drawn: Overlay): SeriesTable {
  const kind = drawn.reading === 'indexed' ? 'number' : 'count';
  return {
    columns: [...TIMES, ...drawn.lines.map(({ name }) => ({ name, kind }) as const)],
    rows: overlayRows(drawn).map(({ at, values }) => [at, at, ...values]),
  };
}
