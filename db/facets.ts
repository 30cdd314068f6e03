/** Counts of the directory's filters: how many instances each choice would show. */
import { COMMON_CONDITIONS, FACETS, FACET_CONDITIONS, LISTED_TABLES } from './filter.ts';
import { filterValues, preparedFilter, primarySubtag } from './filter.ts';
import type { DirectoryFilter, FacetName, FilterValues } from './filter.ts';
import { remembered } from './memo.ts';
import type { Database } from './open.ts';

export type Facet = { readonly value: string; readonly count: number };
export type Facets = Readonly<Record<FacetName, readonly Facet[]>>;

/** Instances that are alike in everything that is counted. `…Ok`: passes that filter. */
type Group = Readonly<Record<`${FacetName}Ok`, number>> & {
  readonly softwareName: string | null;
  readonly registrations: string | null;
  readonly state: string;
  readonly languages: string | null;
  readonly instances: number;
};

const OK_COLUMNS = FACETS.map((facet) => `coalesce(${FACET_CONDITIONS[facet]}, 0) AS ${facet}Ok`).join(', ');
const OK_SUM = FACETS.map((facet) => `${facet}Ok`).join(' + ');

/** One pass over the register. An instance that fails two filters is in no count, so it is dropped early. */
const GROUPS = `SELECT softwareName, registrations, state, languages, ${FACETS.map((facet) => `${facet}Ok`).join(', ')},
    count(*) AS instances
  FROM (
    SELECT p.softwareName, p.registrations, i.state, p.languages, ${OK_COLUMNS}
    FROM ${LISTED_TABLES}
    WHERE ${COMMON_CONDITIONS})
  WHERE ${OK_SUM} >= ${FACETS.length - 1}
  GROUP BY 1, 2, 3, 4, 5, 6, 7, 8`;

/** Each facet counted with every filter but its own; the most frequent values first, then by name. Unknown is no value. */
export function facets(db: Database, filter: DirectoryFilter): Facets {
  const values = filterValues(filter);
  return facetsOnce(db, JSON.stringify(values), () => countFacets(db, values));
}

const facetsOnce = remembered<Facets>();

function countFacets(db: Database, values: FilterValues): Facets {
  const counts: Record<FacetName, Map<string, number>> = {
    software: new Map(),
    language: new Map(),
    registrations: new Map(),
    state: new Map(),
  };
  for (const group of preparedFilter<Group>(db, GROUPS).all(values)) {
    const failed = FACETS.filter((facet) => group[`${facet}Ok`] === 0);
    for (const facet of failed.length === 0 ? FACETS : failed) {
      for (const value of valuesOf(group, facet)) {
        counts[facet].set(value, (counts[facet].get(value) ?? 0) + group.instances);
      }
    }
  }
  return {
    software: sorted(counts.software),
    language: sorted(counts.language),
    registrations: sorted(counts.registrations),
    state: sorted(counts.state),
  };
}

function valuesOf(group: Group, facet: FacetName): Iterable<string> {
  if (facet === 'state') return [group.state];
  if (facet === 'software') return group.softwareName === null ? [] : [group.softwareName];
  if (facet === 'registrations') return group.registrations === null ? [] : [group.registrations];
  const tags: readonly string[] = group.languages === null ? [] : JSON.parse(group.languages);
  return new Set(tags.map(primarySubtag));
}

function sorted(counts: ReadonlyMap<string, number>): Facet[] {
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
