/** Puts readings of several answers together, first told first; it must never decide what a figure is worth. */
import { FIGURES, type Figure, type Profile } from '../../db/model.ts';
import type { Answer, NodeInfo, Reading } from './software.ts';

/** An answer nobody gave. */
export const NOTHING: Reading = {
  softwareName: null,
  softwareVersion: null,
  claims: {},
  endpoint: null,
  profile: {},
  identity: null,
  withheld: null,
  weeks: [],
  peers: null,
};

/** The JSON of a good answer; `null` where there was none. */
export function told(answer: Answer | undefined): unknown {
  return answer !== undefined && answer.status >= 200 && answer.status < 300 ? answer.json : null;
}

/** Without some figures, e.g. where a constant stands in for a count. */
export function without<Source extends Reading>(reading: Source, figures: readonly Figure[]): Source {
  const claims = Object.fromEntries(
    Object.entries(reading.claims).filter(([figure]) => !figures.some((f) => f === figure)),
  );
  return { ...reading, claims };
}

/** Misskey's and Pixelfed's `localComments` is the constant 0, because replies count as statuses: unknown, not none. */
export function withoutConstantComments(nodeinfo: NodeInfo | null): NodeInfo | null {
  const isCounted = (nodeinfo?.claims.comments ?? []).some((count) => Number(count) > 0);
  return nodeinfo === null || isCounted ? nodeinfo : without(nodeinfo, ['comments']);
}

/** Friendica's v1 may tell 0 users, statuses and domains while its NodeInfo counts rightly: zeros there are unknown. */
export function withoutPlaceholders(v1: Reading): Reading {
  const counts = Object.values(v1.claims).flat();
  return counts.every((count) => Number(count) === 0) ? { ...v1, claims: {} } : v1;
}

/**
 * Software and version as NodeInfo says them; figures and texts from the first reading that tells them, each in an
 * order of its own, because the source that counts best is seldom the one that describes best.
 */
export function combine(
  nodeinfo: NodeInfo | null,
  order: { readonly figures: readonly (Reading | null)[]; readonly profile: readonly (Reading | null)[] },
): Reading {
  const describing = order.profile.filter((reading) => reading !== null);
  const sources = nodeinfo === null ? describing : [nodeinfo, ...describing];
  const first = <Value>(pick: (reading: Reading) => Value | null): Value | null =>
    sources.map(pick).find((value) => value !== null) ?? null;
  return {
    softwareName: first((reading) => reading.softwareName),
    softwareVersion: first((reading) => reading.softwareVersion),
    ...joinClaims(order.figures.filter((reading) => reading !== null)),
    endpoint: null,
    profile: joinProfiles(describing.map((reading) => reading.profile)),
    identity: first((reading) => reading.identity),
    withheld: first((reading) => reading.withheld),
    weeks: sources.find((reading) => reading.weeks.length > 0)?.weeks ?? [],
    peers: first((reading) => reading.peers),
  };
}

function joinClaims(readings: readonly Reading[]): Required<Pick<Reading, 'claims' | 'origins'>> {
  const claims: Partial<Record<Figure, readonly unknown[]>> = {};
  const origins: Partial<Record<Figure, readonly (string | null)[]>> = {};
  for (const figure of FIGURES) {
    const values = readings.flatMap((reading) => reading.claims[figure] ?? []);
    if (values.length === 0) continue;
    claims[figure] = values;
    origins[figure] = readings.flatMap((reading) =>
      (reading.claims[figure] ?? []).map((_, index) => originOf(reading, figure, index)),
    );
  }
  return { claims, origins };
}

/** Which answer a claim was read from; `null`: that is not known. */
export function originOf(
  { endpoint, origins }: Pick<Reading, 'endpoint' | 'origins'>,
  figure: Figure,
  index: number,
): string | null {
  return origins?.[figure]?.[index] ?? endpoint;
}

function joinProfiles(profiles: readonly Partial<Profile>[]): Partial<Profile> {
  const first = <Value>(pick: (profile: Partial<Profile>) => Value | null | undefined): Value | null =>
    profiles.map(pick).find((value) => value !== null && value !== undefined) ?? null;
  const firstList = (pick: (profile: Partial<Profile>) => readonly string[] | undefined): readonly string[] =>
    profiles.map(pick).find((value) => value !== undefined && value.length > 0) ?? [];
  return {
    title: first((profile) => profile.title),
    description: first((profile) => profile.description),
    languages: firstList((profile) => profile.languages),
    registrations: first((profile) => profile.registrations),
    registrationsMessage: first((profile) => profile.registrationsMessage),
    rules: firstList((profile) => profile.rules),
    minimumAge: first((profile) => profile.minimumAge),
    thumbnail: first((profile) => profile.thumbnail),
    characterLimit: first((profile) => profile.characterLimit),
    limitedFederation: first((profile) => profile.limitedFederation),
  };
}
