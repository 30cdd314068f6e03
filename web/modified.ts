/** Last-Modified, for answers that depend on nothing but the database as it is. Says nothing of those that lag behind it or look at the clock. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { lastWrittenAt } from '../db/written.ts';
import type { Site } from './site.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Made of the database alone, anew for each request: dated by its last write. */
    isOfDatabase?: boolean;
  }
}

/** Another release may answer otherwise from the same database, so nothing is older than the program runs. */
export function dateAnswers(scope: FastifyInstance, site: Site): void {
  const startedAt = site.now();
  // Looked at before the rows are read: what is written in between only makes the date too old, never the answer.
  scope.addHook('preHandler', async (request, reply) => {
    // Past days are made now and then, not for each request.
    if (request.routeOptions.config.isOfDatabase !== true || /[?&]on=/.test(request.url)) return;
    const written = lastWrittenAt(site.db);
    const at = written === null ? null : Math.max(written, startedAt);
    // In the second of the last write another one may follow.
    if (at !== null && at <= site.now()) reply.header('last-modified', new Date(at * 1_000).toUTCString());
  });
}

/** Whether nothing has changed since the time in If-Modified-Since, which counts only beside no If-None-Match (RFC 9110, 13.1.3). */
export function isUnmodified(request: FastifyRequest, reply: FastifyReply): boolean {
  const { 'if-none-match': tags, 'if-modified-since': since } = request.headers;
  if (tags !== undefined || since === undefined) return false;
  return Date.parse(String(reply.getHeader('last-modified'))) <= Date.parse(since);
}
