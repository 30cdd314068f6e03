/**
 * Reads what a worker says it found. A worker may be broken, of another release or in the wrong hands: shapes, sizes and
 * counts are judged again here, and whatever does not fit is no result.
 */
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { parseDomain } from '../../db/domain.ts';
import { FAILURE_KINDS, FIGURES, REGISTRATIONS, type Domain, type Failure } from '../../db/model.ts';
import { judge } from '../figures.ts';
import { parseJson } from '../json.ts';
import type { Probed } from '../probe.ts';

/** At least what a visit of ours can bring; the limits of each text are where it is cleaned. */
const LIMITS = {
  text: 1_000,
  texts: 100,
  refusals: 64,
  weeks: 100,
  peers: 20_000,
  rules: 1_000_000,
} as const;

function orNull<T extends Parameters<typeof Type.Union>[0][number]>(type: T) {
  return Type.Union([type, Type.Null()]);
}
const Text = Type.String({ maxLength: LIMITS.text });
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
const At = Type.Integer({ minimum: 0, maximum: 100_000_000_000 });
const Texts = Type.Array(Text, { maxItems: LIMITS.texts });
const literals = <T extends string>(values: readonly T[]) => Type.Enum([...values]);

const Profile = Type.Object({
  softwareName: orNull(Text),
  softwareVersion: orNull(Text),
  title: orNull(Text),
  description: orNull(Text),
  languages: Texts,
  registrations: orNull(literals(REGISTRATIONS)),
  registrationsMessage: orNull(Text),
  rules: Texts,
  minimumAge: orNull(Count),
  thumbnail: orNull(Text),
  characterLimit: orNull(Count),
  limitedFederation: orNull(Type.Boolean()),
});
/** Our own words, come back from a worker. */
const Origin = Type.String({ pattern: '^[A-Za-z0-9 ./_-]{1,64}$' });
const Observation = Type.Object({
  figures: Type.Object({
    users: orNull(Count),
    activeMonth: orNull(Count),
    activeHalfYear: orNull(Count),
    activeWeek: orNull(Count),
    statuses: orNull(Count),
    comments: orNull(Count),
    connections: orNull(Count),
    peersListed: orNull(Count),
  }),
  profile: Profile,
  origins: Type.Optional(
    Type.Partial(Type.Object(Object.fromEntries(FIGURES.map((figure) => [figure, Origin])))),
  ),
  refusals: Type.Array(Type.Object({ figure: literals(FIGURES), rule: Text, raw: Text }), {
    maxItems: LIMITS.refusals,
  }),
  weeks: Type.Array(
    Type.Object({
      weekAt: At,
      statuses: orNull(Count),
      logins: orNull(Count),
      registrations: orNull(Count),
      isComplete: Type.Boolean(),
    }),
    { maxItems: LIMITS.weeks },
  ),
});
const Peers = Type.Object({ hash: orNull(Text), domains: Type.Array(Text, { maxItems: LIMITS.peers }) });
const Trouble = Type.Object({
  kind: literals(FAILURE_KINDS),
  detail: Text,
  status: orNull(Type.Integer({ minimum: 100, maximum: 999 })),
  retryAt: orNull(At),
  target: orNull(Text),
});
const Visit = {
  domain: Text,
  durationMs: Type.Number({ minimum: 0, maximum: 3_600_000 }),
  requests: Type.Integer({ minimum: 0, maximum: 100 }),
  robots: orNull(Type.Object({ at: At, rules: Type.String({ maxLength: LIMITS.rules }) })),
};
const Answered = Compile(
  Type.Object({
    ...Visit,
    ok: Type.Literal(true),
    observation: Observation,
    peers: orNull(Peers),
    isPartial: Type.Boolean(),
    isQuiet: Type.Optional(Type.Boolean()),
    retryAt: Type.Optional(orNull(At)),
  }),
);
const Failed = Compile(Type.Object({ ...Visit, ok: Type.Literal(false), failure: Trouble }));

/**
 * @param domain that was asked
 * @param now our clock, Unix seconds: the worker's does not count
 * @returns `null` for what is no result of a visit to that host
 */
export function readResult(
  text: string,
  domain: Domain,
  now: number,
  allowedSuffixes: readonly string[],
): Probed | null {
  const json = parseJson(Buffer.from(text));
  if (!json.ok) return null;
  const { value } = json;
  const names = (told: string): Domain | null => parseDomain(told, allowedSuffixes);
  if (Answered.Check(value) && value.domain === domain) {
    const { durationMs, requests, robots, ok, isPartial, isQuiet = false, retryAt = null } = value;
    const observation = rejudged(value.observation);
    const peers =
      value.peers === null
        ? null
        : { hash: value.peers.hash, domains: value.peers.domains.map(names).filter((name) => name !== null) };
    return {
      domain,
      at: now,
      durationMs,
      requests,
      robots,
      ok,
      observation,
      peers,
      isPartial,
      isQuiet,
      retryAt,
    };
  }
  if (!Failed.Check(value) || value.domain !== domain) return null;
  const { durationMs, requests, robots, ok } = value;
  return { domain, at: now, durationMs, requests, robots, ok, failure: failureOf(value.failure, names) };
}

/** Counts that cannot be true are refused, whoever brings them. */
function rejudged(told: Static<typeof Observation>): Static<typeof Observation> {
  const claims = Object.fromEntries(FIGURES.map((figure) => [figure, [told.figures[figure]]]));
  const { figures, refusals } = judge(claims);
  return { ...told, figures, refusals: [...told.refusals, ...refusals] };
}

function failureOf(told: Static<typeof Trouble>, names: (told: string) => Domain | null): Failure {
  return { ...told, target: told.target === null ? null : names(told.target) };
}
