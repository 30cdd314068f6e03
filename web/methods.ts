/** Says how an address may be asked: 405 for any other way, and an answer to OPTIONS. Adds no route. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestError } from './failure.ts';

type Known = { readonly pattern: RegExp; readonly methods: ReadonlySet<string> };

/** '/instances/:domain' → every path with something in that place, with or without a slash at its end. */
function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replaceAll('.', String.raw`\.`)));
  return new RegExp(`^${parts.join('/').replace(/\/$/, '')}/?$`);
}

/** Preflights of browsers are answered where other sites may read at all. */
function isPlainOptions({ method, headers }: FastifyRequest): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] === undefined;
}

/** Has to be registered before the routes it is to know. Runs before a body is read. */
export function refuseOtherMethods(app: FastifyInstance): void {
  const known: Known[] = [];
  app.addHook('onRoute', ({ url, method }) => {
    if (!url.includes('*')) known.push({ pattern: patternOf(url), methods: new Set([method].flat()) });
  });
  app.addHook('onRequest', async (request, reply) => {
    if (!request.is404 && !isPlainOptions(request)) return;
    const path = request.url.split('?', 1)[0] ?? '/';
    const allowed = known.filter(({ pattern }) => pattern.test(path)).flatMap(({ methods }) => [...methods]);
    if (allowed.length === 0) return;
    const list = [...new Set(allowed)].join(', ');
    reply.header('allow', list);
    if (isPlainOptions(request)) {
      await reply.code(204).send();
      return;
    }
    throw new RequestError(
      405,
      'method-not-allowed',
      `${request.method} is not possible here; possible: ${list}.`,
    );
  });
}
