/** The domain's types: what an instance, a probe and a series are. Imports nothing and does nothing. */

declare const domainBrand: unique symbol;
/** A canonical host name (ASCII, lower case, under a known public suffix). Only `parseDomain` makes one. */
export type Domain = string & { readonly [domainBrand]: true };

/**
 * The figures of an instance, in the order they are stored and shown. All are counts (whole, >= 0).
 * users: registered accounts · activeMonth/HalfYear/Week: accounts active in that time · statuses: local posts ·
 * comments: local comments where told apart · connections: remote domains known ·
 * peersListed: length of the published peers list (not the same thing as connections).
 */
export const FIGURES = [
  'users',
  'activeMonth',
  'activeHalfYear',
  'activeWeek',
  'statuses',
  'comments',
  'connections',
  'peersListed',
] as const;
export type Figure = (typeof FIGURES)[number];
/** One value per figure; `null` means unknown, never 0. */
export type Figures = Readonly<Record<Figure, number | null>>;

/** Nothing is known. */
export const UNKNOWN: Figures = {
  users: null,
  activeMonth: null,
  activeHalfYear: null,
  activeWeek: null,
  statuses: null,
  comments: null,
  connections: null,
  peersListed: null,
};

/** Figures that are summed over the network. */
export const NETWORK_FIGURES = ['users', 'activeMonth', 'statuses', 'connections'] as const;
export type NetworkFigure = (typeof NETWORK_FIGURES)[number];

/** Who may sign up. `restricted`: only addresses under certain e-mail domains. */
export const REGISTRATIONS = ['open', 'approval', 'restricted', 'closed'] as const;
export type Registrations = (typeof REGISTRATIONS)[number];

/**
 * discovered: known, has not answered yet · up: answered at its last visit · failing: did not, for less than 30 days ·
 * gone: 410, or no answer for 30 days · moved: points to another host · withheld: asks not to be read (robots.txt, 401, noindex).
 */
export const STATES = ['discovered', 'up', 'failing', 'gone', 'moved', 'withheld'] as const;
export type State = (typeof STATES)[number];

/** What an instance says of itself. Texts are plain (no markup), cut to sane lengths, never trusted. */
export type Profile = {
  /** NodeInfo name, lower case; `null` when no document named one. */
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly title: string | null;
  /** One or two sentences. */
  readonly description: string | null;
  /** BCP 47 tags, as published. */
  readonly languages: readonly string[];
  readonly registrations: Registrations | null;
  /** What closed or reviewing instances tell newcomers. */
  readonly registrationsMessage: string | null;
  readonly rules: readonly string[];
  /** Years. */
  readonly minimumAge: number | null;
  /** https address of a picture on the instance; never loaded by visitors. */
  readonly thumbnail: string | null;
  readonly characterLimit: number | null;
  readonly limitedFederation: boolean | null;
};
export type ProfileField = keyof Profile;

/** A figure that cannot be true: kept out of the series, with the rule that refused it. */
export type Refusal = {
  readonly figure: Figure;
  /** e.g. 'negative', 'fractional', 'beyond-2^53', 'not-a-number', 'above-ceiling', 'active-above-users'. */
  readonly rule: string;
  /** The value as told, cut to 64 characters. */
  readonly raw: string;
};

/** One past week of an instance's own activity log. */
export type ActivityWeek = {
  /** Monday 00:00 UTC of the week the reading belongs to, Unix seconds. */
  readonly weekAt: number;
  readonly statuses: number | null;
  readonly logins: number | null;
  readonly registrations: number | null;
  /** False for the running week, whose counts still grow. */
  readonly isComplete: boolean;
};

/** What the instance said at one moment. */
export type Observation = {
  readonly figures: Figures;
  readonly profile: Profile;
  readonly refusals: readonly Refusal[];
  readonly weeks: readonly ActivityWeek[];
  /** Which answer each known figure was read from: 'NodeInfo 2.0', '/api/v1/instance' … */
  readonly origins?: Readonly<Partial<Record<Figure, string>>>;
};

/**
 * Why a probe brought nothing. What could be our own side's is recorded only while others are well (crawler/outage.ts).
 * dns: no such name · connect: refused or reset · timeout: the deadline passed · resolver: the name servers asked for it fail ·
 * own-side: no route or no sockets of ours, or we stopped: nothing about the host · tls · blocked-address: not a public address · protocol: broken, cut or wrongly encoded HTTP · too-large · http: a status that is no answer ·
 * rate-limited: 429, or 503 with Retry-After · redirect: to another host, or without end · malformed: no JSON of a known shape ·
 * identity: says it is somebody else · unsupported: answers, but speaks nothing we know · withheld: asks not to be read · gone: 410.
 */
export const FAILURE_KINDS = [
  'dns',
  'connect',
  'timeout',
  'resolver',
  'own-side',
  'tls',
  'blocked-address',
  'protocol',
  'too-large',
  'http',
  'rate-limited',
  'redirect',
  'malformed',
  'identity',
  'unsupported',
  'withheld',
  'gone',
] as const;
export type FailureKind = (typeof FAILURE_KINDS)[number];

export type Failure = {
  readonly kind: FailureKind;
  /** Short, printable ASCII: what exactly, e.g. 'ENOTFOUND' or 'robots.txt forbids /nodeinfo/2.0'. */
  readonly detail: string;
  /** HTTP status, where one was received. */
  readonly status: number | null;
  /** Not before this time (Unix seconds), from Retry-After. */
  readonly retryAt: number | null;
  /** The other host, for redirects and moved instances. */
  readonly target: Domain | null;
};

/** The outcome of one visit. Look at `ok` before touching anything else. */
export type ProbeResult = {
  readonly domain: Domain;
  /** Unix seconds, our clock, when the visit ended. */
  readonly at: number;
  readonly durationMs: number;
  /** HTTP requests made, redirects included. */
  readonly requests: number;
} & (
  | {
      readonly ok: true;
      readonly observation: Observation;
      readonly peers: PeersList | null;
      /** A question went unanswered: what the profile lacks keeps its last known value. */
      readonly isPartial: boolean;
      /** It refused everything that tells who it is (default: false): for a while its last known profile counts. */
      readonly isQuiet?: boolean;
    }
  | { readonly ok: false; readonly failure: Failure }
);

/**
 * A peers list, reduced to what is kept: a hash to recognise it (`null`: none is published), and the valid names in it
 * (none where the list has not changed).
 */
export type PeersList = { readonly hash: string | null; readonly domains: readonly Domain[] };

/** A publication that history was imported from. */
export type Source = {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  /** What it is and what is known to be wrong with it, in one sentence. */
  readonly note: string;
};

/** `[unixSeconds, value]`; `null` is a gap. */
export type Point = readonly [at: number, value: number | null];
export const INTERVALS = ['raw', 'hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];
