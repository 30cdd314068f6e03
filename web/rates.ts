/** How often one address may ask: pages, files and the API together. Counts in memory, keeps nothing. */
import rateLimit, { type FastifyRateLimitStore } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import ipaddr from 'ipaddr.js';
import { LRUCache } from 'lru-cache';
import { makeBudget } from './door.ts';
import { RequestError } from './failure.ts';

/** Ten a second, sustained: a dashboard of many graphs fits, a crawl of the site does not hurt. */
export const REQUESTS_PER_MINUTE = 600;
const MINUTE_MS = 60_000;
/** Counted at once; past it the one that asked longest ago is forgotten. */
const MOST_VISITORS = 5_000;

type Count = {
  /** Requests in the minute that began with the first of them. */
  current: number;
  startedMs: number;
  /** What is left of that minute. */
  ttl: number;
};

/** What each visitor asked in a minute. */
export class VisitorCounts implements FastifyRateLimitStore {
  readonly #counts = new LRUCache<string, Count>({ max: MOST_VISITORS });

  /** Counts one request more. */
  count(visitor: string): Readonly<Count> {
    const nowMs = Date.now();
    let count = this.#counts.get(visitor);
    // A start in the future is a clock that stepped back.
    if (count === undefined || nowMs - count.startedMs >= MINUTE_MS || nowMs < count.startedMs) {
      count = { current: 0, startedMs: nowMs, ttl: MINUTE_MS };
      this.#counts.set(visitor, count);
    }
    count.current += 1;
    count.ttl = MINUTE_MS - (nowMs - count.startedMs);
    return count;
  }

  /** Whether one more would be too many. */
  isFull(visitor: string): boolean {
    const count = this.#counts.peek(visitor);
    return (
      count !== undefined && count.current >= REQUESTS_PER_MINUTE && Date.now() - count.startedMs < MINUTE_MS
    );
  }

  /** The name that the plugin has for it. */
  incr(visitor: string, told: (error: null, count: Readonly<Count>) => void): void {
    told(null, this.count(visitor));
  }

  /** Routes with a limit of their own count on their own. */
  child(): VisitorCounts {
    return new VisitorCounts();
  }
}

const IPV6_NETWORK_PARTS = 4;

/** Whom a request counts for: an address, or of IPv6 the network of 64 bits it is in, as people are given them. */
export function visitorOf(address: string | undefined): string {
  // Whose connection is gone already.
  if (address === undefined) return '';
  if (!address.includes(':')) return address;
  const parsed = ipaddr.isValid(address) ? ipaddr.process(address) : null;
  if (parsed instanceof ipaddr.IPv6) return parsed.parts.slice(0, IPV6_NETWORK_PARTS).join(':');
  return parsed?.toString() ?? address;
}

/** The headers of an answer that say how often one may ask still, names and values in turns. */
export function rateHeaders({ current, ttl }: Readonly<Count>): readonly string[] {
  const remaining = Math.max(0, REQUESTS_PER_MINUTE - current);
  return [
    'ratelimit-limit',
    String(REQUESTS_PER_MINUTE),
    'ratelimit-remaining',
    String(remaining),
    'ratelimit-reset',
    String(Math.ceil(ttl / 1_000)),
  ];
}

/** @param counts where requests are counted, of all routes without a limit of their own */
export async function limitRates(app: FastifyInstance, counts: VisitorCounts): Promise<void> {
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: MINUTE_MS,
    enableDraftSpec: true,
    keyGenerator: ({ ip }) => visitorOf(ip),
    store: class extends VisitorCounts {
      override count(visitor: string): Readonly<Count> {
        return counts.count(visitor);
      }
    },
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
    timeWindow: MINUTE_MS,
    keyGenerator: (request: FastifyRequest): string =>
      `${visitorOf(request.ip)}${asksForMuch(request) ? ' whole' : ''}`,
  },
};

/** Answers of all visitors together in a minute that take about a second for 30,000 instances: others have to be answered between. */
export const DEAR_PER_MINUTE = 20;

/** Counts one of them. @throws RequestError where there were too many */
export function makeDear(now: () => number): () => void {
  const budget = makeBudget(DEAR_PER_MINUTE);
  return () => {
    if (budget(now())) return;
    throw new RequestError(
      429,
      'too-many-requests',
      'Past days take long to reckon, and many were asked for in this minute. Try again in the next.',
    );
  };
}
