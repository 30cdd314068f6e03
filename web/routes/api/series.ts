/** /api/v1/instances/{domain}/series: one figure of one instance over time. */
import { Type } from 'typebox';
import { FIGURES, INTERVALS } from '../../../db/model.ts';
import { instanceSeries } from '../../../db/series.ts';
import type { Series } from '../../../db/series.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, isoTime, sendCsv } from './csv.ts';
import { requireInstance } from './instances.ts';
import { DomainParameter, Format, Span, readSpan } from './parameters.ts';
import { pointsText, sendJsonText } from './present.ts';
import { InstanceSeriesShape } from './instance-shapes.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';

const SeriesQuery = Type.Object(
  {
    metric: Type.Optional(OneOf(FIGURES, { description: 'users by default.' })),
    interval: Type.Optional(
      OneOf(INTERVALS, { description: 'day by default; raw: each visit, for as long as visits are kept.' }),
    ),
    ...Span,
    format: Format,
  },
  { additionalProperties: false },
);

export function seriesRoutes(app: ApiServer, site: Site): void {
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
      const { metric = 'users', interval = 'day', format } = request.query;
      const { from, until } = readSpan(request.query);
      const { domain } = requireInstance(site, request.params.domain);
      const series = instanceSeries(site.db, domain, metric, interval, from, until);
      if (wantsCsv(request, format)) {
        sendCsv(reply, `${domain}-${metric}-${interval}`, seriesCsv(series, metric));
      } else sendJsonText(reply, seriesJson(series, metric, interval));
    },
  );
}

/** The answer as text; `InstanceSeriesShape` says its shape. */
function seriesJson({ points, sources }: Series, metric: string, interval: string): string {
  const imported = points.filter(({ standing }) => standing === 'imported').map(({ at }) => at);
  return `{"metric":"${metric}","interval":"${interval}","points":${pointsText(points)},"imported":[${imported.join(',')}],"sources":${JSON.stringify(sources)}}`;
}

function seriesCsv({ points }: Series, metric: string): string {
  return csvText(
    ['at', 'time', metric, 'standing'],
    points.map(({ at, value, standing }) => [at, isoTime(at), value, standing]),
  );
}
