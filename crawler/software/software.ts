/** What a server software module is: data (what to ask) and a pure parser. It must never do I/O. */
import type { ActivityWeek, Figure, Profile } from '../../db/model.ts';

/** One question of a visit. Only GET, or POST of a small JSON body where `body` is given. */
export type Ask = {
  /** Absolute path on the instance, with its query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** How often at most; default 'visit'. Lists that change slowly and weigh much are asked less. */
  readonly every?: 'visit' | 'day' | 'week';
  /** Upper bound of the plain body, bytes; default 1 MB. */
  readonly maxBytes?: number;
  /** Asked only when this holds of the answers so far; default always. */
  readonly when?: (answers: Answers) => boolean;
};

/** An answer of any status below 500; `json` is `null` where the body was no JSON. Untrusted. */
export type Answer = {
  readonly status: number;
  readonly json: unknown;
  /** Of a weekly list as it came; where it is the one known already, `json` is `null`. */
  readonly hash?: string;
};
/** By ask name, in the order asked. Absent: not asked, or no answer. */
export type Answers = Readonly<Record<string, Answer | undefined>>;

/** Values as told, best source first: the first that can be a count wins, the others are refused or ignored. */
export type Claims = Readonly<Partial<Record<Figure, readonly unknown[]>>>;

/** What was read from the answers, before figures are judged and texts cleaned. */
export type Reading = {
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly claims: Claims;
  /** Which answer the claims were read from, as people would name it; `null`: several, see `origins`. */
  readonly endpoint: string | null;
  /** Of claims put together from several answers: where each of them is from, in the same order. */
  readonly origins?: Readonly<Partial<Record<Figure, readonly (string | null)[]>>>;
  /** Fields found; texts may still hold markup, `profile.ts` cleans them. */
  readonly profile: Readonly<Partial<Profile>>;
  /** Whom the instance says it is (v1 `uri`, v2 `domain`, `actor_id` host …); `null` where it does not say. */
  readonly identity: string | null;
  /** Why its figures may not be used (private flags, hide_in_statistics); `null`: they may. */
  readonly withheld: string | null;
  readonly weeks: readonly ActivityWeek[];
  /** Entries of a published peers list, unread; `null`: not asked or not published. */
  readonly peers: readonly unknown[] | null;
};

/** A NodeInfo document, read. */
export type NodeInfo = Reading & { readonly metadata: unknown };

export type Software = {
  /** NodeInfo names, lower case. */
  readonly names: readonly string[];
  /** In the order asked; at most 5, because robots.txt and NodeInfo take three of a visit's eight requests. */
  readonly asks: Readonly<Record<string, Ask>>;
  /** @param nodeinfo `null` where the instance has none. */
  readonly parse: (answers: Answers, nodeinfo: NodeInfo | null) => Reading;
};
