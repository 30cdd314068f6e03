/** How often one address may ask: pages, files and the API together. Counts in memory, keeps nothing. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { RequestError } from './failure.ts';

/** Ten a second, sustained: a dashboard of many graphs fits, a crawl of the site does not hurt. */
export const REQUESTS_PER_MINUTE = 600;

export async function limitRates(app: FastifyInstance): Promise<void> {
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    enableDraftSpec: true,
    errorResponseBuilder: (_request, { max, after }) =>
      new RequestError(
        429,
        'too-many-requests',
        `More than ${max} requests in a minute; try again in ${after}.`,
      ),
  });
}

/** An answer of thousands of instances holds everybody else up for most of a second. */
const WHOLE_LISTS_PER_MINUTE = 6;
const LARGE_COUNT = 500;

function asksForMuch({ url }: FastifyRequest): boolean {
  const count = URL.parse(url, 'http://localhost')?.searchParams.get('count') ?? null;
  return count !== null && (Number(count) === 0 || Number(count) > LARGE_COUNT);
}

/** For routes where `count` may ask for the whole register (0: all): such answers are counted apart, and are few. */
export const FEW_WHOLE_LISTS = {
  rateLimit: {
    max: (request: FastifyRequest): number =>
      asksForMuch(request) ? WHOLE_LISTS_PER_MINUTE : REQUESTS_PER_MINUTE,
    timeWindow: '1 minute',
    keyGenerator: (request: FastifyRequest): string => `${request.ip}${asksForMuch(request) ? ' whole' : ''}`,
  },
};
