/** The robots.txt that a visit goes by: as read within the last day, or asked for. Reads no rule itself. */
import type { FailureKind } from '../db/model.ts';
import type { RobotsFile } from '../db/robots.ts';
import { DAY } from '../db/time.ts';
import type { Visit } from './http.ts';
import { done, type Outcome } from './outcome.ts';
import { readRules, robotsRules, type Robots } from './robots.ts';

const MAX_ROBOTS_BYTES = 524_288;
/** RFC 9309: not longer than a day. */
const LAST_SECONDS = DAY;
/** Without these there is no talking to the host at all. */
const NO_HOST = new Set<FailureKind>([
  'dns',
  'connect',
  'resolver',
  'tls',
  'blocked-address',
  'rate-limited',
  'timeout',
  'redirect',
]);

export type FoundRules = {
  readonly rules: Robots;
  /** The file, where it was asked for just now. */
  readonly file: RobotsFile | null;
};

/**
 * @param last the file as last read; `null`: never
 * @param now Unix seconds
 * @returns the failure where the host is not to be asked anything now
 */
export async function findRules(
  visit: Visit,
  last: RobotsFile | null,
  now: number,
): Promise<Outcome<FoundRules>> {
  const { origin } = visit.origin;
  // One from the future was read before our clock stepped back: it counts as old.
  if (last !== null && last.at <= now && now - last.at < LAST_SECONDS) {
    return done({ rules: readRules(last.rules, origin), file: null });
  }
  const asked = await askRobots(visit, now);
  return asked.ok ? done({ rules: readRules(asked.value.rules, origin), file: asked.value }) : asked;
}

/** RFC 9309: no file (4xx) allows everything; a server error or silence means: not now. */
async function askRobots(visit: Visit, now: number): Promise<Outcome<RobotsFile>> {
  const reply = await visit.fetch({
    path: '/robots.txt',
    accept: 'text/plain, */*;q=0.1',
    maxBytes: MAX_ROBOTS_BYTES,
  });
  if (reply.ok) {
    const body = reply.value.status === 200 ? reply.value.body.toString('utf8') : '';
    return done({ at: now, rules: robotsRules(body) });
  }
  if (NO_HOST.has(reply.failure.kind) || reply.failure.kind === 'http') return reply;
  // An endless or garbled file is no file; the host's real answers are judged on their own.
  return done({ at: now, rules: '' });
}
