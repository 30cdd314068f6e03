/** The robots.txt that a visit goes by: as read within the last day, or asked for. Reads no rule itself. */
import type { Failure } from '../db/model.ts';
import type { RobotsFile } from '../db/visits/robots.ts';
import { DAY } from '../db/time.ts';
import type { Visit } from './http.ts';
import { done, type Outcome } from './outcome.ts';
import { readRules, robotsRules, type Robots } from './robots.ts';

const MAX_ROBOTS_BYTES = 524_288;
/** RFC 9309: not longer than a day. */
const LAST_SECONDS = DAY;

export type FoundRules = {
  readonly rules: Robots;
  /** The file, where it was asked for just now. */
  readonly file: RobotsFile | null;
  /** Asked for just now, and in its place there was a page for people. */
  readonly isPage: boolean;
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
    return done({ rules: readRules(last.rules, origin), file: null, isPage: false });
  }
  const reply = await visit.fetch(QUESTION);
  if (!reply.ok && !isElsewhere(reply.failure)) return reply;
  const body = reply.ok && reply.value.status === 200 ? reply.value.body.toString('utf8') : '';
  const file = { at: now, rules: robotsRules(body) };
  return done({ rules: readRules(file.rules, origin), file, isPage: body.trimStart().startsWith('<') });
}

/**
 * RFC 9309: no file (4xx) allows everything, of a long one the beginning counts; a server error, silence, or a file that was
 * cut off in the middle mean: not now.
 */
const QUESTION = {
  path: '/robots.txt',
  accept: 'text/plain, */*;q=0.1',
  maxBytes: MAX_ROBOTS_BYTES,
  isCutAtMost: true,
};

/**
 * On another host there is no file of this one's. It is not asked for there: whoever owns many names could send us to a
 * bystander with each. Whether the instance has moved, the next question says.
 */
function isElsewhere({ kind, target }: Failure): boolean {
  return kind === 'redirect' && target !== null;
}
