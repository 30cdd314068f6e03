/** /api/v1/network/published and /api/v1/instances/{domain}/published: what others told of a figure, each source for itself. */
import { Type } from 'typebox';
import { isInRegister } from '../../../db/instance.ts';
import { FIGURES } from '../../../db/model.ts';
import { publishedNetwork, publishedOf, type PublishedSeries } from '../../../db/network/published.ts';
import { dayOf, dayText } from '../../../db/time.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { unknownInstance } from './instances.ts';
import { NETWORK_METRICS } from './network-shapes.ts';
import { DomainParameter, Format, readDomain } from './parameters.ts';
import { At, Count, ErrorAnswer, OneOf } from './schemas.ts';

const PublishedShape = Type.Object({
  metric: Type.String({ description: 'As asked.' }),
  series: Type.Array(
    Type.Object({
      source: Type.String({ description: 'Name of the publication.' }),
      url: Type.String({ description: 'Where it can be looked up.' }),
      note: Type.String({ description: 'What it is, and what is known to be wrong with it.' }),
      licence: Type.String({ description: 'In words; empty: not looked up.' }),
      isSummed: Type.Boolean({
        description: 'Sums made here out of its lists, instead of totals of its own.',
      }),
      points: Type.Array(
        Type.Object({
          at: At('Start of the day.'),
          value: Type.Integer({ description: 'What it told.' }),
          isAround: Type.Boolean({ description: 'A round number, as the press tells them.' }),
          instances: Count({ description: 'Of a sum: the instances it is over.' }),
        }),
        { description: 'Oldest first.' },
      ),
    }),
    { description: 'One for each publication; they may disagree, and are in no total of ours.' },
  ),
});

const asked = (metrics: readonly string[]) =>
  Type.Object(
    { metric: Type.Optional(OneOf(metrics, { description: 'users by default.' })), format: Format },
    { additionalProperties: false },
  );

export function publishedRoutes(app: ApiServer, site: Site): void {
  app.get(
    '/network/published',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'What others published about the network, each source for itself.',
        querystring: asked(NETWORK_METRICS),
        response: { 200: PublishedShape, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const metric = NETWORK_METRICS.find((known) => known === request.query.metric) ?? 'users';
      const series = publishedNetwork(site.db, metric);
      if (wantsCsv(request, request.query.format))
        sendCsv(reply, `network-${metric}-published`, csvOf(metric, series));
      else void reply.send({ metric, series: series.map((one) => ({ ...one, points: [...one.points] })) });
    },
  );
  app.get(
    '/instances/:domain/published',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'What others published about an instance, beside its imported daily figures.',
        params: DomainParameter,
        querystring: asked(FIGURES),
        response: { 200: PublishedShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const metric = FIGURES.find((known) => known === request.query.metric) ?? 'users';
      const domain = readDomain(request.params.domain, site.settings.allowedSuffixes);
      if (!isInRegister(site.db, domain)) throw unknownInstance(domain);
      const series = publishedOf(site.db, domain, metric);
      if (wantsCsv(request, request.query.format))
        sendCsv(reply, `${domain}-${metric}-published`, csvOf(metric, series));
      else void reply.send({ metric, series: series.map((one) => ({ ...one, points: [...one.points] })) });
    },
  );
}

function csvOf(metric: string, series: readonly PublishedSeries[]): string {
  return csvText(
    ['day', metric === 'instances' ? 'value' : metric, 'around', 'instances', 'source', 'url', 'licence'],
    series.flatMap(({ source, url, licence, points }) =>
      points.map(({ at, value, isAround, instances }) => [
        dayText(dayOf(at)),
        value,
        isAround,
        instances,
        source,
        url,
        licence,
      ]),
    ),
  );
}
