/** /api/v1/network/days/{day}: how the totals of a day came about. */
import { Type, type Static } from 'typebox';
import { eventsBetween } from '../../../db/events/events.ts';
import { explainDay, type DayExplained, type Movement } from '../../../db/network/movements.ts';
import { NETWORK_FIGURES } from '../../../db/model.ts';
import { dayText, parseDay } from '../../../db/time.ts';
import { RequestError } from '../../failure.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { EVENT, shownEvent } from './events.ts';
import { Format } from './parameters.ts';
import { Count, ErrorAnswer, MaybeOneOf, OneOf, Text } from './schemas.ts';

const REASONS = ['new', 'returned', 'refused', 'untold', 'silent', 'unlisted'] as const;

const MovementShape = Type.Object({
  domain: Type.String({ description: 'Host name.' }),
  title: Text({ description: 'Plain text as the instance gave it; escape it.' }),
  before: Count({ description: 'What it counted with the day before; null: it was not in the total.' }),
  now: Count({ description: 'What it counted with on the day; null: it is not in the total.' }),
  change: Type.Integer({ description: 'What it moves the total by; not being in it counts as 0.' }),
  reason: MaybeOneOf(REASONS, {
    description:
      'new: nothing was known of it before; returned: known, but too long ago; refused: its figure cannot be believed; untold: answers, but tells the figure no longer; silent: no answer for longer than 7 days; unlisted: of imported totals, in no list of those days; null: in both totals.',
  }),
});
const Movements = (description: string) => Type.Array(MovementShape, { description });

const DayShape = Type.Object({
  day: Type.String({ description: 'YYYY-MM-DD UTC.' }),
  previous: Text({ description: 'The nearest day before with totals; null: none.' }),
  next: Text({ description: 'The nearest day after with totals; null: none.' }),
  isImported: Type.Boolean({ description: 'The totals are of figures that somebody else published.' }),
  instances: Type.Integer({ description: 'Instances in the totals.' }),
  fresh: Type.Integer({
    description: 'Of them, with figures of that very day: answered, or in a list of it.',
  }),
  measured: Type.Integer({ description: 'Of them, answered that day.' }),
  carried: Type.Integer({ description: 'Of them, answered up to 7 days before.' }),
  figures: Type.Array(
    Type.Object({
      figure: OneOf(NETWORK_FIGURES, { description: 'Which total.' }),
      before: Count({ description: 'The total of the day before, by the same rules.' }),
      now: Count({ description: 'The total of the day: before + same + entered − left.' }),
      same: Type.Integer({ description: 'Change of the instances in both totals.' }),
      sameOf: Type.Integer({ description: 'How many they are.' }),
      entered: Type.Integer({
        description: 'What came in with instances that were not in it the day before.',
      }),
      enteredOf: Type.Integer({ description: 'How many they are.' }),
      left: Type.Integer({ description: 'What fell out with instances that are no longer in it.' }),
      leftOf: Type.Integer({ description: 'How many they are.' }),
      movers: Movements('Of those in both, the largest changes.'),
      arrivals: Movements('The largest that came in.'),
      losses: Movements('The largest that fell out.'),
      refused: Type.Array(
        Type.Object({
          domain: Type.String({ description: 'Host name.' }),
          title: Text({ description: 'Plain text as the instance gave it; escape it.' }),
          value: Type.Integer({ description: 'The count as told.' }),
          rule: Type.String({ description: 'The rule that refuses it.' }),
        }),
        { description: 'The largest counts told that day that are not believed, and in no total.' },
      ),
    }),
    { description: 'One for each total.' },
  ),
  events: Type.Array(Type.Object(EVENT), { description: 'Dated events of that day.' }),
});

/** @throws RequestError when there is no such day, or no total of it */
export function readDayExplained(site: Site, text: string): DayExplained {
  const day = parseDay(text);
  const explained = day === null ? null : explainDay(site.db, day, site.beforeDear);
  if (explained === null) throw new RequestError(404, 'not-found', `There are no totals of ${text}.`);
  return explained;
}

export function networkDayRoute(app: ApiServer, site: Site): void {
  app.get(
    '/network/days/:day',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'How the totals of a day came about: who moved them, who came in, who fell out.',
        params: Type.Object({ day: Type.String({ maxLength: 10, description: 'YYYY-MM-DD UTC.' }) }),
        querystring: Type.Object({ format: Format }, { additionalProperties: false }),
        response: { 200: DayShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const explained = readDayExplained(site, request.params.day);
      if (wantsCsv(request, request.query.format))
        sendCsv(reply, `network-${dayText(explained.day)}`, dayCsv(explained));
      else void reply.send(shownDay(explained));
    },
  );
}

function changeOf({ before, now }: Movement): number {
  return (now ?? 0) - (before ?? 0);
}

function shownDay(explained: DayExplained): Static<typeof DayShape> {
  const moved = (list: readonly Movement[]) => list.map((one) => ({ ...one, change: changeOf(one) }));
  return {
    ...explained,
    day: dayText(explained.day),
    previous: explained.previous === null ? null : dayText(explained.previous),
    next: explained.next === null ? null : dayText(explained.next),
    figures: explained.figures.map((figure) => ({
      ...figure,
      movers: moved(figure.movers),
      arrivals: moved(figure.arrivals),
      losses: moved(figure.losses),
      refused: [...figure.refused],
    })),
    events: eventsBetween(explained.day, explained.day).map(shownEvent),
  };
}

function dayCsv({ day, figures }: DayExplained): string {
  const rows = figures.flatMap(({ figure, movers, arrivals, losses, refused }) => [
    ...[...movers, ...arrivals, ...losses].map((one) => [
      dayText(day),
      figure,
      one.domain,
      one.before,
      one.now,
      changeOf(one),
      one.reason,
      null,
    ]),
    // Told, and in no total: neither before nor now.
    ...refused.map(({ domain, rule, value }) => [
      dayText(day),
      figure,
      domain,
      null,
      null,
      null,
      rule,
      value,
    ]),
  ]);
  return csvText(['day', 'figure', 'domain', 'before', 'now', 'change', 'reason', 'refused'], rows);
}
