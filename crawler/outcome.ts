/** Remote trouble as a value: an outcome is what was wanted, or the failure instead. */
import type { Failure, FailureKind } from '../db/model.ts';

export type Failed = { readonly ok: false; readonly failure: Failure };
export type Outcome<T> = { readonly ok: true; readonly value: T } | Failed;

export function done<T>(value: T): Outcome<T> {
  return { ok: true, value };
}

/** Details are shown to people and written to logs: printable ASCII of at most this many characters. */
const MAX_DETAIL = 200;

/** A failed outcome. @param detail anything; made printable and cut */
export function failed(
  kind: FailureKind,
  detail: string,
  more: Partial<Omit<Failure, 'kind' | 'detail'>> = {},
): Failed {
  const printable = detail.replace(/[^\x20-\x7e]+/g, '?').slice(0, MAX_DETAIL);
  return {
    ok: false,
    failure: { kind, detail: printable, status: null, retryAt: null, target: null, ...more },
  };
}
