/** The servers that joinmastodon's directory would offer: those that may be suggested to newcomers, in its words. Pure but for the asking. */
import { countries } from 'countries-list';
import { suggestible } from '../../db/choice/candidates.ts';
import type { Listed } from '../../db/census.ts';
import { primarySubtag } from '../../db/directory/listing.ts';
import type { Catalogue } from './census.ts';
import { activeInWeek, isMastodon, languagesOf } from './census.ts';
import { topicsOf } from './instances-social-shapes.ts';

const REGIONS: Readonly<Record<string, string>> = {
  AF: 'africa',
  AS: 'asia',
  EU: 'europe',
  NA: 'north_america',
  OC: 'oceania',
  SA: 'south_america',
};
/** What stands where nothing is known: the shape has no null there, and clients decode strictly. */
const NO_TOPIC = 'general';
const NOTHING = '';

/** Spelt as they spell it. */
export const OWNERSHIPS = ['natural', 'juridicial'] as const;

export type Server = {
  readonly domain: string;
  readonly version: string;
  readonly description: string;
  readonly languages: readonly string[];
  readonly region: string;
  readonly categories: readonly string[];
  readonly proxied_thumbnail: string | null;
  readonly blurhash: null;
  readonly total_users: number;
  readonly last_week_users: number;
  readonly approval_required: boolean;
  readonly language: string;
  readonly category: string;
};
export type Offered = { readonly server: Server; readonly ownership: (typeof OWNERSHIPS)[number] | null };

function regionOf({ facts, guesses }: Listed): string {
  const code = facts.country ?? guesses.country;
  if (code === 'EU') return 'europe';
  const country = Object.entries(countries).find(([key]) => key === code)?.[1];
  return REGIONS[country?.continent ?? ''] ?? NOTHING;
}

/** `null`: what the shape cannot do without is not known. */
function serverOf(one: Listed): Server | null {
  const [users, active] = [one.figures.users, activeInWeek(one)];
  if (users === null || active === null || one.softwareVersion === null) return null;
  const [languages, topics] = [[...new Set(languagesOf(one).map(primarySubtag))], topicsOf(one)];
  return {
    domain: one.domain,
    version: one.softwareVersion,
    description: one.description ?? NOTHING,
    languages,
    region: regionOf(one),
    categories: topics.length > 0 ? topics : [NO_TOPIC],
    proxied_thumbnail: one.thumbnail,
    blurhash: null,
    total_users: users,
    last_week_users: active,
    approval_required: one.registrations !== 'open',
    language: languages[0] ?? NOTHING,
    category: topics[0] ?? NO_TOPIC,
  };
}

function ownershipOf({ facts: { operatorType } }: Listed): Offered['ownership'] {
  if (operatorType === null) return null;
  return operatorType === 'individual' ? 'natural' : 'juridicial';
}

/** The most active first, as their own list stands. */
export function offered({ listed, site }: Catalogue): readonly Offered[] {
  const names = new Set<string>(suggestible(site.db, site.now()).map(({ domain }) => domain));
  return listed()
    .filter((one) => names.has(one.domain) && isMastodon(one))
    .flatMap((one) => {
      const server = serverOf(one);
      return server === null ? [] : [{ server, ownership: ownershipOf(one) }];
    })
    .toSorted((a, b) => b.server.last_week_users - a.server.last_week_users);
}
