/** Gives an answer again to whoever asks the very same before anything was written, ahead of all routing: what the web app does around an answer costs several times the answer. Makes no answer of its own. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { LRUCache } from 'lru-cache';
import { isKnownVersion } from './negotiation.ts';
import { rateHeaders, visitorOf, type VisitorCounts } from './rates.ts';

const MOST_ANSWERS = 500;
const MOST_BYTES = 20_000_000;
/** Longer headers than any browser sends are not worth remembering. */
const LONGEST_KEY = 1_000;
/** Headers that are of one answer, not of all like it. */
const OWN_HEADERS = new Set(['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset', 'date']);

/** Headers that mean more than is looked at here: such a request is routed. */
const UNUSUAL = ['content-length', 'transfer-encoding', 'if-modified-since', 'expect'];

type Answer = {
  /** Whether it is what would be answered now. */
  readonly isRight: () => boolean;
  readonly etag: string;
  readonly body: Buffer;
  /** Names and values in turns, as Node takes them; of the whole answer, and of one that says that nothing changed. */
  readonly headers: readonly string[];
  readonly unchangedHeaders: readonly string[];
};

export type Replays = {
  /** Lets the answer to this request be given again for as long as it is right. Only for what depends on the address and the headers it varies by. */
  allow(raw: IncomingMessage, isRight: () => boolean): void;
  /** Remembers the answers allowed. After all that changes answers on their way out. */
  listen(app: FastifyInstance): void;
  /** Answers where it can. @returns whether it did */
  replay(raw: IncomingMessage, response: ServerResponse): boolean;
};

/**
 * @param counts where a request given an answer again counts like any other
 * @param addressOf the visitor's, as Fastify would tell it; there is none once the connection is gone
 */
export function keepReplays(
  counts: VisitorCounts,
  addressOf: (raw: IncomingMessage) => string | undefined,
): Replays {
  const answers = new LRUCache<string, Answer>({
    max: MOST_ANSWERS,
    maxSize: MOST_BYTES,
    sizeCalculation: ({ body }) => body.length + LONGEST_KEY,
  });
  const allowed = new WeakMap<IncomingMessage, () => boolean>();

  /** `null`: has to be routed. */
  function rightAnswer(raw: IncomingMessage): Answer | null {
    const key = keyOf(raw);
    const answer = key === null ? undefined : answers.get(key);
    if (key === null || answer === undefined) return null;
    if (answer.isRight()) return answer;
    answers.delete(key);
    return null;
  }

  /** What an exception here would end is the program; routes know how to fail. */
  function attempt(raw: IncomingMessage): { answer: Answer; rates: readonly string[] } | null {
    try {
      const answer = rightAnswer(raw);
      const visitor = visitorOf(addressOf(raw));
      if (answer === null || counts.isFull(visitor)) return null;
      return { answer, rates: rateHeaders(counts.count(visitor)) };
    } catch {
      return null;
    }
  }

  function replay(raw: IncomingMessage, response: ServerResponse): boolean {
    const found = attempt(raw);
    if (found === null) return false;
    const { answer, rates } = found;
    if (isKnownVersion(raw.headers['if-none-match'], answer.etag)) {
      response.writeHead(304, [...answer.unchangedHeaders, ...rates]).end();
    } else {
      response.writeHead(200, [...answer.headers, ...rates]).end(answer.body);
    }
    return true;
  }

  return {
    allow: (raw, isRight) => void allowed.set(raw, isRight),
    listen(app) {
      app.addHook('onSend', (request, reply, payload, done) => {
        const isRight = allowed.get(request.raw);
        const key = keyOf(request.raw);
        if (isRight !== undefined && key !== null && reply.statusCode === 200) {
          const answer = answerOf(isRight, reply.getHeaders(), payload);
          if (answer !== null) answers.set(key, answer);
        }
        done(null, payload);
      });
    },
    replay,
  };
}

/** `null`: nothing to be given again. */
function answerOf(
  isRight: () => boolean,
  headers: Readonly<Record<string, number | string | string[] | undefined>>,
  payload: unknown,
): Answer | null {
  const { etag } = headers;
  if (typeof etag !== 'string' || !(typeof payload === 'string' || Buffer.isBuffer(payload))) return null;
  const body = Buffer.isBuffer(payload) ? payload : Buffer.from(payload);
  const kept = Object.entries(headers).flatMap(([name, value]) =>
    OWN_HEADERS.has(name) || value === undefined ? [] : [[name, String(value)] as const],
  );
  return {
    isRight,
    etag,
    body,
    headers: [...kept.flat(), 'content-length', String(body.length)],
    unchangedHeaders: kept.filter(([name]) => name !== 'content-encoding').flat(),
  };
}

/** `null`: not to be remembered. */
function keyOf({ method, url = '', headers }: IncomingMessage): string | null {
  const isPlain = method === 'GET' && !UNUSUAL.some((name) => headers[name] !== undefined);
  const key = `${url}\n${headers['accept-encoding'] ?? ''}\n${headers.accept ?? ''}`;
  return isPlain && key.length <= LONGEST_KEY ? key : null;
}
