/** /api/v1/instances/{domain}/visits: each visit, newest first, and when the next one is due and why. */
import { Type } from 'typebox';
import { FAILURE_KINDS } from '../../../../db/model.ts';
import { DUE_REASONS, nextVisit, visitLog, type LoggedVisit } from '../../../../db/visits/visits.ts';
import { wantsCsv } from '../../../negotiation.ts';
import type { Site } from '../../../site.ts';
import type { ApiServer } from '../app.ts';
import { csvText, isoTime, sendCsv } from '../csv.ts';
import { requireInstance } from '../instances.ts';
import { DomainParameter, Format, Limit, pageSize } from '../parameters.ts';
import { sendNext } from '../present.ts';
import { At, Count, ErrorAnswer, MaybeAt, MaybeOneOf, OneOf } from '../schemas.ts';

const VisitsQuery = Type.Object(
  {
    limit: Limit('Visits'),
    after: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'What the page before gave as next: the time of its last visit.',
      }),
    ),
    format: Format,
  },
  { additionalProperties: false },
);

const VisitsAnswer = Type.Object({
  nextVisit: Type.Object(
    {
      at: MaybeAt('Due from then on; null: never.'),
      reason: OneOf(DUE_REASONS, {
        description:
          'first: never visited yet; rhythm: it answers, so in its turn; backoff: it failed several times in a row; asked-to-wait: it said until when; respected: it asks not to be read; moved: to see whether it is back; blocked: by whoever runs this site.',
      }),
      failures: Type.Integer({ description: 'Failed visits in a row.' }),
    },
    { description: 'The visit to come.' },
  ),
  data: Type.Array(
    Type.Object({
      at: At('When it ended.'),
      failure: MaybeOneOf(FAILURE_KINDS, { description: 'What kind of failure; null: it answered.' }),
      durationMs: Type.Integer({ description: 'How long it took, in milliseconds.' }),
      requests: Type.Integer({ description: 'HTTP requests made, redirects included.' }),
    }),
    { description: 'The visits of this page, newest first, as far back as they are kept.' },
  ),
  next: Count({ description: 'Ask again with after=… for the next page; null: this was the last.' }),
});

export function visitsRoute(app: ApiServer, site: Site): void {
  app.get(
    '/instances/:domain/visits',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'Each visit of an instance, newest first, and when the next one is due and why.',
        params: DomainParameter,
        querystring: VisitsQuery,
        response: { 200: VisitsAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { limit, after, format } = request.query;
      const { domain, nextProbeAt } = requireInstance(site, request.params.domain);
      const isCsv = wantsCsv(request, format);
      const most = pageSize(limit, isCsv);
      const found = visitLog(site.db, domain, most + 1, after);
      const visits = found.slice(0, most);
      const next = found.length > most ? (visits.at(-1)?.at ?? null) : null;
      sendNext(site, request, reply, next === null ? null : String(next));
      if (isCsv) return sendCsv(reply, `${domain}-visits`, visitsCsv(visits));
      const due = nextVisit(site.db, domain);
      void reply.send({
        nextVisit: {
          at: due === null ? nextProbeAt : due.at,
          reason: due?.reason ?? 'rhythm',
          failures: due?.failures ?? 0,
        },
        data: visits.map(({ failureKind, ...visit }) => ({ ...visit, failure: failureKind })),
        next,
      });
    },
  );
}

function visitsCsv(visits: readonly LoggedVisit[]): string {
  return csvText(
    ['at', 'time', 'failure', 'durationMs', 'requests'],
    visits.map(({ at, failureKind, durationMs, requests }) => [
      at,
      isoTime(at),
      failureKind,
      durationMs,
      requests,
    ]),
  );
}
