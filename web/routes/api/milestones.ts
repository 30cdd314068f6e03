/** /api/v1/milestones: when the network or an instance first passed a round number, newest first. */
import { Type } from 'typebox';
import { MILESTONE_FIGURES, milestonePage, type Milestone } from '../../../db/network/milestones.ts';
import { dayOf, dayText } from '../../../db/time.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { After, Format, Limit, pageAfter, pageSize } from './parameters.ts';
import { sendNext } from './present.ts';
import { ErrorAnswer, OneOf, Text } from './schemas.ts';

const MilestonesAnswer = Type.Object({
  data: Type.Array(
    Type.Object({
      day: Type.String({ description: 'YYYY-MM-DD UTC.' }),
      domain: Text({ description: 'Host name of the instance; null: the network.' }),
      title: Text({ description: 'Plain text as the instance gave it; escape it.' }),
      figure: OneOf(MILESTONE_FIGURES, { description: 'Which figure; of instances only their users.' }),
      passed: Type.Integer({ description: 'The round number: 1, 2 or 5 with zeros behind it.' }),
    }),
    { description: 'Newest first, by measured figures; of instances, those of the last 30 days.' },
  ),
  next: Text({ description: 'Ask again with after=… for the next page; null: this was the last.' }),
});

export function milestonesRoute(app: ApiServer, site: Site): void {
  app.get(
    '/milestones',
    {
      schema: {
        tags: ['network'],
        summary: 'When the network or an instance first passed a round number, newest first, paged.',
        querystring: Type.Object(
          { limit: Limit('Milestones'), after: After, format: Format },
          { additionalProperties: false },
        ),
        response: { 200: MilestonesAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { limit, after, format } = request.query;
      const isCsv = wantsCsv(request, format);
      const { items, next } = pageAfter(() =>
        milestonePage(site.db, site.now(), pageSize(limit, isCsv), after),
      );
      sendNext(site, request, reply, next);
      if (isCsv) sendCsv(reply, 'milestones', milestonesCsv(items));
      else
        void reply.send({
          data: items.map(({ at, ...rest }) => ({ day: dayText(dayOf(at)), ...rest })),
          next,
        });
    },
  );
}

function milestonesCsv(items: readonly Milestone[]): string {
  return csvText(
    ['day', 'domain', 'title', 'figure', 'passed'],
    items.map(({ at, domain, title, figure, passed }) => [dayText(dayOf(at)), domain, title, figure, passed]),
  );
}
