/** The way out: names, connections, certificates and the clock, by asking a few instances for their robots.txt as a visit would. */
import { makeNetwork } from '../../crawler/http.ts';
import type { Failed, Outcome } from '../../crawler/outcome.ts';
import { userAgent } from '../../crawler/probe.ts';
import type { CrawlerSettings } from '../../crawler/settings.ts';
import { programVersion } from '../../crawler/version.ts';
import type { Domain, FailureKind } from '../../db/model.ts';
import { wallClock } from '../command.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const WAIT_MS = 8_000;
const ROBOTS_BYTES = 524_288;
/** Certificates of others and our own stamps stop making sense beyond these, in seconds. */
const CLOCK = { warn: 30, fail: 300 };

type Asked = { readonly domain: Domain; readonly date: string | null; readonly failure: Failed | null };

const ADVICE: Partial<Readonly<Record<FailureKind, readonly [about: string, advice: string]>>> = {
  resolver: ['name servers', 'they do not answer: look at /etc/resolv.conf, or set CRAWL_NAME_SERVERS'],
  'own-side': ['way out', 'this machine has no route or no sockets left: look at its network and limits'],
  dns: ['names', 'the name servers know no such name: look at what they answer, or set CRAWL_NAME_SERVERS'],
  connect: ['way out', 'connections are refused or have no route: look at the firewall and the gateway'],
  timeout: ['way out', 'nothing comes back: look at the firewall, and whether a proxy is meant to be used'],
  tls: [
    'certificates',
    'certificates are not trusted: look at the clock, or set NODE_EXTRA_CA_CERTS for an authority of your own',
  ],
  'blocked-address': [
    'names',
    'names lead to private addresses: the name server lies, or ALLOWED_PRIVATE_ADDRESSES is missing',
  ],
};

/** @param hosts that usually answer */
export async function checkNetwork(
  settings: CrawlerSettings,
  hosts: readonly Domain[],
): Promise<readonly Finding[]> {
  if (hosts.length === 0)
    return [warn('way out', 'nobody is known to ask', 'name a host: npm run doctor -- example.org')];
  const network = makeNetwork(settings, userAgent(settings, programVersion()), wallClock);
  const asked = await Promise.all(
    hosts.map(async (domain): Promise<Asked> => {
      const visit = network.openVisit(domain, AbortSignal.timeout(WAIT_MS));
      try {
        const reply: Outcome<{ headers: { date?: string | undefined } }> = await visit.fetch({
          path: '/robots.txt',
          accept: 'text/plain',
          maxBytes: ROBOTS_BYTES,
        });
        return reply.ok
          ? { domain, date: reply.value.headers.date ?? null, failure: null }
          : { domain, date: null, failure: reply };
      } finally {
        visit.close();
      }
    }),
  );
  return [wayOut(asked), ...clock(asked)];
}

/** One that answers proves the way; a host's own word is an answer too. */
function wayOut(asked: readonly Asked[]): Finding {
  const reached = asked.filter(
    ({ failure }) => failure === null || ADVICE[failure.failure.kind] === undefined,
  );
  if (reached.length > 0)
    return ok(
      'way out',
      `${reached.map(({ domain }) => domain).join(', ')} answered over names, connection and certificate`,
    );
  const [first] = asked;
  const kind = first?.failure?.failure.kind ?? 'timeout';
  const [about, advice] = ADVICE[kind] ?? ['way out', 'look at the network'];
  const told = asked.map(({ domain, failure }) => `${domain}: ${failure?.failure.detail ?? ''}`).join('; ');
  return fail(about, `nobody was reached (${told})`, advice);
}

function clock(asked: readonly Asked[]): readonly Finding[] {
  const offsets = asked
    .flatMap(({ date }) => (date === null ? [] : [(Date.now() - Date.parse(date)) / 1000]))
    .filter((offset) => Number.isFinite(offset))
    .toSorted((a, b) => Math.abs(a) - Math.abs(b));
  // The nearest: others may be wrong themselves.
  const [offset] = offsets;
  if (offset === undefined) return [];
  const seconds = Math.round(Math.abs(offset));
  const words = `${seconds} s ${offset > 0 ? 'ahead of' : 'behind'} what others say`;
  const advice = 'set the clock, and keep it with NTP: days and ages are counted by it';
  if (seconds >= CLOCK.fail) return [fail('clock', words, advice)];
  return [seconds >= CLOCK.warn ? warn('clock', words, advice) : ok('clock', words)];
}
