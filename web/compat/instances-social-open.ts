/** instances.social's addresses without a token: the whole list, one instance, and the history of one. */
import { Type } from 'typebox';
import type { Listed } from '../../db/census.ts';
import { instanceSeries, type SeriesPoint } from '../../db/series/series.ts';
import { DAY, dayOf, dayStart } from '../../db/time.ts';
import { visitDays } from '../../db/visits/visit-days.ts';
import { RequestError } from '../failure.ts';
import type { Catalogue } from './census.ts';
import { timeText } from './census.ts';
import { speakerNamed, speakers } from './instances-social.ts';
import { isOpen, openObject } from './instances-social-shapes.ts';

/** A longer history is to be asked for in pieces. */
const MOST_DAYS = 3_660;
const Seconds = Type.Integer({ minimum: 0, maximum: 99_999_999_999 });
const HistoryQuery = Type.Object({
  instance: Type.String({ minLength: 1, maxLength: 253 }),
  start: Seconds,
  end: Seconds,
});

export function instancesSocialOpen(given: Catalogue): void {
  const { app, sendPacked } = given;
  for (const url of ['/instances.json', '/list.json'])
    app.get(url, (request, reply) =>
      sendPacked(request, reply, 'open list', () => JSON.stringify(speakers(given).map(openObject))),
    );
  app.get('/api/instances/history.json', { schema: { querystring: HistoryQuery } }, (request, reply) => {
    const { instance, start, end } = request.query;
    if (end < start || end - start > MOST_DAYS * DAY)
      throw new RequestError(
        400,
        'invalid-parameter',
        `end has to be after start, by ${MOST_DAYS} days at most.`,
      );
    void reply.send(history(given, speakerNamed(given, instance), start, end));
  });
  app.get<{ Params: { file: string } }>('/api/instances/:file', (request, reply) => {
    const { file } = request.params;
    if (!file.endsWith('.json')) throw new RequestError(404, 'not-found', 'The address has to end in .json.');
    void reply.send(openObject(speakerNamed(given, file.slice(0, -'.json'.length))));
  });
}

/** A row for each day with figures. Up is what our visits found; days older than the visit log have none. */
function history({ site: { db } }: Catalogue, one: Listed, start: number, end: number): readonly object[] {
  const read = (figure: 'users' | 'statuses' | 'connections'): ReadonlyMap<number, SeriesPoint> =>
    new Map(
      instanceSeries(db, one.domain, figure, 'day', start, end).points.map((point) => [point.at, point]),
    );
  const [users, statuses, connections] = [read('users'), read('statuses'), read('connections')];
  const span = Math.min(MOST_DAYS, Math.max(1, dayOf(one.lastVisitAt ?? end) - dayOf(start) + 2));
  const visited = new Map(visitDays(db, one.domain, span).map((day) => [dayStart(day.day), day]));
  const times = [...new Set([...users.keys(), ...statuses.keys(), ...connections.keys()])].toSorted(
    (a, b) => a - b,
  );
  return times.map((at) => {
    const { visits = 0, answered = 0 } = visited.get(at) ?? {};
    const posts = statuses.get(at)?.value ?? null;
    return {
      date: timeText(at),
      up: visits === 0 ? null : answered > 0,
      uptime: visits === 0 ? null : answered / visits,
      https_score: null,
      https_rank: null,
      ipv6: null,
      users: users.get(at)?.value ?? null,
      statuses: posts === null ? null : String(posts),
      connections: connections.get(at)?.value ?? null,
      openRegistrations: isOpen(one),
    };
  });
}
