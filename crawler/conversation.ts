/**
 * The conversation with one instance: robots.txt, NodeInfo, then what its software offers. Decides what to ask next and
 * what an answer means for the visit; it never reads figures and never stores anything.
 */
import { parseDomain, registrableDomain } from '../db/domain.ts';
import type { Domain, FailureKind } from '../db/model.ts';
import type { RobotsFile } from '../db/visits/robots.ts';
import { DAY, dayOf, WEEK } from '../db/time.ts';
import { MAX_REQUESTS, type Visit } from './http.ts';
import { nodeinfoLinks, parseNodeInfo } from './nodeinfo.ts';
import { done, failed, type Failed, type Outcome } from './outcome.ts';
import { askJson, type Host } from './question.ts';
import { findRules } from './robots-file.ts';
import { softwareFor } from './software/index.ts';
import { noNodeinfo } from './software/no-nodeinfo.ts';
import type { Answer, Answers, Ask, NodeInfo, Reading } from './software/software.ts';

export type Known = {
  readonly domain: Domain;
  /** When the weekly questions were last asked, and when it last answered at all; `null`: never. */
  readonly peersAt: number | null;
  readonly lastAnswerAt: number | null;
  readonly peersHash: string | null;
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
  /** They were answered, if only to say that there is nothing; the hash of the list, `null`: none is published. */
  readonly isPeersTold: boolean;
  readonly peersHash: string | null;
  /** Questions about itself that were asked, were all refused: the profile is what lesser sources say. */
  readonly isQuiet: boolean;
  /** Asked in the middle of the visit not to be asked before then, Unix seconds. */
  readonly retryAt: number | null;
};

/** Has the whole conversation. Any failure returned is the visit's. */
export async function converse(visit: Visit, known: Known): Promise<Conversation> {
  const found = await findRules(visit, known.robots, known.now);
  if (!found.ok) return { heard: found, robots: null };
  const { rules, file, isPage } = found.value;
  return {
    heard: await hear({ visit, robots: rules, peersHash: known.peersHash }, known, isPage),
    robots: file,
  };
}

/** @param isPage where robots.txt should be there is a page for people */
async function hear(host: Host, known: Known, isPage: boolean): Promise<Outcome<Heard>> {
  const nodeinfo = await findNodeInfo(host, known, isPage);
  if (!nodeinfo.ok) return nodeinfo;
  const { document } = nodeinfo.value;
  const software = document === null ? noNodeinfo : softwareFor(document.softwareName);
  const asked = await askAll(host, known, document === null && known.isHearsay ? FIRST_TRY : software.asks);
  const reading = software.parse(asked.answers, document);
  if (reading.withheld !== null) return failed('withheld', reading.withheld);
  if (nodeinfo.value.document === null && (!asked.isHeard || isEmpty(reading))) {
    return nothingHeard(nodeinfo.value.why, asked);
  }
  const stranger = strangerIn(reading.identity, known);
  if (stranger !== null) return failed('identity', `says it is ${stranger}`, { target: stranger });
  const { isPeersAsked, isPeersTold, peersHash, isQuiet, failure } = asked;
  const retryAt = failure?.failure.retryAt ?? null;
  const isPartial = failure !== null;
  return done({ reading, isPartial, isPeersAsked, isPeersTold, peersHash, isQuiet, retryAt });
}

/** Most names that were only heard of are no instances: without NodeInfo one more request has to do. */
const FIRST_TRY = Object.fromEntries(Object.entries(noNodeinfo.asks).slice(0, 1));

/** The document, or why there is none. */
type FoundNodeInfo = { readonly document: NodeInfo } | { readonly document: null; readonly why: Failed };

