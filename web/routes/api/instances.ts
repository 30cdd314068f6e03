/** /api/v1/instances: the directory, and everything known of one instance. */
import { Type } from 'typebox';
import { asOfDay } from '../../../db/past/as-of.ts';
import type { Static } from 'typebox';
import { profileChanges } from '../../../db/changes.ts';
import { listInstances } from '../../../db/directory/directory.ts';
import type { DirectoryPage } from '../../../db/directory/directory.ts';
import { findInstance } from '../../../db/instance.ts';
import type { InstanceDetail } from '../../../db/instance.ts';
import type { Database } from '../../../db/open.ts';
import { DIRECTORY_SORTS, naturalOrder } from '../../../db/directory/sorting.ts';
import { RequestError } from '../../failure.ts';
import { SEED, usualSort } from '../../filter.ts';
import { wantsCsv } from '../../negotiation.ts';
import { databaseOn, readOn } from '../../past.ts';
import type { Site } from '../../site.ts';
import { moreView } from '../../views/instance.ts';
import type { ApiServer } from './app.ts';
import { sendCsv } from './csv.ts';
import { instancesCsv } from './instances-csv.ts';
import { FilterParameters, readFilter } from './filter.ts';
import {
  After,
  DomainParameter,
  Format,
  Limit,
  OnParameter,
  pageAfter,
  pageSize,
  readDomain,
} from './parameters.ts';
import { listedInstance, sendNext, shownInstance } from './present.ts';
import { InstanceListed, InstanceShown } from './instance-shapes.ts';
import { ErrorAnswer, OneOf, Text } from './schemas.ts';
import { suggestRoute } from './suggest.ts';

const SHOWN_CHANGES = 100;

const ListQuery = Type.Object(
  {
    ...FilterParameters,
    sort: Type.Optional(
      OneOf(DIRECTORY_SORTS, {
        description:
          'relevance with q, else users by default; activity is the share of accounts active in a month, growth the change of users over 7 days, age the time it has been known for, fair a lottery.',
      }),
    ),
    order: Type.Optional(
      OneOf(['asc', 'desc'], {
        description: 'desc by default, asc for domain and fair. Unknown values always come last.',
      }),
    ),
    seed: Type.Optional(
      Type.String({
        pattern: SEED.source,
        description:
          'Of the fair order: the same seed, the same order. The newest day with figures by default.',
      }),
    ),
    limit: Limit('Instances'),
    on: OnParameter,
    after: After,
    format: Format,
  },
  { additionalProperties: false },
);

const ListAnswer = Type.Object({
  data: Type.Array(InstanceListed, { description: 'The instances of this page.' }),
  next: Text({ description: 'Ask again with after=… for the next page; null: this was the last.' }),
  total: Type.Integer({ description: 'Instances on all pages.' }),
});

export function instanceRoutes(app: ApiServer, site: Site): void {
  app.get(
    '/instances',
    {
      schema: {
        tags: ['instances'],
        summary: 'The directory, filtered, sorted and paged.',
        querystring: ListQuery,
        response: { 200: ListAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const isCsv = wantsCsv(request, request.query.format);
      const page = listPage(databaseOn(site, request.query.on), request.query, isCsv);
      sendNext(site, request, reply, page.next);
      if (isCsv) sendCsv(reply, 'instances', instancesCsv(page.rows));
      else void reply.send({ data: page.rows.map(listedInstance), next: page.next, total: page.total });
    },
  );
  app.get(
    '/instances/:domain',
    {
      schema: {
        tags: ['instances'],
        summary: 'Everything known of one instance.',
        params: DomainParameter,
        querystring: Type.Object({ on: OnParameter, format: Format }, { additionalProperties: false }),
        response: { 200: InstanceShown, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { on, format } = request.query;
      const { domain } = requireInstance(site, request.params.domain);
      const isCsv = wantsCsv(request, format);
      readOn(site, on, [domain], (db) => {
        const instance = findInstance(db, domain);
        if (instance === null)
          throw new RequestError(404, 'unknown-instance', `Nothing is known of ${domain} by ${on}.`);
        if (isCsv) sendCsv(reply, domain, instancesCsv([instance]));
        else
          void reply.send(
            shownInstance(instance, profileChanges(db, domain, SHOWN_CHANGES), {
              ...moreView(db, instance, site.now()),
              day: asOfDay(db),
            }),
          );
      });
    },
  );
  suggestRoute(app, site);
}

/** @throws RequestError 400 when the text is no host name, 404 when the register does not hold it */
export function requireInstance(site: Site, text: string): InstanceDetail {
  const domain = readDomain(text, site.settings.allowedSuffixes);
  const instance = findInstance(site.db, domain);
  if (instance === null) throw unknownInstance(domain);
  return instance;
}

export function unknownInstance(domain: string): RequestError {
  return new RequestError(404, 'unknown-instance', `${domain} is not in the register.`);
}

function listPage(db: Database, query: Static<typeof ListQuery>, isCsv: boolean): DirectoryPage {
  const filter = readFilter(query);
  const sort = query.sort ?? usualSort(filter);
  return pageAfter(() =>
    listInstances(db, {
      filter,
      sort,
      order: query.order ?? naturalOrder(sort),
      ...(query.seed === undefined ? {} : { seed: query.seed }),
      limit: pageSize(query.limit, isCsv),
      ...(query.after === undefined ? {} : { after: query.after }),
    }),
  );
}
