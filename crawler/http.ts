/**
 * One visit's requests to one host: the only importer of got. It never leaves the host it was opened for, never sends more
 * than its budget, never reads past a size or a deadline, and never connects to an address that was not vetted.
 */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { createSecureContext } from 'node:tls';
import got, { type Request, type Response } from 'got';
import { readBody } from './body.ts';
import { failureOf } from './errors.ts';
import { makeLookup } from './names.ts';
import { done, failed, type Outcome } from './outcome.ts';
import { judgeRedirect } from './redirect.ts';
import { retryAt } from './retry-after.ts';
import type { CrawlerSettings } from './settings.ts';

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
};

/** The requests of one visit. Close it when the visit ends: its connection goes with it. */
export type Visit = {
  readonly origin: URL;
  fetch(what: Fetching): Promise<Outcome<Reply>>;
  requests(): number;
  close(): void;
};
export type Network = { openVisit(host: string, signal: AbortSignal): Visit };

/** Opens visits that share what is costly: the trusted certificates and the name servers' channel. */
export function makeNetwork(settings: CrawlerSettings, userAgent: string): Network {
  const lookup = makeLookup(settings);
  const secureContext = createSecureContext({ minVersion: 'TLSv1.2' });
  const port = settings.port === null ? '' : `:${settings.port}`;
  return {
    openVisit(host, signal) {
      const origin = new URL(`${settings.scheme}://${host}${port}/`);
      return openVisit(origin, {
        lookup,
        secureContext,
        userAgent,
        signal,
        allowedSuffixes: settings.allowedSuffixes,
      });
    },
  };
}

type Shared = {
  readonly lookup: LookupFunction;
  readonly secureContext: ReturnType<typeof createSecureContext>;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly allowedSuffixes: readonly string[];
};

function openVisit(origin: URL, shared: Shared): Visit {
  // One connection, one request at a time: politeness, and the cheapest way.
  const kept = { keepAlive: true, maxSockets: 1, lookup: shared.lookup, autoSelectFamily: true };
  const http = new HttpAgent(kept);
  const https = new HttpsAgent({ ...kept, secureContext: shared.secureContext });
  let requests = 0;

  async function hop(url: URL, what: Fetching): Promise<Outcome<Reply>> {
    if (requests >= MAX_REQUESTS) return failed('redirect', `more than ${MAX_REQUESTS} requests`);
    requests += 1;
    const signal = AbortSignal.any([shared.signal, AbortSignal.timeout(REQUEST_MS)]);
    const stream = got.stream(url, {
      agent: { http, https },
      method: what.post === undefined ? 'GET' : 'POST',
      ...(what.post === undefined ? {} : { json: what.post }),
      headers: {
        'user-agent': shared.userAgent,
        accept: what.accept,
        'accept-encoding': 'gzip, deflate, br',
      },
      maxHeaderSize: MAX_HEADER_BYTES,
      followRedirect: false,
      throwHttpErrors: false,
      decompress: false,
      retry: { limit: 0 },
      signal,
    });
    return receive(stream, what.maxBytes);
  }

  return {
    origin,
    requests: () => requests,
    close() {
      http.destroy();
      https.destroy();
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

function isRedirect(status: number): boolean {
  return status >= 300 && status < 400 && status !== 304;
}

/** Waits for the answer and reads as much of it as may be of use; whatever happens, the stream ends here. */
async function receive(stream: Request, maxBytes: number): Promise<Outcome<Reply>> {
  try {
    const response = await answered(stream);
    const { statusCode: status, headers } = response;
    const delayed = isBusy(status, headers['retry-after']);
    if (delayed) {
      const at = retryAt(headers['retry-after'], Math.floor(Date.now() / 1000));
      return failed('rate-limited', `HTTP ${status}`, { status, retryAt: at });
    }
    if (status >= 500) return failed('http', `HTTP ${status}`, { status });
    // The words of a redirect, an error or a refusal are of no use: not read, not drained.
    if (status >= 300) return done({ status, headers, body: Buffer.alloc(0) });
    const body = await readBody(stream, headers, maxBytes);
    return body.ok ? done({ status, headers, body: body.value }) : body;
  } catch (error) {
    return { ok: false, failure: failureOf(error) };
  } finally {
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
    stream.once('close', () => reject(new Error('closed without an answer')));
    // A stream in flowing or paused mode emits its response only once it is read from.
    stream.resume();
    stream.pause();
  });
}
