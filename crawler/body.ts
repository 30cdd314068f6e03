/** Reads a body: counts what comes over the wire and what it unpacks to, and stops at the first byte too many. */
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliDecompress, brotliDecompressSync, gunzip, gunzipSync, inflate, inflateSync } from 'node:zlib';
import { failureOf } from './errors.ts';
import { done, failed, type Outcome } from './outcome.ts';

/**
 * Bodies this small are unpacked at once: handing them to another thread costs ten times the work. What they may unpack
 * to is bounded too, at some milliseconds.
 */
const SMALL_PACKED_BYTES = 65_536;
const SMALL_BYTES = 1_048_576;

type Bound = { readonly maxOutputLength: number };
type Decoder = {
  readonly now: (packed: Buffer, bound: Bound) => Buffer;
  readonly later: (packed: Buffer, bound: Bound) => Promise<Buffer>;
};
const GZIP: Decoder = { now: gunzipSync, later: promisify(gunzip) };
const DECODERS = new Map<string, Decoder | 'identity'>([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', GZIP],
  ['x-gzip', GZIP],
  ['deflate', { now: inflateSync, later: promisify(inflate) }],
  ['br', { now: brotliDecompressSync, later: promisify(brotliDecompress) }],
]);

/**
 * @param maxBytes bound of the unpacked body, and of the packed one
 * @returns the plain body; 'too-large' past the bound, 'protocol' for encodings that were not asked for or do not decode
 */
export async function readBody(
  stream: Readable,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxBytes: number,
): Promise<Outcome<Buffer>> {
  if (Number(headers['content-length'] ?? 0) > maxBytes)
    return failed('too-large', `announces ${String(headers['content-length'])} bytes`);
  const encoding = String(headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase();
  const decoder = DECODERS.get(encoding);
  if (decoder === undefined) return failed('protocol', `content-encoding ${encoding}`);
  const body = await collect(stream, maxBytes);
  return decoder === 'identity' || !body.ok ? body : await unpack(body.value, decoder, maxBytes);
}

async function unpack(packed: Buffer, decoder: Decoder, maxBytes: number): Promise<Outcome<Buffer>> {
  const bound = { maxOutputLength: maxBytes };
  const isSmall = packed.length <= SMALL_PACKED_BYTES && maxBytes <= SMALL_BYTES;
  try {
    return done(isSmall ? decoder.now(packed, bound) : await decoder.later(packed, bound));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxBytes);
    // zlib's own codes: the body is not what its header says.
    if (/^(Z_|ERR__|ERR_BROTLI|ERR_ZLIB)/.test(code)) return failed('protocol', `does not unpack: ${code}`);
    return { ok: false, failure: failureOf(error) };
  }
}

/** Rejects with the stream's error. */
async function collect(stream: Readable, maxBytes: number): Promise<Outcome<Buffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  return await new Promise((resolve, reject) => {
    // It may have ended between its answer and now: then no event is left to wait for.
    if (stream.destroyed) {
      if (stream.errored !== null) reject(stream.errored);
      else resolve(failed('protocol', 'ERR_STREAM_PREMATURE_CLOSE'));
      return;
    }
    stream.on('data', (chunk: Buffer) => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBytes) return;
      stream.destroy();
      resolve(tooLarge(maxBytes));
    });
    stream.once('end', () =>
      resolve(
        done(chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length)),
      ),
    );
    stream.once('error', reject);
    // Settles nothing after an end or an error; without either, the connection went in the middle.
    stream.once('close', () => resolve(failed('protocol', 'ERR_STREAM_PREMATURE_CLOSE')));
    stream.resume();
  });
}

function tooLarge(maxBytes: number): Outcome<Buffer> {
  return failed('too-large', `more than ${maxBytes} bytes`);
}
