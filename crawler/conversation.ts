/**
 * The conversation with one instance: robots.txt, NodeInfo, then what its software offers. Decides what to ask next and
 * what an answer means for the visit; it never reads figures and never stores anything.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseDomain, registrableDomain } from '../db/domain.ts';
import type { Domain, FailureKind } from '../db/model.ts';
import type { RobotsFile } from '../db/robots.ts';
import { DAY, dayOf, WEEK } from '../db/time.ts';
import { MAX_REQUESTS, type Fetching, type Reply, type Visit } from './http.ts';
import { parseJson } from './json.ts';
import { nodeinfoLinks, parseNodeInfo } from './nodeinfo.ts';
import { done, failed, type Failed, type Outcome } from './outcome.ts';
import { findRules } from './robots-file.ts';
import type { Robots } from './robots.ts';
import { softwareFor } from './software/index.ts';
import { noNodeinfo } from './software/no-nodeinfo.ts';
import type { Answer, Answers, Ask, NodeInfo, Reading } from './software/software.ts';

export type Known = {
  readonly domain: Domain;
  /** When the weekly questions were last asked, and when it last answered at all; `null`: never. */
  readonly peersAt: number | null;
  readonly lastAnswerAt: number | null;
  /** robots.txt as last read; `null`: never. */
  readonly robots: RobotsFile | null;
  /** Only hearsay says that this is an instance: it is asked as little as tells whether it is one. */
  readonly isHearsay: boolean;
  readonly now: number;
  readonly allowedSuffixes: readonly string[];
};
export type Conversation = {
  readonly heard: Outcome<Heard>;
  /** robots.txt, where it was asked for and read. */
  readonly robots: RobotsFile | null;
};
export type Heard = {
  readonly reading: Reading;
  /** A question went unanswered. */
  readonly isPartial: boolean;
  /** Its weekly questions were asked, whatever came of them. */
  readonly isPeersAsked: boolean;
};

const MAX_JSON_BYTES = 1_048_576;
/**
 * The longest pause that a Crawl-delay makes between two requests. Longer ones (GoToSocial ships 500 s) are kept on
 * average: at most eight requests in six hours are one in 45 minutes, and a place must not stand idle that long.
 */
const MAX_PAUSE_MS = 2_000;

/** Has the whole conversation. Any failure returned is the visit's. */
export async function converse(visit: Visit, known: Known): Promise<Conversation> {
  const found = await findRules(visit, known.robots, known.now);
  if (!found.ok) return { heard: found, robots: null };
  const { rules, file } = found.value;
  return { heard: await hear({ visit, robots: rules, known }), robots: file };
}

async function hear(host: Host): Promise<Outcome<Heard>> {
  const { known } = host;
  const nodeinfo = await findNodeInfo(host);
  if (!nodeinfo.ok) return nodeinfo;
  const { document } = nodeinfo.value;
  const software = document === null ? noNodeinfo : softwareFor(document.softwareName);
  const asked = await askAll(host, document === null && known.isHearsay ? FIRST_TRY : software.asks);
  const reading = software.parse(asked.answers, document);
  if (reading.withheld !== null) return failed('withheld', reading.withheld);
  if (nodeinfo.value.document === null && (!asked.isHeard || isEmpty(reading))) {
    return nothingHeard(nodeinfo.value.why, asked.failure);
  }
  const stranger = strangerIn(reading.identity, known);
  if (stranger !== null) return failed('identity', `says it is ${stranger}`, { target: stranger });
  return done({ reading, isPartial: asked.failure !== null, isPeersAsked: asked.isPeersAsked });
}

type Host = { readonly visit: Visit; readonly robots: Robots; readonly known: Known };

/** Most names that were only heard of are no instances: without NodeInfo one more request has to do. */
const FIRST_TRY = Object.fromEntries(Object.entries(noNodeinfo.asks).slice(0, 1));

/** The document, or why there is none. */
type FoundNodeInfo = { readonly document: NodeInfo } | { readonly document: null; readonly why: Failed };

/** Discovery and the best document. A host without NodeInfo is no failure: its software may offer something else. */
async function findNodeInfo(host: Host): Promise<Outcome<FoundNodeInfo>> {
  const found = await askJson(host, { path: '/.well-known/nodeinfo' });
  if (!found.ok) return isFinal(found.failure.kind) ? found : done({ document: null, why: found });
  const itself = parseNodeInfo(found.value.json);
  if (itself !== null) return done({ document: itself });
  let why: Failed = failed('http', `no NodeInfo (HTTP ${found.value.status})`, {
    status: found.value.status,
  });
  if (found.value.status === 200) why = failed('malformed', 'no NodeInfo links');
  for (const link of nodeinfoLinks(found.value.json, host.visit.origin).slice(0, 2)) {
    if (link.origin !== host.visit.origin.origin) {
      const elsewhere = linkElsewhere(link, host.known);
      if (elsewhere.isSameSite) return elsewhere.failure;
      why = elsewhere.failure;
      continue;
    }
    const answer = await askJson(host, { path: link.pathname + link.search });
    if (!answer.ok && isFinal(answer.failure.kind)) return answer;
    if (!answer.ok) {
      why = answer;
      continue;
    }
    const document = parseNodeInfo(answer.value.json);
    if (document !== null) return done({ document });
    why = failed('malformed', 'no NodeInfo document');
  }
  return done({ document: null, why });
}

