/** Keeps long answers written out and compressed until the database changes, so that a series many ask for is made once. Bounded; never serves what is out of date. */
import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { databaseVersion, versionOfTurn } from '../db/memo.ts';
import type { Database } from '../db/open.ts';
import { acceptedEncoding } from './negotiation.ts';
import type { Encoding } from './negotiation.ts';
import type { Replays } from './replays.ts';

/** What all kept answers together may take up, least recently asked for first to go. */
const MOST_ANSWERS = 200;
const MOST_BYTES = 20_000_000;
/** Shorter answers are not worth compressing. */
const WORTH_COMPRESSING_BYTES = 1_024;
/** 11 takes 0.1 s for a long series; 5 is smaller than gzip and takes a millisecond, once. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };
const GZIP = { level: 6 };

type Kept = {
  /** What the database was like when the text was last found to be right. */
  version: string;
  readonly text: string;
  readonly etag: string;
  readonly bodies: Map<Encoding, Buffer>;
};

/** Sends the JSON text known by `key`, asking for it only where the database has changed since. `ask` must depend on nothing but the database and the key. */
export type SendKept = (request: FastifyRequest, reply: FastifyReply, key: string, ask: () => string) => void;

type Keeping =
  | {
      /** Differs whenever an answer may: whenever anything is written, unless told otherwise. */
      readonly versionOf?: (db: Database) => string;
      readonly replays?: undefined;
    }
  | {
      readonly versionOf?: undefined;
      /** Gives answers again ahead of all routing: for what depends on the address and the headers it varies by alone. */
      readonly replays: Pick<Replays, 'allow'>;
    };

/**
 * What it keeps goes with the connection.
 */
export function keepAnswers(
  site: { readonly db: Database },
  { versionOf = databaseVersion, replays }: Keeping = {},
): SendKept {
  const versionNow = versionOfTurn();
  let { db } = site;
  const answers = new Map<string, Kept>();
  let bytes = 0;
  const forget = (key: string): void => {
    bytes -= sizeOf(answers.get(key));
    answers.delete(key);
  };
  return (request, reply, key, ask) => {
    if (db !== site.db) {
      // Another file: its versions count from the beginning again.
      for (const known of answers.keys()) forget(known);
      ({ db } = site);
    }
    const kept = answers.get(key);
    // Gone as well where `ask` finds that there is nothing any more.
    forget(key);
    const answer = current(kept, versionOf(db), ask);
    const encoding = acceptedEncoding(request.headers['accept-encoding']);
    const body = bodyOf(answer, encoding);
    // Put back at the end: the order of the map is that of the last use.
    answers.set(key, answer);
    bytes += sizeOf(answer);
    for (const oldest of answers.keys()) {
      if (answers.size <= MOST_ANSWERS && bytes <= MOST_BYTES) break;
      forget(oldest);
    }
    const { version } = answer;
    const shown = site.db;
    replays?.allow(request.raw, () => site.db === shown && versionNow(shown) === version);
    reply
      .type('application/json; charset=utf-8')
      .headers({ etag: answer.etag, vary: 'accept, accept-encoding' });
    if (body === null) void reply.send(answer.text);
    else void reply.header('content-encoding', encoding).send(body);
  };
}

/** A change elsewhere in the database mostly leaves an answer as it was: its compressed bodies then stay. */
function current(kept: Kept | undefined, version: string, ask: () => string): Kept {
  if (kept?.version === version) return kept;
  const text = ask();
  if (kept?.text === text) {
    kept.version = version;
    return kept;
  }
  const etag = `W/"${createHash('sha1').update(text).digest('base64')}"`;
  return { version, text, etag, bodies: new Map() };
}

/** `null`: to be sent as it is. */
function bodyOf({ text, bodies }: Kept, encoding: Encoding): Buffer | null {
  if (encoding === 'identity' || text.length < WORTH_COMPRESSING_BYTES) return null;
  const body =
    bodies.get(encoding) ?? (encoding === 'br' ? brotliCompressSync(text, BROTLI) : gzipSync(text, GZIP));
  bodies.set(encoding, body);
  return body;
}

function sizeOf(kept: Kept | undefined): number {
  if (kept === undefined) return 0;
  return [...kept.bodies.values()].reduce((sum, body) => sum + body.length, kept.text.length);
}
