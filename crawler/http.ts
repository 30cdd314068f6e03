/**
 * One visit's requests to one host: the only importer of got. It never leaves the host it was opened for, never sends more
 * than its budget, never reads past a size or a deadline, and never connects to an address that was not vetted.
 */
import { Agent as HttpAgent, request as httpRequest, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { SecureContext } from 'node:tls';
import got, { type Got, type Request, type RequestFunction, type Response } from 'got';
import { readBody } from './body.ts';
import { ClosedError, failureOf } from './errors.ts';
import { makeLookup } from './names.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { judgeRedirect } from './redirect.ts';
import { retryAt } from './retry-after.ts';
import type { CrawlerSettings } from './settings.ts';
import { connectVerified, makeTrust } from './tls.ts';

/** What an administrator may see of us in one visit. Redirects count. */
export const MAX_REQUESTS = 8;
const MAX_HOPS = 5;
/** For one request, its redirects apart; the visit's own deadline is the caller's. */
const REQUEST_MS = 10_000;
/** Node's own default, named because it is the bound on header floods. */
const MAX_HEADER_BYTES = 16_384;

export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
};
export type Fetching = {
  readonly path: string;
  readonly accept: string;
  readonly maxBytes: number;
  /** Sent as a JSON POST where given. */
  readonly post?: Readonly<Record<string, unknown>> | undefined;
  /** Of a longer body the first `maxBytes` are enough; else it is a failure. */
  readonly isCutAtMost?: boolean | undefined;
};

/** The requests of one visit. Close it when the visit ends: its connection goes with it. */
export type Visit = {
  readonly origin: URL;
  fetch(what: Fetching): Promise<Outcome<Reply>>;
  requests(): number;
  close(): void;
};
export type Network = { openVisit(host: string, signal: AbortSignal): Visit };

/**
 * Opens visits that share what is costly: the trusted certificates, the name servers' channel and got's options.
 * @param now our clock, Unix seconds
 * @param lookup of host names; only vetted addresses come out of it
 */
export function makeNetwork(
  settings: CrawlerSettings,
  userAgent: string,
  now: () => number,
  lookup: LookupFunction = makeLookup(settings),
): Network {
  const shared = {
    ask: got.extend({
      request: lightRequest,
      headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip, deflate, br' },
      maxHeaderSize: MAX_HEADER_BYTES,
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      // The lists are copied for every request.
      retry: { limit: 0, methods: [], statusCodes: [], errorCodes: [] },
    }),
    lookup,
    now,
    secureContext: makeTrust(),
    allowedSuffixes: settings.allowedSuffixes,
  };
  const port = settings.crawlPort === null ? '' : `:${settings.crawlPort}`;
  return {
    openVisit: (host, signal) =>
      openVisit(new URL(`${settings.crawlScheme}://${host}${port}/`), signal, shared),
  };
}

type Shared = {
  readonly ask: Got;
  readonly lookup: LookupFunction;
  readonly now: () => number;
  readonly secureContext: SecureContext;
  readonly allowedSuffixes: readonly string[];
};

function openVisit(origin: URL, signal: AbortSignal, shared: Shared): Visit {
  const agent = makeAgent(origin, shared);
  let requests = 0;
  let running: Request | null = null;
  // One listener for the visit: got would add and remove three for each request.
  const stop = (): void => void running?.destroy(timeout());
  signal.addEventListener('abort', stop, { once: true });

  async function hop(url: URL, what: Fetching): Promise<Outcome<Reply>> {
    if (requests >= MAX_REQUESTS) return failed('redirect', `more than ${MAX_REQUESTS} requests`);
    if (signal.aborted) return { ok: false, failure: failureOf(timeout()) };
    requests += 1;
    running = shared.ask.stream(url, {
      agent,
      method: what.post === undefined ? 'GET' : 'POST',
      ...(what.post === undefined ? {} : { json: what.post }),
      headers: { accept: what.accept },
    });
    endOnUpgrade(running);
    return await receive(running, what, shared.now);
  }

  return {
    origin,
    requests: () => requests,
    close() {
      signal.removeEventListener('abort', stop);
      for (const one of Object.values(agent)) one.destroy();
    },
    async fetch(what) {
      let url = new URL(what.path, origin);
      for (let hops = 0; hops <= MAX_HOPS; hops += 1) {
        const reply = await hop(url, what);
        if (!reply.ok || !isRedirect(reply.value.status)) return reply;
        const next = judgeRedirect(reply.value.headers['location'], url, shared.allowedSuffixes);
        if (!next.ok) return next;
        url = next.value;
      }
      return failed('redirect', `more than ${MAX_HOPS} redirects`);
    },
  };
}

