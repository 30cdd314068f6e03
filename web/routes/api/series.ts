/** /api/v1/instances/{domain}/series: one figure of one instance over time. */
import { Type } from 'typebox';
import { FIGURES, INTERVALS } from '../../../db/model.ts';
import type { Domain, Figure, Interval } from '../../../db/model.ts';
import type { Database } from '../../../db/open.ts';
import { instanceSeries } from '../../../db/series.ts';
import type { Series } from '../../../db/series.ts';
import type { Mode } from '../../charts/points.ts';
import type { SendKept } from '../../kept.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, isoTime, sendCsv, seriesName, valueColumn } from './csv.ts';
import { requireInstance } from './instances.ts';
import { DomainParameter, Format, readDomain, readSpan, Span } from './parameters.ts';
import { inSpan, isWhole, ModeParameter, readMode } from './reading.ts';
import { pointsText, sendJsonText } from './present.ts';
import { InstanceSeriesShape } from './instance-shapes.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';

const SeriesQuery = Type.Object(
  {
    metric: Type.Optional(OneOf(FIGURES, { description: 'users by default.' })),
    interval: Type.Optional(
      OneOf(INTERVALS, { description: 'day by default; raw: each visit, for as long as visits are kept.' }),
    ),
    mode: ModeParameter,
    ...Span,
    format: Format,
  },
  { additionalProperties: false },
);

export function seriesRoutes(app: ApiServer, site: Site, sendKept: SendKept): void {
  app.get(
    '/instances/:domain/series',
    {
      schema: {
        tags: ['instances'],
        summary: 'One figure of one instance over time.',
        params: DomainParameter,
        querystring: SeriesQuery,
        response: { 200: InstanceSeriesShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { metric = 'users', format } = request.query;
      const { mode, interval } = readMode(request.query);
      const span = readSpan(request.query);
      const domain = readDomain(request.params.domain, site.settings.allowedSuffixes);
      const read = (): Series => {
        requireInstance(site, domain);
        return seriesOf(site.db, domain, { metric, interval, mode, ...span });
      };
      const json = (): string => seriesJson(read(), metric, interval, mode);
      if (wantsCsv(request, format))
        sendCsv(reply, seriesName(domain, metric, interval, mode), seriesCsv(read(), metric, mode));
      else if (isWhole(span)) sendKept(request, reply, `${domain} ${metric} ${interval} ${mode}`, json);
      else sendJsonText(reply, json());
    },
  );
}

type Asked = {
  readonly metric: Figure;
  readonly interval: Interval;
  readonly mode: Mode;
  readonly from?: number;
  readonly until?: number;
};

function seriesOf(db: Database, domain: Domain, { metric, interval, mode, ...span }: Asked): Series {
  let sources: Series['sources'] = [];
  const points = inSpan(mode, span, (from, until) => {
    const series = instanceSeries(db, domain, metric, interval, from, until);
    ({ sources } = series);
    return series.points;
  });
  return { points, sources };
}

/** The answer as text; `InstanceSeriesShape` says its shape. */
function seriesJson({ points, sources }: Series, metric: string, interval: string, mode: Mode): string {
  const imported = points.filter(({ standing }) => standing === 'imported').map(({ at }) => at);
  return `{"metric":"${metric}","interval":"${interval}","mode":"${mode}","points":${pointsText(points)},"imported":[${imported.join(',')}],"sources":${JSON.stringify(sources)}}`;
}

function seriesCsv({ points, sources }: Series, metric: string, mode: Mode): string {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return csvText(
    ['at', 'time', valueColumn(metric, mode), 'standing', 'source'],
    points.map(({ at, value, standing, source }) => [
      at,
      isoTime(at),
      value,
      standing,
      source === null ? null : names.get(source),
    ]),
  );
}
