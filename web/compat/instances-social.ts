/** instances.social's API 1.0: list, show, sample and search. A token is taken and not looked at. */
import { randomInt } from 'node:crypto';
import { Type } from 'typebox';
import type { Listed } from '../../db/census.ts';
import { folded } from '../../db/directory/listing.ts';
import { RequestError } from '../failure.ts';
import { FEW_WHOLE_LISTS } from '../rates.ts';
import type { Catalogue } from './census.ts';
import { speaksMastodon } from './census.ts';
import { listed as listOf, ListQuery } from './instances-social-query.ts';
import { instanceObject } from './instances-social-shapes.ts';

const MOST_SAMPLED = 100;
const Token = Type.Optional(Type.String({ maxLength: 200 }));
const Name = Type.String({ minLength: 1, maxLength: 253 });
const ShowQuery = Type.Object({ name: Name, token: Token }, { additionalProperties: false });
const SampleQuery = Type.Object(
  {
    count: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_SAMPLED })),
    include_dead: Type.Optional(Type.Boolean()),
    include_down: Type.Optional(Type.Boolean()),
    include_closed: Type.Optional(Type.Boolean()),
    token: Token,
  },
  { additionalProperties: false },
);
const SearchQuery = Type.Object(
  {
    q: Type.String({ minLength: 1, maxLength: 200 }),
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    name: Type.Optional(Type.Boolean()),
    token: Token,
  },
  { additionalProperties: false },
);

/** An address with and without .json. */
export function bothEndings(path: string): readonly string[] {
  return [`/api/1.0/${path}`, `/api/1.0/${path}.json`];
}

/** The instances that apps for Mastodon can log in to, in the order of joining. */
export function speakers({ listed }: Catalogue): readonly Listed[] {
  return listed().filter(speaksMastodon);
}

/** @throws RequestError 404 */
export function speakerNamed(given: Catalogue, name: string): Listed {
  const found = speakers(given).find(({ domain }) => domain === name.toLowerCase());
  if (found === undefined) throw new RequestError(404, 'unknown-instance', `There is no instance ${name}.`);
  return found;
}

/** So many of them, each as likely as any other. */
function drawn<One>(list: readonly One[], count: number): readonly One[] {
  const left = [...list];
  return Array.from({ length: Math.min(count, left.length) }, () =>
    left.splice(randomInt(left.length), 1),
  ).flat();
}

function holds(one: Listed, text: string, isNameOnly: boolean): boolean {
  const words = isNameOnly ? [one.domain] : [one.domain, one.title ?? '', one.description ?? ''];
  return words.some((word) => folded(word).includes(text));
}

export function instancesSocial(given: Catalogue): void {
  const { app } = given;
  for (const url of bothEndings('instances/list'))
    app.get(url, { schema: { querystring: ListQuery }, config: FEW_WHOLE_LISTS }, (request, reply) => {
      const { instances, total, nextId } = listOf(speakers(given), request.query);
      void reply.send({
        instances: instances.map(instanceObject),
        pagination: { total, ...(nextId === undefined ? {} : { next_id: nextId }) },
      });
    });
  for (const url of bothEndings('instances/show'))
    app.get(url, { schema: { querystring: ShowQuery } }, (request, reply) =>
      reply.send(instanceObject(speakerNamed(given, request.query.name))),
    );
  for (const url of bothEndings('instances/sample'))
    app.get(url, { schema: { querystring: SampleQuery } }, (request, reply) => {
      const { count = 20, ...filter } = request.query;
      const { instances } = listOf(speakers(given), { ...filter, count: 0 });
      void reply
        .header('cache-control', 'no-store')
        .send({ instances: drawn(instances, count).map(instanceObject) });
    });
  for (const url of bothEndings('instances/search'))
    app.get(url, { schema: { querystring: SearchQuery }, config: FEW_WHOLE_LISTS }, (request, reply) => {
      const { q, count = 20, name = false } = request.query;
      const found = speakers(given)
        .filter((one) => holds(one, folded(q), name))
        .toSorted((a, b) => (b.figures.users ?? -1) - (a.figures.users ?? -1));
      void reply.send({
        instances: (count === 0 ? found : found.slice(0, count)).map(instanceObject),
        pagination: { total: found.length },
      });
    });
}
