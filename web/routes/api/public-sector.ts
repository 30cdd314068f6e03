/** /api/v1/public-sector: the registry of public instances as open data, and a group's totals over time. */
import { Type } from 'typebox';
import { listOfficial, type OfficialEntry } from '../../../db/official/official.ts';
import { groupSeries } from '../../../db/series/official-series.ts';
import { RequestError } from '../../failure.ts';
import { tableFormat, wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv, seriesName } from './csv.ts';
import { isOfOneSet, networkSeriesJson, networkTable } from './network.ts';
import { NETWORK_INTERVALS, NETWORK_METRICS, NetworkSeriesShape } from './network-shapes.ts';
import { OfficialShape } from './official-shape.ts';
import { Format, readSpan, Span } from './parameters.ts';
import { sendJsonText } from './present.ts';
import { inSpan, ModeParameter, readMode } from './reading.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';
import { SERIES_FORMATS, SeriesFormat, sendTable } from './table.ts';

const Country = Type.Optional(
  Type.String({
    pattern: '^[A-Za-z]{2}$',
    description: 'ISO 3166-1 code of a country, or EU; all by default.',
  }),
);

const SeriesQuery = Type.Object(
  {
    country: Country,
    metric: Type.Optional(OneOf(NETWORK_METRICS, { description: 'users by default.' })),
    interval: Type.Optional(OneOf(NETWORK_INTERVALS, { description: 'day by default.' })),
    mode: ModeParameter,
    ...Span,
    format: SeriesFormat,
  },
  { additionalProperties: false },
);

export function publicSectorRoutes(app: ApiServer, site: Site): void {
  app.get(
    '/public-sector',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'Instances run by public bodies, with what proves it and whom they admit.',
        querystring: Type.Object({ country: Country, format: Format }, { additionalProperties: false }),
        response: {
          200: Type.Object({ data: Type.Array(OfficialShape, { description: 'By country and domain.' }) }),
          400: ErrorAnswer,
          404: ErrorAnswer,
        },
      },
    },
    (request, reply) => {
      const entries = entriesOf(site, request.query.country);
      if (wantsCsv(request, request.query.format)) sendCsv(reply, 'public-sector', entriesCsv(entries));
      else sendJsonText(reply, JSON.stringify({ data: entries }));
    },
  );
  app.get(
    '/public-sector/series',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'One total of the public sector, or of one country’s, over time.',
        querystring: SeriesQuery,
        response: { 200: NetworkSeriesShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { country, metric = 'users' } = request.query;
      const { mode, interval } = readMode(request.query);
      const domains = entriesOf(site, country).map(({ domain }) => domain);
      const all = groupSeries(site.db, domains, metric, interval);
      const points = inSpan(
        mode,
        readSpan(request.query),
        (from = 0, until = Infinity) => all.filter(({ at }) => at >= from && at <= until),
        isOfOneSet,
      );
      const format = tableFormat(request, request.query.format, SERIES_FORMATS);
      const name = seriesName('public-sector', metric, interval, mode);
      if (format !== null) sendTable(reply, name, networkTable(points, metric, mode), format);
      else sendJsonText(reply, networkSeriesJson(points, metric, interval, mode));
    },
  );
}

function entriesOf(site: Site, country: string | undefined): readonly OfficialEntry[] {
  const entries = listOfficial(site.db, country?.toUpperCase() ?? null);
  if (entries.length === 0 && country !== undefined)
    throw new RequestError(404, 'not-found', `The registry has no instance of ${country.toUpperCase()}.`);
  return entries;
}

function entriesCsv(entries: readonly OfficialEntry[]): string {
  return csvText(
    [
      'domain',
      'operator',
      'country',
      'level',
      'admits',
      'stage',
      'stageFrom',
      'verifiedOn',
      'evidence',
      'mailDomains',
    ],
    entries.map((entry) => [
      entry.domain,
      entry.operator,
      entry.country,
      entry.level,
      entry.admits,
      entry.stages.at(-1)?.stage,
      entry.stages.at(-1)?.from,
      entry.verifiedOn,
      entry.evidence.map(({ url }) => url).join(' '),
      entry.mailDomains.map(({ domain, subdomains }) => (subdomains ? `*.${domain}` : domain)).join(' '),
    ]),
  );
}
