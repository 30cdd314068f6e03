/** /api/v1/events: dated events of the field, which stand behind some bends of the lines. Claims no cause. */
import { Type } from 'typebox';
import { eventsBetween, type DatedEvent } from '../../../db/events/events.ts';
import { dayOf, dayText } from '../../../db/time.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { Format, readSpan, Span } from './parameters.ts';
import { ErrorAnswer } from './schemas.ts';

/** What is told of an event wherever one is. */
export const EVENT = {
  title: Type.String({ description: 'What happened, in English.' }),
  titleFr: Type.String({ description: 'The same in French.' }),
  source: Type.String({ description: 'Where this can be looked up.' }),
};

const EventsAnswer = Type.Object({
  data: Type.Array(Type.Object({ day: Type.String({ description: 'YYYY-MM-DD UTC.' }), ...EVENT }), {
    description: 'Oldest first.',
  }),
});

type ShownEvent = { readonly title: string; readonly titleFr: string; readonly source: string };

export function shownEvent({ title, source }: DatedEvent): ShownEvent {
  return { title: title.en, titleFr: title.fr, source };
}

export function eventsRoute(app: ApiServer): void {
  app.get(
    '/events',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'Dated events of the field, as the graphs mark them.',
        querystring: Type.Object({ ...Span, format: Format }, { additionalProperties: false }),
        response: { 200: EventsAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { from = 0, until = Number.MAX_SAFE_INTEGER } = readSpan(request.query);
      const events = eventsBetween(dayOf(from), dayOf(until));
      if (wantsCsv(request, request.query.format)) sendCsv(reply, 'events', eventsCsv(events));
      else
        void reply.send({ data: events.map((event) => ({ day: dayText(event.day), ...shownEvent(event) })) });
    },
  );
}

function eventsCsv(events: readonly DatedEvent[]): string {
  return csvText(
    ['day', 'title', 'titleFr', 'source'],
    events.map(({ day, title, source }) => [dayText(day), title.en, title.fr, source]),
  );
}