/** A document on another host of the same site: that host is the instance, this one a signpost. Elsewhere: not believed. */
function linkElsewhere(link: URL, known: Known): { isSameSite: boolean; failure: Failed } {
  const target = parseDomain(link.hostname, known.allowedSuffixes);
  const isSameSite = target !== null && registrableDomain(target) === registrableDomain(known.domain);
  return { isSameSite, failure: failed('redirect', `its NodeInfo lies on ${link.hostname}`, { target }) };
}

/** A page where JSON should be may still hide a server that speaks another API; any other failure ends the visit. */
function isFinal(kind: FailureKind): boolean {
  return kind !== 'malformed';
}

type Asked = {
  readonly answers: Answers;
  /** Something answered as JSON. */
  readonly isHeard: boolean;
  readonly isPeersAsked: boolean;
  /** The first question that should have been answered and was not. */
  readonly failure: Failed | null;
};

async function askAll(host: Host, asks: Readonly<Record<string, Ask>>): Promise<Asked> {
  const answers: Record<string, Answer> = {};
  let failure: Failed | null = null;
  let isPeersAsked = false;
  for (const [name, ask] of Object.entries(asks)) {
    if (host.visit.requests() >= MAX_REQUESTS || !isDue(ask, host.known) || ask.when?.(answers) === false)
      continue;
    if (!host.robots.isAllowed(ask.path)) continue;
    isPeersAsked ||= ask.every === 'week';
    const answer = await askJson(host, ask);
    if (answer.ok) answers[name] = answer.value;
    else if (!isRefusal(answer.failure.kind)) failure ??= answer;
    if (!answer.ok && isHopeless(answer.failure.kind)) break;
  }
  const isHeard = Object.values(answers).some((answer) => answer.json !== null || answer.status === 401);
  return { answers, isHeard, isPeersAsked, failure };
}

/** One closed door, not an unanswered question. */
function isRefusal(kind: FailureKind): boolean {
  return kind === 'withheld' || kind === 'gone' || kind === 'redirect';
}

/** The host itself is out of reach: the remaining questions would fail alike. */
function isHopeless(kind: FailureKind): boolean {
  return kind === 'rate-limited' || kind === 'dns' || kind === 'connect' || kind === 'resolver';
}

function isDue(ask: Ask, known: Known): boolean {
  // A little slack, so that jitter does not turn a week into eight days.
  if (ask.every === 'week') return known.peersAt === null || known.now - known.peersAt >= WEEK - DAY / 2;
  if (ask.every === 'day')
    return known.lastAnswerAt === null || dayOf(known.lastAnswerAt) !== dayOf(known.now);
  return true;
}

/** Asks for JSON. Statuses that mean no are answers without JSON; 410 and a request not to be read are failures. */
async function askJson(host: Host, ask: Ask): Promise<Outcome<Answer>> {
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
  return judge(reply.value, ask.path);
}

async function pause({ visit, robots: { crawlDelaySeconds } }: Host): Promise<void> {
  if (crawlDelaySeconds === null || visit.requests() === 0) return;
  await sleep(Math.min(crawlDelaySeconds * 1_000, MAX_PAUSE_MS));
}

function judge({ status, headers, body }: Reply, path: string): Outcome<Answer> {
  if (status === 410) return failed('gone', `HTTP 410 on ${path}`, { status });
  if (/\bnoindex\b|\bnone\b/i.test(String(headers['x-robots-tag'] ?? ''))) {
    return failed('withheld', `X-Robots-Tag forbids ${path}`);
  }
  if (status !== 200) return done({ status, json: null });
  const json = parseJson(body);
  return json.ok
    ? done({ status, json: json.value })
    : failed('malformed', `${path}: ${json.reason}`, { status });
}

function nothingHeard(why: Failed, failure: Failed | null): Failed {
  return !why.ok && why.failure.kind === 'http' && failure !== null ? failure : why;
}

/** Whether nothing in a reading says that a fediverse server spoke. */
function isEmpty(reading: Reading): boolean {
  const isTold = Object.values(reading.claims).some((values) =>
    values?.some((value) => value !== null && value !== undefined),
  );
  return reading.softwareName === null && !isTold;
}

/**
 * Whom the instance says it is, where that is somebody else. An own name in another spelling, the site's other host
 * (handle domain and web host), and left-overs of a development set-up (`localhost:3000`) are no strangers.
 */
function strangerIn(identity: string | null, known: Known): Domain | null {
  const named = identity === null ? null : parseDomain(identity, known.allowedSuffixes);
  if (named === null || named === known.domain) return null;
  return registrableDomain(named) === registrableDomain(known.domain) ? null : named;
}
