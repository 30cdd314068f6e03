/** Turns the network libraries' errors into failures. Errors of our own code are not caught here: they are thrown on. */
import type { Failure } from '../db/model.ts';
import type { FailureKind } from '../db/model.ts';
import { LookupError } from './names.ts';
import { failed } from './outcome.ts';

const KINDS: readonly (readonly [RegExp, FailureKind])[] = [
  [/^(ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EMFILE|ENFILE|ENOBUFS|EPERM|EACCES)$/, 'own-side'],
  [/^(ENOTFOUND|ENODATA|EAI_)/, 'dns'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|ABORT_ERR|ERR_ABORTED|ERR_SOCKET_CONNECTION_TIMEOUT)$/, 'timeout'],
  [
    /^(CERT_|DEPTH_|UNABLE_TO_|SELF_SIGNED|ERR_TLS|ERR_SSL|HOSTNAME_MISMATCH|INVALID_CA|EPROTO|ERR_OSSL|CRL_|OCSP)/,
    'tls',
  ],
  [
    /^(HPE_|ERR_HTTP|ERR_STREAM_PREMATURE_CLOSE|ERR_HTTP_CONTENT_LENGTH_MISMATCH|ERR_INCOMPLETE|ERR_UPGRADE)/,
    'protocol',
  ],
  [/^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|EHOSTDOWN|EPIPE|ECONNABORTED)$/, 'connect'],
];

/** The host closed the connection without an answer. */
export class ClosedError extends Error {
  override readonly name = 'ClosedError';
}

/**
 * The failure that an error of a request stands for. A cause that says more than its wrapper wins.
 * `own-side` is our own network's trouble (no route, no sockets left): it says nothing about the host.
 */
export function failureOf(error: unknown): Failure {
  const chain = causesOf(error);
  // Wrappers repeat the code of a failed look-up, but not that it was one.
  const lookup = chain.find((cause) => cause instanceof LookupError);
  if (lookup !== undefined) return failed(lookup.kind, lookup.code).failure;
  for (const cause of chain) {
    const code = codeOf(cause);
    if (cause.name === 'TimeoutError' || cause.name === 'AbortError')
      return failed('timeout', 'the deadline passed').failure;
    const kind = KINDS.find(([pattern]) => pattern.test(code))?.[1];
    if (kind !== undefined) return failed(kind, code).failure;
  }
  // Libraries' own errors carry a code; a bare one is a bug of ours and ends the run loudly.
  if (error instanceof Error && (codeOf(error) !== '' || error instanceof ClosedError)) {
    return failed('protocol', codeOf(error) || error.message).failure;
  }
  throw error;
}

/** The error, its cause, the cause's cause …; of several errors at once, the first. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  let next = error;
  while (next instanceof Error && chain.length < 10) {
    chain.push(next);
    next = next instanceof AggregateError ? next.errors[0] : next.cause;
  }
  return chain;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
