/** One question to a host: asked in its turn, and its answer as JSON. Decides nothing about the visit. */
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fetching, Reply, Visit } from './http.ts';
import { parseJson } from './json.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { forbidsReading } from './robots-tag.ts';
import type { Robots } from './robots.ts';
import type { Answer, Ask } from './software/software.ts';

export type Host = {
  readonly visit: Visit;
  readonly robots: Robots;
  /** Of the weekly list as last read; `null`: none. */
  readonly peersHash: string | null;
};

const MAX_JSON_BYTES = 1_048_576;
/**
 * The longest pause that a Crawl-delay makes between two requests. Longer ones (GoToSocial ships 500 s) are kept on
 * average: at most eight requests in six hours are one in 45 minutes, and a place must not stand idle that long.
 */
const MAX_PAUSE_MS = 2_000;

/** Asks for JSON. Statuses that mean no are answers without JSON; 410 and a request not to be read are failures. */
export async function askJson(host: Host, ask: Ask): Promise<Outcome<Answer>> {
  if (!host.robots.isAllowed(ask.path)) return failed('withheld', `robots.txt forbids ${ask.path}`);
  const what: Fetching = {
    path: ask.path,
    // Some servers answer 406 to anything wider, and proof-of-work pages spare clients that ask for JSON.
    accept: 'application/json',
    maxBytes: ask.maxBytes ?? MAX_JSON_BYTES,
    post: ask.body,
  };
  await pause(host);
  const reply = await host.visit.fetch(what);
  if (!reply.ok) return reply;
  return judge(reply.value, ask, host.peersHash);
}

async function pause({ visit, robots: { crawlDelaySeconds } }: Host): Promise<void> {
  if (crawlDelaySeconds === null || visit.requests() === 0) return;
  await sleep(Math.min(crawlDelaySeconds * 1_000, MAX_PAUSE_MS));
}

function judge(
  { status, headers, body }: Reply,
  { path, every }: Ask,
  peersHash: string | null,
): Outcome<Answer> {
  if (status === 410) return failed('gone', `HTTP 410 on ${path}`, { status });
  if (forbidsReading(headers['x-robots-tag'])) return failed('withheld', `X-Robots-Tag forbids ${path}`);
  if (status !== 200) return done({ status, json: null });
  // A list of megabytes that has not changed is not worth reading.
  const hashed = every === 'week' ? { hash: createHash('sha1').update(body).digest('hex') } : {};
  if (hashed.hash !== undefined && hashed.hash === peersHash) return done({ status, json: null, ...hashed });
  const json = parseJson(body);
  return json.ok
    ? done({ status, json: json.value, ...hashed })
    : failed('malformed', `${path}: ${json.reason}`, { status });
}
