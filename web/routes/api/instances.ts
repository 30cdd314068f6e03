/** /api/v1/instances: the directory, and everything known of one instance. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { profileChanges } from '../../../db/changes.ts';
import { DIRECTORY_SORTS, listInstances } from '../../../db/directory.ts';
import type { DirectoryFilter, DirectoryPage } from '../../../db/directory.ts';
import { findInstance } from '../../../db/instance.ts';
import type { InstanceDetail } from '../../../db/instance.ts';
import { REGISTRATIONS, STATES } from '../../../db/model.ts';
import type { Database } from '../../../db/open.ts';
import { RequestError } from '../../failure.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { sendCsv } from './csv.ts';
import { instancesCsv } from './instances-csv.ts';
import { DomainParameter, Format, ListOf, listed, readDomain } from './parameters.ts';
import { listedInstance, shownInstance } from './present.ts';
import { InstanceListed, InstanceShown } from './instance-shapes.ts';
import { ErrorAnswer, OneOf, Text } from './schemas.ts';

const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;
const SHOWN_CHANGES = 100;

const Users = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));
const ListQuery = Type.Object(
  {
    q: Type.Optional(
      Type.String({
        maxLength: 200,
        description: 'Words that domain, title or description all have to hold.',
      }),
    ),
    software: Type.Optional(Type.String({ maxLength: 500, description: 'A comma list of NodeInfo names.' })),
    language: Type.Optional(
      Type.String({ maxLength: 200, description: 'A comma list of language subtags; fr finds fr-CA too.' }),
    ),
    registrations: ListOf(REGISTRATIONS, 'Who may sign up.'),
    state: ListOf(STATES, 'State at the last visit.'),
    minUsers: Users('At least so many registered accounts.'),
    maxUsers: Users('At most so many registered accounts.'),
    sort: Type.Optional(
      OneOf(DIRECTORY_SORTS, { description: 'users by default; growth is the change of users over 7 days.' }),
    ),
    order: Type.Optional(
      OneOf(['asc', 'desc'], {
        description: 'desc by default, asc for domain. Unknown values always come last.',
      }),
    ),
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_PAGE,
        description: `Instances on a page: ${DEFAULT_PAGE} by default, ${MAX_PAGE} in CSV.`,
      }),
    ),
    after: Type.Optional(Type.String({ maxLength: 600, description: 'What the page before gave as next.' })),
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
      const page = listPage(site.db, request.query, isCsv);
      if (page.next !== null) {
        const url = new URL(request.originalUrl, site.settings.publicUrl);
        url.searchParams.set('after', page.next);
        reply.header('link', `<${site.settings.publicUrl}${url.pathname}${url.search}>; rel="next"`);
      }
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
        querystring: Type.Object({ format: Format }, { additionalProperties: false }),
        response: { 200: InstanceShown, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const instance = requireInstance(site, request.params.domain);
      const { domain } = instance;
      if (wantsCsv(request, request.query.format)) sendCsv(reply, domain, instancesCsv([instance]));
      else void reply.send(shownInstance(instance, profileChanges(site.db, domain, SHOWN_CHANGES)));
    },
  );
}

/** @throws RequestError 400 when the text is no host name, 404 when the register does not hold it */
export function requireInstance(site: Site, text: string): InstanceDetail {
  const domain = readDomain(text, site.settings.allowedSuffixes);
  const instance = findInstance(site.db, domain);
  if (instance === null) {
    throw new RequestError(404, 'unknown-instance', `${domain} is not in the register.`);
  }
  return instance;
}

function listPage(db: Database, query: Static<typeof ListQuery>, isCsv: boolean): DirectoryPage {
  const sort = query.sort ?? 'users';
  try {
    return listInstances(db, {
      filter: readFilter(query),
      sort,
      order: query.order ?? (sort === 'domain' ? 'asc' : 'desc'),
      limit: query.limit ?? (isCsv ? MAX_PAGE : DEFAULT_PAGE),
      ...(query.after === undefined ? {} : { after: query.after }),
    });
  } catch (error) {
    if (error instanceof RangeError) throw new RequestError(400, 'invalid-cursor', `after: ${error.message}`);
    throw error;
  }
}

function readFilter(query: Static<typeof ListQuery>): DirectoryFilter {
  const { q, software, language, registrations, state, minUsers, maxUsers } = query;
  return {
    ...(q === undefined ? {} : { q }),
    ...(software === undefined ? {} : { software: software.split(',') }),
    ...(language === undefined ? {} : { language: language.split(',') }),
    ...(registrations === undefined ? {} : { registrations: listed(REGISTRATIONS, registrations) }),
    ...(state === undefined ? {} : { state: listed(STATES, state) }),
    ...(minUsers === undefined ? {} : { minUsers }),
    ...(maxUsers === undefined ? {} : { maxUsers }),
  };
}
