/** How often one address may ask: pages, files and the API together. Counts in memory, keeps nothing. */
import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance } from 'fastify';
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