/** Discovery and the best document. A host without NodeInfo is no failure: its software may offer something else. */
async function findNodeInfo(host: Host, known: Known, isPage: boolean): Promise<Outcome<FoundNodeInfo>> {
  const found = await askJson(host, { path: '/.well-known/nodeinfo' });
  // A page here too is a web site, or a parked name: nothing more is asked of it.
  if (!found.ok) return isPage || isFinal(found.failure.kind) ? found : done({ document: null, why: found });
  const itself = parseNodeInfo(found.value.json);
  if (itself !== null) return done({ document: itself });
  let why: Failed = failed('http', `no NodeInfo (HTTP ${found.value.status})`, {
    status: found.value.status,
  });
  if (found.value.status === 200) why = failed('malformed', 'no NodeInfo links');
  for (const link of nodeinfoLinks(found.value.json, host.visit.origin).slice(0, 2)) {
    if (link.origin !== host.visit.origin.origin) {
      const target = hostElsewhere(link, known);
      why = failed('redirect', `its NodeInfo lies on ${link.host}`, { target });
      if (target !== null) return why;
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

/**
 * A document on another host of the same site: that host is the instance, this one a signpost. A stranger's document, or one
 * on another port, is no evidence of anything.
 */
function hostElsewhere(link: URL, known: Known): Domain | null {
  const target = parseDomain(link.hostname, known.allowedSuffixes);
  const isSameSite = target !== null && registrableDomain(target) === registrableDomain(known.domain);
  return isSameSite && target !== known.domain ? target : null;
}

/** A page where JSON should be may still hide a server that speaks another API; any other failure ends the visit. */
function isFinal(kind: FailureKind): boolean {
  return kind !== 'malformed';
}

type Asked = {
  readonly answers: Answers;
  /** Something answered as JSON. */
  readonly isHeard: boolean;
  /** The first question that should have been answered and was not. */
  readonly failure: Failed | null;
} & Pick<Heard, 'isPeersAsked' | 'isPeersTold' | 'peersHash' | 'isQuiet'>;

async function askAll(host: Host, known: Known, asks: Readonly<Record<string, Ask>>): Promise<Asked> {
  const answers: Record<string, Answer> = {};
  let failure: Failed | null = null;
  const weekly = { isPeersAsked: false, isPeersTold: false };
  let peersHash: string | null = null;
  for (const [name, ask] of Object.entries(asks)) {
    if (host.visit.requests() >= MAX_REQUESTS || !isDue(ask, known) || ask.when?.(answers) === false)
      continue;
    if (!host.robots.isAllowed(ask.path)) continue;
    const answer = await askJson(host, ask);
    weekly.isPeersAsked ||= ask.every === 'week';
    weekly.isPeersTold ||= ask.every === 'week' && answer.ok;
    if (answer.ok) peersHash ??= answer.value.hash ?? null;
    if (answer.ok) answers[name] = answer.value;
    else if (!isRefusal(answer.failure.kind)) failure ??= answer;
    if (!answer.ok && isHopeless(answer.failure.kind)) break;
  }
  const isHeard = Object.values(answers).some((answer) => answer.json !== null || answer.status === 401);
  return { answers, isHeard, failure, ...weekly, peersHash, isQuiet: isRefused(asks, answers) };
}

/** Of the questions asked at every visit, which tell who it is, none was answered. */
function isRefused(asks: Readonly<Record<string, Ask>>, answers: Answers): boolean {
  const told = Object.entries(answers).filter(([name]) => asks[name]?.every === undefined);
  return told.length > 0 && told.every(([, answer]) => answer?.json === null);
}

/** One closed door, not an unanswered question. */
function isRefusal(kind: FailureKind): boolean {
  return kind === 'withheld' || kind === 'gone' || kind === 'redirect';
}

/** The host itself is out of reach: the remaining questions would fail alike. */
const HOPELESS = new Set<FailureKind>(['rate-limited', 'dns', 'connect', 'resolver', 'own-side']);
function isHopeless(kind: FailureKind): boolean {
  return HOPELESS.has(kind);
}

function isDue(ask: Ask, known: Known): boolean {
  // A little slack, so that jitter does not turn a week into eight days.
  if (ask.every === 'week') return known.peersAt === null || known.now - known.peersAt >= WEEK - DAY / 2;
  if (ask.every === 'day')
    return known.lastAnswerAt === null || dayOf(known.lastAnswerAt) !== dayOf(known.now);
  return true;
}

/** Who answers everything with "not allowed" is there, and does not want to be read. */
function nothingHeard(why: Failed, { answers, failure }: Asked): Failed {
  const statuses = [why.failure.status, ...Object.values(answers).map((answer) => answer?.status)];
  if (failure === null && statuses.every((status) => status === 401 || status === 403))
    return failed('withheld', `HTTP ${why.failure.status} on everything`, { status: why.failure.status });
  return why.failure.kind === 'http' && failure !== null ? failure : why;
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
