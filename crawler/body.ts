/** Reads a body: counts what comes over the wire and what it unpacks to, and stops at the first byte too many. */
import { pipeline, type Duplex, type Readable } from 'node:stream';
import {
  brotliDecompressSync,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  gunzipSync,
  inflateSync,
} from 'node:zlib';
import { failureOf } from './errors.ts';
import { done, failed, type Outcome } from './outcome.ts';

/**
 * Bodies this small are unpacked at once: handing them to another thread costs ten times the work. What they may unpack
 * to is bounded too, at some milliseconds. Longer ones are unpacked as they come, so that a bomb ends where it is too large.
 */
const SMALL_PACKED_BYTES = 65_536;
const SMALL_BYTES = 1_048_576;

type Decoder = {
  readonly now: (packed: Buffer, bound: { readonly maxOutputLength: number }) => Buffer;
  readonly asItComes: () => Duplex;
};
const GZIP: Decoder = { now: gunzipSync, asItComes: () => createGunzip() };
const DECODERS = new Map<string, Decoder | 'identity'>([
  ['', 'identity'],
  ['identity', 'identity'],
  ['gzip', GZIP],
  ['x-gzip', GZIP],
  ['deflate', { now: inflateSync, asItComes: () => createInflate() }],
  ['br', { now: brotliDecompressSync, asItComes: () => createBrotliDecompress() }],
]);

/**
 * @param maxBytes bound of the unpacked body, and of the packed one
 * @param isCutAtMost of a longer body the first `maxBytes` are the answer
 * @returns the plain body; 'too-large' past the bound, 'protocol' for encodings that were not asked for or do not decode
 */
export async function readBody(
  stream: Readable,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  maxBytes: number,
  isCutAtMost = false,
): Promise<Outcome<Buffer>> {
  if (!isCutAtMost && Number(headers['content-length'] ?? 0) > maxBytes)
    return failed('too-large', `announces ${String(headers['content-length'])} bytes`);
  const encoding = String(headers['content-encoding'] ?? '')
    .trim()
    .toLowerCase();
  const decoder = DECODERS.get(encoding);
  if (decoder === undefined) return failed('protocol', `content-encoding ${encoding}`);
  const end = isCutAtMost ? 'cut' : 'fail';
  if (decoder === 'identity') return await collect(stream, maxBytes, end);
  return await unpack(stream, decoder, maxBytes, end);
}

/** What to do with the byte too many: fail, cut the body there, or stop with what there is, the stream still open. */
type End = 'fail' | 'cut' | 'pause';

async function unpack(
  stream: Readable,
  decoder: Decoder,
  maxBytes: number,
  end: End,
): Promise<Outcome<Buffer>> {
  const first = await collect(stream, SMALL_PACKED_BYTES, 'pause');
  if (!first.ok) return first;
  const isWhole = first.value.length <= SMALL_PACKED_BYTES;
  try {
    if (isWhole && maxBytes <= SMALL_BYTES)
      return done(decoder.now(first.value, { maxOutputLength: maxBytes }));
    const plain = decoder.asItComes();
    plain.write(first.value);
    if (isWhole) plain.end();
    // Whatever breaks ends both, and the reader of the second is told.
    else pipeline(stream, plain, () => undefined);
    return await collect(plain, maxBytes, end);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ERR_BUFFER_TOO_LARGE') return tooLarge(maxBytes);
    // zlib's own codes: the body is not what its header says.
    if (/^(Z_|ERR__|ERR_BROTLI|ERR_ZLIB)/.test(code)) return failed('protocol', `does not unpack: ${code}`);
    return { ok: false, failure: failureOf(error) };
  }
}

/** Rejects with the stream's error. */
async function collect(stream: Readable, maxBytes: number, end: End): Promise<Outcome<Buffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  return await new Promise((resolve, reject) => {
    // It may have ended between its answer and now: then no event is left to wait for.
    if (stream.destroyed) {
      if (stream.errored !== null) reject(stream.errored);
      else resolve(failed('protocol', 'ERR_STREAM_PREMATURE_CLOSE'));
      return;
    }
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      chunks.push(chunk);
      if (length <= maxBytes) return;
      stream.off('data', take);
      if (end === 'pause') stream.pause();
      else stream.destroy();
      const body = joined(chunks, length);
      resolve(end === 'fail' ? tooLarge(maxBytes) : done(end === 'cut' ? body.subarray(0, maxBytes) : body));
    };
    stream.on('data', take);
    stream.once('end', () => resolve(done(joined(chunks, length))));
    stream.once('error', reject);
    // Settles nothing after an end or an error; without either, the connection went in the middle.
    stream.once('close', () => resolve(failed('protocol', 'ERR_STREAM_PREMATURE_CLOSE')));
    stream.resume();
  });
}

function joined(chunks: readonly Buffer[], length: number): Buffer {
  return chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks, length);
}

function tooLarge(maxBytes: number): Outcome<Buffer> {
  return failed('too-large', `more than ${maxBytes} bytes`);
}