/** One connection, one request at a time: politeness, and the cheapest way. */
function makeAgent(
  origin: URL,
  { lookup, secureContext }: Shared,
): { http: HttpAgent } | { https: HttpsAgent } {
  const kept = { keepAlive: true, maxSockets: 1, lookup, autoSelectFamily: true };
  if (origin.protocol === 'http:') return { http: new HttpAgent(kept) };
  const https = new HttpsAgent({ ...kept, secureContext });
  https.createConnection = connectVerified;
  return { https };
}

/** Node copies every option several times, and of got's forty only these say anything that its agent does not know. */
const lightRequest: RequestFunction = (url, { agent, method, headers, maxHeaderSize }, callback) => {
  const request = url.protocol === 'http:' ? httpRequest : httpsRequest;
  const path = url.pathname + url.search;
  return request(
    { hostname: url.hostname, port: url.port, path, agent, method, headers, maxHeaderSize },
    callback,
  );
};

/** Nobody asked for another protocol: without this the connection would stay open, and got wait, until the deadline. */
function endOnUpgrade(stream: Request): void {
  stream.once('request', (sent: ClientRequest) => {
    sent.once('upgrade', (_, socket) => {
      socket.destroy();
      stream.destroy(new ClosedError('switches protocols unasked'));
    });
  });
}

function timeout(): DOMException {
  return new DOMException('the deadline passed', 'TimeoutError');
}

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** Waits for the answer and reads as much of it as may be of use; whatever happens, the stream ends here. */
async function receive(stream: Request, what: Fetching, now: () => number): Promise<Outcome<Reply>> {
  const deadline = setTimeout(() => stream.destroy(timeout()), REQUEST_MS);
  try {
    const response = await answered(stream);
    const { statusCode: status, headers } = response;
    const delayed = isBusy(status, headers['retry-after']);
    if (delayed) {
      const at = retryAt(headers['retry-after'], now());
      return failed('rate-limited', `HTTP ${status}`, { status, retryAt: at });
    }
    if (status >= 500) return failed('http', `HTTP ${status}`, { status });
    // The words of a redirect, an error or a refusal are of no use: not read, not drained.
    if (status >= 300) return done({ status, headers, body: Buffer.alloc(0) });
    const body = await readBody(stream, headers, what.maxBytes, what.isCutAtMost === true);
    return body.ok ? done({ status, headers, body: body.value }) : body;
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  } finally {
    clearTimeout(deadline);
    stream.destroy();
  }
}

function isBusy(status: number, retryAfter: string | undefined): boolean {
  return status === 429 || (status === 503 && retryAfter !== undefined);
}

function answered(stream: Request): Promise<Response> {
  return new Promise((resolve, reject) => {
    // Errors after the answer reach the reader of the body; this listener stays so that none is ever unhandled.
    stream.on('error', reject);
    stream.once('response', resolve);
    stream.once('close', () => {
      // Errors are costly to make, and nearly every stream closes after its answer.
      if (stream.response === undefined) reject(new ClosedError('closed without an answer'));
    });
    // A stream in flowing or paused mode emits its response only once it is read from.
    stream.resume();
    stream.pause();
  });
}
