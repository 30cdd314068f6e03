/** /api/v1/instances/{domain}/series: figures of one instance over time. */
import { Type } from 'typebox';
import { dailyText } from '../../../db/series/daily-text.ts';
import { isInRegister } from '../../../db/instance.ts';
import { FIGURES, INTERVALS } from '../../../db/model.ts';
import type { Domain, Figure, Interval, Source } from '../../../db/model.ts';
import { instanceSeries } from '../../../db/series/series.ts';
import type { Mode } from '../../charts/points.ts';
import type { SendKept } from '../../kept.ts';
import { tableFormat } from '../../negotiation.ts';
import { RequestError } from '../../failure.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { seriesName, valueColumn } from './csv.ts';
import { unknownInstance } from './instances.ts';
import { DomainParameter, readDomain, readSpan, Span } from './parameters.ts';
import { inSpan, isWhole, ModeParameter, readMode } from './reading.ts';
import { pointsText, readPoints, sendJsonText } from './present.ts';
import { InstanceSeriesShape } from './instance-shapes.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';
import { SERIES_FORMATS, SeriesFormat, sendTable, TIMES, type SeriesTable } from './table.ts';

const SeriesQuery = Type.Object(
  {
    metric: Type.Optional(
      Type.String({
        maxLength: 200,
        description: `users by default; several by day and as totals only, a comma list of: ${FIGURES.join(', ')}.`,
      }),
    ),
    interval: Type.Optional(
      OneOf(INTERVALS, {
        description:
          'day by default; raw: each visit, hour: the last one of each hour, for as long as visits are kept.',
      }),
    ),
    mode: ModeParameter,
    ...Span,
    format: SeriesFormat,
  },
  { additionalProperties: false },
);

export function seriesRoutes(app: ApiServer, site: Site, sendKept: SendKept): void {
  app.get(
    '/instances/:domain/series',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'Figures of one instance over time.',
        params: DomainParameter,
        querystring: SeriesQuery,
        response: { 200: InstanceSeriesShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { mode, interval } = readMode(request.query);
      const metrics = readMetrics(request.query.metric ?? 'users', interval, mode);
      const span = readSpan(request.query);
      const domain = readDomain(request.params.domain, site.settings.allowedSuffixes);
      const asked: Asked = { domain, metrics, interval, mode, ...span };
      const read = (): SeriesText => {
        if (!isInRegister(site.db, domain)) throw unknownInstance(domain);
        return seriesText(site, asked);
      };
      const json = (): string => seriesJson(asked, read());
      const format = tableFormat(request, request.query.format, SERIES_FORMATS);
      if (format !== null)
        sendTable(
          reply,
          seriesName(domain, metrics.join('-'), interval, mode),
          seriesTable(asked, read()),
          format,
        );
      else if (isWhole(span))
        sendKept(request, reply, `${domain} ${metrics.join(',')} ${interval} ${mode}`, json);
      else sendJsonText(reply, json());
    },
  );
}

/** Each once, in the order that the values of a point have. @throws RequestError for one that there is not, and for several that are not told alike */
function readMetrics(text: string, interval: Interval, mode: Mode): readonly Figure[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !FIGURES.some((figure) => figure === name));
  if (unknown !== undefined)
    throw new RequestError(
      400,
      'invalid-parameter',
      `metric: "${unknown}" is none of ${FIGURES.join(', ')}.`,
    );
  const metrics = FIGURES.filter((figure) => names.includes(figure));
  if (metrics.length > 1 && (interval !== 'day' || mode !== 'total'))
    throw new RequestError(
      400,
      'invalid-parameter',
      'metric: several at once come by day and as totals only.',
    );
  return metrics;
}

type Asked = {
  readonly domain: Domain;
  readonly metrics: readonly Figure[];
  readonly interval: Interval;
  readonly mode: Mode;
  readonly from?: number;
  readonly until?: number;
};
type SeriesText = {
  /** `[[at, value, …], …]` */
  readonly points: string;
  readonly imported: readonly { readonly at: number; readonly source: number | null }[];
  readonly sources: readonly Source[];
};

function seriesText({ db }: Site, { domain, metrics, interval, mode, from, until }: Asked): SeriesText {
  if (interval === 'day' && mode === 'total') return dailyText(db, domain, metrics, from, until);
  const [metric = 'users'] = metrics;
  let sources: readonly Source[] = [];
  const span = { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
  const points = inSpan(mode, span, (start, end) => {
    const series = instanceSeries(db, domain, metric, interval, start, end);
    ({ sources } = series);
    return series.points;
  });
  const imported = points.filter(({ standing }) => standing === 'imported');
  return { points: pointsText(points), imported, sources };
}

/** The answer as text; `InstanceSeriesShape` says its shape. */
function seriesJson({ metrics, interval, mode }: Asked, { points, imported, sources }: SeriesText): string {
  return `{"metric":"${metrics.join(',')}","interval":"${interval}","mode":"${mode}","points":${points},"imported":[${imported.map(({ at }) => at).join(',')}],"sources":${JSON.stringify(sources)}}`;
}

function seriesTable({ metrics, mode }: Asked, { points, imported, sources }: SeriesText): SeriesTable {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  const origins = new Map(imported.map(({ at, source }) => [at, source]));
  return {
    columns: [
      ...TIMES,
      ...metrics.map((metric) => ({ name: valueColumn(metric, mode), kind: 'count' as const })),
      { name: 'standing', kind: 'text' },
      { name: 'source', kind: 'text' },
    ],
    rows: readPoints(points).map(([at, ...values]) => {
      const source = origins.get(at);
      const standing = source === undefined ? 'measured' : 'imported';
      return [at, at, ...values, standing, names.get(source ?? -1) ?? null];
    }),
  };
}
