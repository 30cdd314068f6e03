/** /api/v1/instances/{domain}/weeks: registrations, logins and posts by week, from the instance's own log. */
import { Type } from 'typebox';
import { dayOf, dayText } from '../../../../db/time.ts';
import { instanceWeeks, type LoggedWeek } from '../../../../db/weeks.ts';
import { wantsCsv } from '../../../negotiation.ts';
import type { Site } from '../../../site.ts';
import type { ApiServer } from '../app.ts';
import { csvText, sendCsv } from '../csv.ts';
import { requireInstance } from '../instances.ts';
import { DomainParameter, Format, readSpan, Span } from '../parameters.ts';
import { Count, ErrorAnswer, Text } from '../schemas.ts';

const WeeksAnswer = Type.Object({
  data: Type.Array(
    Type.Object({
      week: Type.String({ description: 'Its Monday, YYYY-MM-DD UTC.' }),
      registrations: Count({ description: 'New accounts.' }),
      logins: Count({ description: 'Accounts that were used.' }),
      statuses: Count({ description: 'Local posts.' }),
      isComplete: Type.Boolean({ description: 'Whether the week was over when it was read.' }),
      source: Text({ description: 'Publication it was imported from; null: told by the instance itself.' }),
    }),
    { description: 'Oldest first.' },
  ),
});

export function weeksRoute(app: ApiServer, site: Site): void {
  app.get(
    '/instances/:domain/weeks',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['instances'],
        summary: 'Registrations, logins and posts by week, from the instance’s own log.',
        params: DomainParameter,
        querystring: Type.Object({ ...Span, format: Format }, { additionalProperties: false }),
        response: { 200: WeeksAnswer, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { from, until } = readSpan(request.query);
      const { domain } = requireInstance(site, request.params.domain);
      const weeks = instanceWeeks(site.db, domain, from, until);
      if (wantsCsv(request, request.query.format)) return sendCsv(reply, `${domain}-weeks`, weeksCsv(weeks));
      void reply.send({ data: weeks.map(({ at, ...week }) => ({ week: dayText(dayOf(at)), ...week })) });
    },
  );
}

function weeksCsv(weeks: readonly LoggedWeek[]): string {
  return csvText(
    ['week', 'registrations', 'logins', 'statuses', 'isComplete', 'source'],
    weeks.map(({ at, registrations, logins, statuses, isComplete, source }) => [
      dayText(dayOf(at)),
      registrations,
      logins,
      statuses,
      isComplete,
      source,
    ]),
  );
}
