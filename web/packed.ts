/** Keeps lists of the whole register compressed until the list changes: tens of megabytes as text, which `kept.ts` has no room for. */
import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { createGunzip, gzip } from 'node:zlib';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { acceptedEncoding, isKnownVersion } from './negotiation.ts';

/** A tenth larger than level 6, in a third of the time. */
const LEVEL = 4;
const pack = promisify<string, { level: number }, Buffer>(gzip);

type Packed = { readonly etag: string; readonly bytes: Buffer };
type Kept = { readonly version: string; readonly packed: Promise<Packed> };

/** Sends the JSON text known by `key`, asking for it only where the version has changed since. Keys have to be few: each stays. */
export type SendPacked = (
  request: FastifyRequest,
  reply: FastifyReply,
  key: string,
  ask: () => string,
) => Promise<FastifyReply>;

/** @param versionOf differs whenever an answer may */
export function keepPacked(versionOf: () => string): SendPacked {
  const answers = new Map<string, Kept>();
  const current = (key: string, ask: () => string): Promise<Packed> => {
    const version = versionOf();
    const kept = answers.get(key);
    if (kept?.version === version) return kept.packed;
    const packed = packedOf(ask());
    answers.set(key, { version, packed });
    return packed;
  };
  return async (request, reply, key, ask) => {
    const { etag, bytes } = await current(key, ask);
    reply.type('application/json; charset=utf-8').headers({ etag, vary: 'accept-encoding' });
    // Whoever has it already gets no body, whatever is put here.
    if (isKnownVersion(request.headers['if-none-match'], etag)) return reply.send(bytes);
    if (acceptsGzip(request)) return reply.header('content-encoding', 'gzip').send(bytes);
    const text = createGunzip();
    text.end(bytes);
    return reply.send(text);
  };
}

async function packedOf(text: string): Promise<Packed> {
  const etag = `W/"${createHash('sha1').update(text).digest('base64')}"`;
  return { etag, bytes: await pack(text, { level: LEVEL }) };
}

/** One form is kept: who prefers brotli takes gzip as well, where the header says so. */
function acceptsGzip({ headers }: FastifyRequest): boolean {
  const header = [headers['accept-encoding'] ?? ''].flat().join(',');
  const gzipOnly = header
    .split(',')
    .filter((part) => part.trim().toLowerCase().startsWith('gzip'))
    .join(',');
  return acceptedEncoding(gzipOnly) === 'gzip';
}
