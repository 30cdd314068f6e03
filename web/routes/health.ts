/** /healthz: whether the site can answer, and how old what it shows is. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { latestRun } from '../../db/runs.ts';
import type { Run } from '../../db/runs.ts';
import type { Site } from '../site.ts';
import { Count, NoQuery, OneOf } from './api/schemas.ts';

const Health = Type.Object({
  status: OneOf(['ok', 'unavailable'], { description: 'Whether the site can answer.' }),
  database: OneOf(['readable', 'unreadable'], { description: 'Whether its database can be read.' }),
  lastRun: Type.Union(
    [
      Type.Object({
        state: OneOf(['running', 'finished', 'aborted', 'interrupted'], {
          description: 'How it stands or ended.',
        }),
        ageSeconds: Count({ description: 'Since it ended, or since it started while it runs.' }),
      }),
      Type.Null(),
    ],
    { description: 'The newest pass of the crawler; null: none yet.' },
  ),
});

export function healthRoute(parent: FastifyInstance, site: Site): void {
  const app = parent.withTypeProvider<TypeBoxTypeProvider>();
  app.get(
    '/healthz',
    {
      schema: {
        tags: ['service'],
        summary: 'Whether the site can answer, and the age of the last crawl.',
        querystring: NoQuery,
        response: { 200: Health, 503: Health },
      },
    },
    (request, reply) => {
      reply.header('cache-control', 'no-store');
      try {
        void reply.send({
          status: 'ok',
          database: 'readable',
          lastRun: runAge(latestRun(site.db), site.now()),
        });
      } catch (error) {
        request.log.error({ err: error }, 'the database cannot be read');
        void reply.code(503).send({ status: 'unavailable', database: 'unreadable', lastRun: null });
      }
    },
  );
}

function runAge(run: Run | null, now: number): { state: Run['state']; ageSeconds: number } | null {
  return run === null
    ? null
    : { state: run.state, ageSeconds: Math.max(0, now - (run.finishedAt ?? run.startedAt)) };
}
