/** Answers 405 where an address exists but is asked in a way that it cannot be. Adds no route. */
import type { FastifyInstance } from 'fastify';
import { RequestError } from './failure.ts';

type Known = { readonly pattern: RegExp; readonly methods: ReadonlySet<string> };

/** '/instances/:domain' → every path with something in that place, with or without a slash at its end. */
function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll('.', String.raw`\.`)));
  return new RegExp(`^${parts.join('/').replace(/\/$/, '')}/?$`);
}

/** Has to be registered before the routes it is to know. Runs before a body is read. */
export function refuseOtherMethods(app: FastifyInstance): void {
  const known: Known[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) known.push({ pattern: patternOf(url), methods: new Set([method].flat()) });
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404) return;
    const path = request.url.split('?', 1)[0] ?? '/';
    const allowed = known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => [...methods]);
    if (allowed.length === 0) return;
    const list = [...new Set(allowed)].join(', ');
    reply.header('allow', list);
    throw new RequestError(
      405,
      'method-not-allowed',
      `${request.method} is not possible here; possible: ${list}.`,
    );
  });
}
