/** Servers and software as FediDB's v1 tells of them. Pure. */
import type { Listed } from '../../db/census.ts';
import { hashOf } from '../../db/directory/fair.ts';
import { FORMATS } from '../format.ts';
import { sumOf, timeText } from './census.ts';
import { isOpen } from './instances-social-shapes.ts';

type Software = {
  readonly id: number;
  readonly name: string;
  readonly slug: string;
  readonly url: string;
  readonly server_count: number;
  readonly user_count: number | null;
  readonly status_count: number | null;
  readonly monthly_active_users: number | null;
};

/** A number for a name that stays the same from start to start. */
function softwareId(slug: string): number {
  return hashOf(slug) >>> 0;
}

/** The directory's page of that software. */
function softwareUrl(slug: string, publicUrl: string): string {
  return `${publicUrl}/instances?${new URLSearchParams({ software: slug }).toString()}`;
}

const capital = (slug: string): string => slug.charAt(0).toUpperCase() + slug.slice(1);

export function serverObject(one: Listed, publicUrl: string): object {
  const { facts, softwareName } = one;
  return {
    id: one.id,
    domain: one.domain,
    open_registration: isOpen(one),
    description: one.description,
    banner_url: one.thumbnail,
    location: {
      city: facts.region,
      country: facts.country === null ? null : FORMATS.en.country(facts.country),
    },
    software:
      softwareName === null
        ? null
        : {
            id: softwareId(softwareName),
            name: capital(softwareName),
            url: softwareUrl(softwareName, publicUrl),
            version: one.softwareVersion,
          },
    stats: {
      status_count: one.figures.statuses,
      user_count: one.figures.users,
      monthly_active_users: one.figures.activeMonth,
    },
    first_seen_at: timeText(one.addedAt),
    last_seen_at: timeText(one.lastAnswerAt ?? one.observedAt),
  };
}

/** By accounts, the most first; sums are over the instances that tell, of those that are up; `null`: none does. */
export function softwareObjects(list: readonly Listed[], publicUrl: string): readonly Software[] {
  const groups = Map.groupBy(
    list.filter(({ state }) => state === 'up'),
    ({ softwareName }) => softwareName,
  );
  groups.delete(null);
  return [...groups]
    .map(([name, rows]) => ({
      id: softwareId(name ?? ''),
      name: capital(name ?? ''),
      slug: name ?? '',
      url: softwareUrl(name ?? '', publicUrl),
      server_count: rows.length,
      user_count: sumOf(rows, 'users'),
      status_count: sumOf(rows, 'statuses'),
      monthly_active_users: sumOf(rows, 'activeMonth'),
    }))
    .toSorted((a, b) => (b.user_count ?? -1) - (a.user_count ?? -1) || (a.slug < b.slug ? -1 : 1));
}
