/** instances.social's versions: which versions of Mastodon run where. Release dates are not known here. */
import { Type } from 'typebox';
import { RequestError } from '../failure.ts';
import type { Catalogue } from './census.ts';
import { isMastodon, sumOf } from './census.ts';
import { bothEndings } from './instances-social.ts';
import { compareVersions, versionNumbers, type VersionNumbers } from './version-order.ts';

type Version = {
  readonly id: string;
  readonly name: string;
  readonly published_at: null;
  readonly instances: number;
  readonly instances_proportion: number;
  /** Over the instances that tell; `null`: none does. */
  readonly users: number | null;
};

const Token = Type.Optional(Type.String({ maxLength: 200 }));
const ListQuery = Type.Object(
  {
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
    include_specials: Type.Optional(Type.Boolean()),
    // Versions that nobody runs are not known here, so there is nothing to include.
    include_unused: Type.Optional(Type.Boolean()),
    min_id: Type.Optional(Type.String({ maxLength: 100 })),
    token: Token,
  },
  { additionalProperties: false },
);
const ShowQuery = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100 }), token: Token },
  { additionalProperties: false },
);

const isPlain = (name: string): boolean => /^\d+\.\d+\.\d+$/.test(name);

/** The newest first; ids are the names themselves. */
function versions({ listed }: Catalogue): readonly Version[] {
  const running = listed().filter((one) => one.state === 'up' && isMastodon(one));
  const groups = Map.groupBy(running, ({ softwareVersion }) => softwareVersion ?? '');
  groups.delete('');
  return [...groups]
    .map(([name, rows]) => ({
      id: name,
      name,
      published_at: null,
      instances: rows.length,
      instances_proportion: rows.length / running.length,
      users: sumOf(rows, 'users'),
    }))
    .toSorted((a, b) => newerFirst(a.name, b.name));
}

const NO_VERSION: VersionNumbers = [0, 0, 0];

function newerFirst(a: string, b: string): number {
  const byNumber = compareVersions(versionNumbers(b) ?? NO_VERSION, versionNumbers(a) ?? NO_VERSION);
  return byNumber === 0 ? (a < b ? 1 : -1) : byNumber;
}

export function instancesSocialVersions(given: Catalogue): void {
  const { app } = given;
  for (const url of bothEndings('versions/list'))
    app.get(url, { schema: { querystring: ListQuery } }, (request, reply) => {
      const { count = 20, include_specials: hasSpecials = false, min_id: minId } = request.query;
      const all = versions(given).filter(({ name }) => hasSpecials || isPlain(name));
      const start =
        minId === undefined
          ? 0
          : Math.max(
              0,
              all.findIndex(({ id }) => id === minId),
            );
      const end = count === 0 ? all.length : start + count;
      const next = all[end];
      void reply.send({
        versions: all.slice(start, end),
        pagination: { total: all.length, ...(next === undefined ? {} : { next_id: next.id }) },
      });
    });
  for (const url of bothEndings('versions/show'))
    app.get(url, { schema: { querystring: ShowQuery } }, (request, reply) => {
      const found = versions(given).find(({ name }) => name === request.query.name);
      if (found === undefined)
        throw new RequestError(404, 'not-found', `No instance runs version ${request.query.name}.`);
      void reply.send(found);
    });
}
