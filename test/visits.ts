/** Outcomes of visits, made up for tests of what happens to them afterwards. */
import type { DueInstance } from '../db/instances.ts';
import {
  FIGURES,
  type Domain,
  type Failure,
  type Figures,
  type ProbeResult,
  type Profile,
} from '../db/model.ts';
import { parseDomain } from '../db/domain.ts';

export function domain(text: string): Domain {
  const parsed = parseDomain(text, ['test']);
  if (parsed === null) throw new Error(`${text} is no domain`);
  return parsed;
}

/** Unix seconds of an ISO date or time. */
export function unix(text: string): number {
  return Date.parse(text.length === 10 ? `${text}T00:00:00Z` : text) / 1000;
}

export function figures(some: Partial<Figures>): Figures {
  return { ...(Object.fromEntries(FIGURES.map((figure) => [figure, null])) as Figures), ...some };
}

export const PROFILE: Profile = {
  softwareName: 'mastodon',
  softwareVersion: '4.4.2',
  title: 'A quiet place',
  description: 'For people who like lanterns.',
  languages: ['fr'],
  registrations: 'open',
  registrationsMessage: null,
  rules: ['Be kind.'],
  minimumAge: 16,
  thumbnail: null,
  characterLimit: 500,
  limitedFederation: false,
};

type Answered = { figures?: Partial<Figures>; profile?: Partial<Profile>; isPartial?: boolean };
export function answer(name: string, at: number, said: Answered = {}): ProbeResult & { ok: true } {
  return {
    domain: domain(name),
    at,
    durationMs: 120,
    requests: 5,
    ok: true,
    isPartial: said.isPartial ?? false,
    peers: null,
    observation: {
      figures: figures(said.figures ?? {}),
      profile: { ...PROFILE, ...said.profile },
      refusals: [],
      weeks: [],
    },
  };
}

export function failure(name: string, at: number, some: Partial<Failure> = {}): ProbeResult & { ok: false } {
  return {
    domain: domain(name),
    at,
    durationMs: 120,
    requests: 1,
    ok: false,
    failure: {
      kind: 'timeout',
      detail: 'the deadline passed',
      status: null,
      retryAt: null,
      target: null,
      ...some,
    },
  };
}

export function due(name: string, some: Partial<DueInstance> = {}): DueInstance {
  return {
    id: 1,
    domain: domain(name),
    state: 'up',
    failures: 0,
    failingSince: null,
    lastVisitAt: null,
    lastAnswerAt: null,
    nextProbeAt: 0,
    addedBy: 'operator',
    site: name,
    peersAt: null,
    peersHash: null,
    ...some,
  };
}
