/** /api/v1/public-sector: the registry of public instances as open data, and a group's totals over time. */
import { Type } from 'typebox';
import {
  ADMISSIONS,
  EVIDENCE_KINDS,
  LEVELS,
  listOfficial,
  STAGES,
  type OfficialEntry,
} from '../../../db/official.ts';
import { groupSeries } from '../../../db/official-series.ts';
import { RequestError } from '../../failure.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { networkSeriesCsv, networkSeriesJson } from './network.ts';
import { NETWORK_INTERVALS, NETWORK_METRICS, NetworkSeriesShape } from './network-shapes.ts';
import { Format, readSpan, Span } from './parameters.ts';
import { sendJsonText } from './present.ts';
import { ErrorAnswer, OneOf, Text } from './schemas.ts';

const Country = Type.Optional(
  Type.String({
    pattern: '^[A-Za-z]{2}$',
    description: 'ISO 3166-1 code of a country, or EU; all by default.',
  }),
);
const Source = Type.String({ description: 'Where it can be looked up.' });

const Entry = Type.Object({
  domain: Type.String({ description: 'Host name.' }),
  operator: Type.String({ description: 'The organisation that runs it.' }),
  country: Type.String({ description: 'ISO 3166-1 code, or EU.' }),
  level: OneOf(LEVELS, { description: 'Whose it is.' }),
  admits: OneOf(ADMISSIONS, { description: 'Who gets an account.' }),
  verifiedOn: Text({
    description: 'Day on which the evidence was last read; null: not since it was written down.',
  }),
  stages: Type.Array(
    Type.Object({
      stage: OneOf(STAGES, { description: 'How it stood.' }),
      from: Text({ description: 'Since when: a year, month or day; null: not known.' }),
      source: Source,
    }),
    { description: 'Its life so far, the last one holds.' },
  ),
  evidence: Type.Array(
    Type.Object({
      kind: OneOf(EVIDENCE_KINDS, { description: 'What kind of proof.' }),
      value: Type.String({ description: 'Suffix, identifier, record or title.' }),
      url: Source,
    }),
    { description: 'What proves that it is run by that organisation.' },
  ),
  mailDomains: Type.Array(
    Type.Object({
      domain: Type.String({ description: 'Part of an address after the @.' }),
      subdomains: Type.Boolean({ description: 'Whether names below it count as well.' }),
      from: Text({ description: 'First day it is known to have been accepted.' }),
      until: Text({ description: 'Last day.' }),
      source: Source,
    }),
    { description: 'E-mail domains that sign-up is restricted to.' },
  ),
  remark: Type.Union(
    [
      Type.Object({
        en: Type.String({ description: 'In English.' }),
        fr: Type.String({ description: 'In French.' }),
      }),
      Type.Null(),
    ],
    { description: 'What the rest cannot say.' },
  ),
});

const SeriesQuery = Type.Object(
  {
    country: Country,
    metric: Type.Optional(OneOf(NETWORK_METRICS, { description: 'users by default.' })),
    interval: Type.Optional(OneOf(NETWORK_INTERVALS, { description: 'day by default.' })),
    ...Span,
    format: Format,
  },
  { additionalProperties: false },
);

export function publicSectorRoutes(app: ApiServer, site: Site): void {
  app.get(
    '/public-sector',
    {
      schema: {
        tags: ['instances'],
        summary: 'Instances run by public bodies, with what proves it and whom they admit.',
        querystring: Type.Object({ country: Country, format: Format }, { additionalProperties: false }),
        response: {
          200: Type.Object({ data: Type.Array(Entry, { description: 'By country and domain.' }) }),
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
      schema: {
        tags: ['instances'],
        summary: 'One total of the public sector, or of one country’s, over time.',
        querystring: SeriesQuery,
        response: { 200: NetworkSeriesShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { country, metric = 'users', interval = 'day', format } = request.query;
      const { from = 0, until = Infinity } = readSpan(request.query);
      const domains = entriesOf(site, country).map(({ domain }) => domain);
      const points = groupSeries(site.db, domains, metric, interval).filter(
        ({ at }) => at >= from && at <= until,
      );
      if (wantsCsv(request, format)) {
        sendCsv(reply, `public-sector-${metric}-${interval}`, networkSeriesCsv(points, metric));
      } else sendJsonText(reply, networkSeriesJson(points, metric, interval));
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
