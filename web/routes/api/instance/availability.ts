/** /api/v1/instances/{domain}/availability: how often it answered, over spans and day by day. */
import { Type } from 'typebox';
import { availability } from '../../../../db/visits/availability.ts';
import { reachedFrom } from '../../../../db/visits/places.ts';
import { dayText } from '../../../../db/time.ts';
import { visitDays, type VisitDay } from '../../../../db/visits/visit-days.ts';
import { wantsCsv } from '../../../negotiation.ts';
import type { Site } from '../../../site.ts';
import type { ApiServer } from '../app.ts';
import { csvText, sendCsv } from '../csv.ts';
import { requireInstance } from '../instances.ts';
import { DomainParameter, Format } from '../parameters.ts';
import { ErrorAnswer } from '../schemas.ts';

/** Days told by default, as on the instance's page, and at most. */
const DAYS = { usual: 90, most: 366 };

const Visits = Type.Integer({ description: 'Visits that say something: none that our own side failed.' });
const Answered = Type.Integer({ description: 'Of them, were answered.' });

const AvailabilityAnswer = Type.Object({
  spans: Type.Array(
    Type.Object({
      days: Type.Integer({ description: 'Days before its newest visit.' }),
      visits: Visits,
      answered: Answered,
      share: Type.Unsafe<number | null>({
        type: ['number', 'null'],
        description: 'answered of visits, 0 to 1; null: fewer than 20 visits.',
      }),
    }),
    { description: 'Over 7, 30 and 90 days.' },
  ),
  days: Type.Array(
    Type.Object({
      day: Type.String({ description: 'YYYY-MM-DD UTC.' }),
      visits: Visits,
      answered: Answered,
    }),
    { description: 'Day by day, oldest first; visits are kept a bounded time.' },
  ),
  reached: Type.Union(
    [
      Type.Object({
        reached: Type.Integer({ description: 'Networks of ours that reached it.' }),
        asked: Type.Integer({ description: 'Networks of ours that looked.' }),
      }),
      Type.Null(),
    ],
    { description: 'At its last visit; null: one network sufficed.' },
  ),
});

export function availabilityRoute(app: ApiServer, site: Site): void {
  app.get(
    '/instances/:domain/availability',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'How often an instance answered, over spans and day by day.',
        params: DomainParameter,
        querystring: Type.Object(
          {
            days: Type.Optional(
              Type.Integer({
                minimum: 1,
                maximum: DAYS.most,
                description: `Days told one by one: ${DAYS.usual} by default, ${DAYS.most} at most.`,
              }),
            ),
            format: Format,
          },
          { additionalProperties: false },
        ),
        response: { 200: AvailabilityAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { days = DAYS.usual, format } = request.query;
      const { domain } = requireInstance(site, request.params.domain);
      const byDay = visitDays(site.db, domain, days);
      if (wantsCsv(request, format)) return sendCsv(reply, `${domain}-availability`, daysCsv(byDay));
      void reply.send({
        spans: [...(availability(site.db, domain) ?? [])],
        days: byDay.map((one) => ({ ...one, day: dayText(one.day) })),
        reached: reachedFrom(site.db, domain),
      });
    },
  );
}

function daysCsv(days: readonly VisitDay[]): string {
  return csvText(
    ['day', 'visits', 'answered'],
    days.map(({ day, visits, answered }) => [dayText(day), visits, answered]),
  );
}
