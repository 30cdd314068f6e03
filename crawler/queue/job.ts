/** A visit as it travels to a worker, and read there. Trusts nothing that comes out of the queue. */
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseDomain } from '../../db/domain.ts';
import type { Subject } from '../probe.ts';

export type VisitJob = {
  /** What the result is to be called. */
  readonly ask: string;
  readonly subject: Subject;
};

const LIMITS = { name: 253, hash: 64, ask: 100, rules: 1_000_000 } as const;
const At = Type.Union([Type.Integer({ minimum: 0 }), Type.Null()]);

const Payload = Compile(
  Type.Object({
    ask: Type.String({ maxLength: LIMITS.ask }),
    domain: Type.String({ maxLength: LIMITS.name }),
    peersAt: At,
    peersHash: Type.Union([Type.String({ maxLength: LIMITS.hash }), Type.Null()]),
    lastAnswerAt: At,
    robots: Type.Union([
      Type.Object({ at: Type.Integer({ minimum: 0 }), rules: Type.String({ maxLength: LIMITS.rules }) }),
      Type.Null(),
    ]),
    isHearsay: Type.Boolean(),
  }),
);

/** What a worker has to know of an instance, and no more. */
export function payloadOf({ ask, subject }: VisitJob): object {
  const { domain, peersAt, peersHash, lastAnswerAt, robots = null, isHearsay = false } = subject;
  return { ask, domain, peersAt, peersHash, lastAnswerAt, robots, isHearsay };
}

/** @throws Error for what is no visit, or not to a host that may be visited */
export function readPayload(payload: unknown, allowedSuffixes: readonly string[]): VisitJob {
  if (!Payload.Check(payload)) throw new Error('this job is no visit');
  const { ask, domain: name, ...known } = payload;
  const domain = parseDomain(name, allowedSuffixes);
  if (domain === null || domain !== name) throw new Error('this job names no public host');
  return { ask, subject: { ...known, domain } };
}
