/** What visitors get when a request fails: one JSON shape on the API, a page elsewhere, and never a detail of our own faults. */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorPage } from './pages/error.ts';
import { bareContext } from './site.ts';
import type { Site } from './site.ts';

/** Every code there is, with the status it comes with. */
export const ERROR_STATUSES = {
  'invalid-request': 400,
  'unknown-parameter': 400,
  'invalid-parameter': 400,
  'invalid-cursor': 400,
  'not-a-domain': 400,
  'unknown-instance': 404,
  'not-found': 404,
  'method-not-allowed': 405,
  'too-many-requests': 429,
  'internal-error': 500,
} as const;
export type ErrorCode = keyof typeof ERROR_STATUSES;

/** A request that cannot be answered, in words for whoever made it. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly statusCode: number;
  readonly code: ErrorCode;

  constructor(statusCode: number, code: ErrorCode, message: string) {
    super(message);
    this.statusCode = statusCode;
    this.code = code;
  }
}

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Asked by programs from any website, so failures are told as JSON. */
    isForPrograms?: boolean;
  }
}

type Answer = { readonly status: number; readonly code: ErrorCode; readonly message: string };

/** Answers for everything that no route answers. */
export function answerFailures(app: FastifyInstance, site: Site): void {
  app.setNotFoundHandler((request, reply) => {
    const message = `There is no ${request.method} ${request.url.split('?', 1)[0]} here; see /api for what there is.`;
    return answer(site, request, reply, { status: 404, code: 'not-found', message });
  });
  app.setErrorHandler<FastifyError>((error, request, reply) => {
    const found = answerOf(error);
    if (found.status >= 500) request.log.error({ err: error }, 'a request failed');
    return answer(site, request, reply, found);
  });
}

/** For requests that fail before any route is found, such as addresses with broken escapes. */
export function answerUnroutable(
  site: Site,
  error: FastifyError,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  void answer(site, request, reply, answerOf(error));
}

function answer(site: Site, request: FastifyRequest, reply: FastifyReply, found: Answer): FastifyReply {
  reply.code(found.status).header('cache-control', 'no-store');
  // Whoever counts requests says when; all other limits are by the minute.
  if (found.status === 429 && !reply.hasHeader('retry-after')) reply.header('retry-after', '60');
  const isOpen = request.url.startsWith('/api/') || request.routeOptions.config?.isForPrograms === true;
  if (isOpen || request.url.startsWith('/healthz')) {
    // Failures come before the routes that say so themselves: programs on other sites should learn of them too.
    if (isOpen) reply.header('access-control-allow-origin', '*');
    return reply
      .type('application/json; charset=utf-8')
      .send({ error: { code: found.code, message: found.message } });
  }
  const ctx = bareContext(site, request);
  return reply
    .type('text/html; charset=utf-8')
    .headers({ 'content-language': ctx.lang, vary: 'accept-language' })
    .send(errorPage(ctx, found.status));
}

function answerOf(error: FastifyError): Answer {
  if (error.validation !== undefined) return validationAnswer(error.validation);
  if (error instanceof RequestError)
    return { status: error.statusCode, code: error.code, message: error.message };
  // No name is so long: there is nothing of that name.
  if (error.code === 'FST_ERR_MAX_PARAM_LENGTH')
    return { status: 404, code: 'not-found', message: 'There is nothing of so long a name.' };
  const status = error.statusCode ?? 500;
  if (status === 429) return { status, code: 'too-many-requests', message: error.message };
  if (status >= 500) return { status, code: 'internal-error', message: 'Something failed on our side.' };
  return { status, code: 'invalid-request', message: error.message };
}

type Issue = NonNullable<FastifyError['validation']>[number];

/** What would have been right: the values there are, or what the parameter is described as. */
function complaint(issue: Issue): string {
  const allowed: unknown = issue.params['allowedValues'];
  if (Array.isArray(allowed)) return `has to be one of: ${allowed.join(', ')}`;
  if (issue.keyword === 'pattern' && 'parentSchema' in issue) {
    const schema = issue.parentSchema;
    if (typeof schema === 'object' && schema !== null && 'description' in schema)
      return `is not understood: ${String(schema.description).replace(/\.$/, '')}`;
  }
  return issue.message ?? 'is wrong';
}

/** Every parameter that is wrong is named, the unknown ones first: they are mostly typing errors. */
function validationAnswer(issues: NonNullable<FastifyError['validation']>): Answer {
  const unknown = issues
    .filter((issue) => issue.keyword === 'additionalProperties')
    .map((issue) => String(issue.params['additionalProperty']));
  if (unknown.length > 0) {
    return { status: 400, code: 'unknown-parameter', message: `Unknown parameter: ${unknown.join(', ')}.` };
  }
  const wrong = issues.map((issue) => `${issue.instancePath.slice(1)} ${complaint(issue)}`.trim());
  return { status: 400, code: 'invalid-parameter', message: `${[...new Set(wrong)].join('; ')}.` };
}
