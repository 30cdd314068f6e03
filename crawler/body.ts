/** Reads a body: counts what comes over the wire and what it unpacks to, and stops at the first byte too many. */
import type { Readable, Transform } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { failureOf } from './errors.ts';
import { done, failed, type Outcome } from './outcome.ts';

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
  const encoding = String(headers['content-encoding'] ?? 'identity')
    .trim()
    .toLowerCase();
  const decoder = decoderFor(encoding);
  if (decoder === null) return failed('protocol', `content-encoding ${encoding}`);
  return decoder === 'identity' ? collect(stream, maxBytes) : unpack(stream, decoder, maxBytes);
}

function decoderFor(encoding: string): Transform | 'identity' | null {
  if (encoding === 'identity' || encoding === '') return 'identity';
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  if (encoding === 'br') return createBrotliDecompress();
  return null;
}

async function unpack(stream: Readable, decoder: Transform, maxBytes: number): Promise<Outcome<Buffer>> {
  let packed = 0;
  stream.on('data', (chunk: Buffer) => {
    packed += chunk.length;
    if (packed > maxBytes) decoder.destroy(new TooLarge());
  });
  stream.once('error', (error) => decoder.destroy(error));
  try {
    return await collect(stream.pipe(decoder), maxBytes);
  } catch (error) {
    if (error instanceof TooLarge) return failed('too-large', `more than ${maxBytes} bytes`);
    // zlib's own codes: the body is not what its header says.
    if (
      error instanceof Error &&
      'code' in error &&
      /^(Z_|ERR__|ERR_BROTLI|ERR_ZLIB)/.test(String(error.code))
    ) {
      return failed('protocol', `does not unpack: ${String(error.code)}`);
    }
    return { ok: false, failure: failureOf(error) };
  } finally {
    decoder.destroy();
  }
}

class TooLarge extends Error {}

async function collect(stream: Readable, maxBytes: number): Promise<Outcome<Buffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    if (!Buffer.isBuffer(chunk)) continue;
    length += chunk.length;
    if (length > maxBytes) return failed('too-large', `more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return done(Buffer.concat(chunks, length));
}
