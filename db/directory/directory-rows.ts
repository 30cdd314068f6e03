/** What a row of the directory holds, and how it is read. Asks no question of its own. */
import { VISITS_NEEDED } from '../visits/availability.ts';
import { guessCountry, guessLanguage, guessTopics } from '../catalogue/guesses.ts';
import { FIGURES } from '../model.ts';
import type { Domain, Figures, Registrations, Source, State } from '../model.ts';
import type { OperatorType, Topic } from '../catalogue/topics.ts';

/** Curated facts, each as the catalogue has it; the lists are empty and the rest `null` where it has nothing. */
export type Curated = {
  readonly topics: readonly Topic[];
  /** ISO 3166-1 alpha-2, or 'EU'. */
  readonly country: string | null;
  readonly region: string | null;
  readonly operatorType: OperatorType | null;
  /** Name of the organisation. */
  readonly operator: string | null;
  /** Public address where this can be looked up; `null`: not in the catalogue. */
  readonly factsSource: string | null;
};
/** What may be so where neither the instance nor the catalogue says; to be called a guess wherever it is shown. */
export type Guesses = {
  readonly language: string | null;
  readonly topics: readonly Topic[];
  readonly country: string | null;
};

export type DirectoryRow = {
  readonly domain: Domain;
  readonly state: State;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly title: string | null;
  readonly description: string | null;
  readonly languages: readonly string[];
  /** `null`: not told, or the instance is gone or has moved. */
  readonly registrations: Registrations | null;
  readonly figures: Figures;
  /** Unix seconds; `null`: no figures known. */
  readonly observedAt: number | null;
  /** Where the figures were imported from; `null`: measured by us. */
  readonly source: Source | null;
  /** Changes over 7 days; `null`: nothing to compare with, or the instance is gone or has moved. */
  readonly users7: number | null;
  readonly statuses7: number | null;
  readonly connections7: number | null;
  /** Change over 30 days, to the day of the last reckoning. */
  readonly users30: number | null;
  /** First day it is known of, days since 1970-01-01 UTC. */
  readonly knownSince: number | null;
  /** Share of the visits of 90 days that were answered; `null`: no visits that could have been. */
  readonly availability: number | null;
  readonly facts: Curated;
  readonly guesses: Guesses;
};

/** Nobody can join these, and they grow no more, whatever they said last. */
export const OVER_STATES: readonly State[] = ['gone', 'moved'];
const IS_OVER = `i.state IN (${OVER_STATES.map((state) => `'${state}'`).join(', ')})`;
/** @param column of a figure's change, or what a change is counted from */
export function unlessOver(column: string): string {
  return `iif(${IS_OVER}, NULL, ${column})`;
}

/** Sign-up as it is: no instance tells that it admits certain addresses only, the registry of public bodies does. */
export const SIGN_UP = `CASE
  WHEN ${IS_OVER} THEN NULL
  WHEN p.registrations IS NOT 'closed' AND EXISTS (
    SELECT 1
    FROM official
    WHERE domain = i.domain AND json_array_length(entry, '$.mailDomains') > 0) THEN 'restricted'
  ELSE p.registrations
END AS registrations`;
/** Changes over 7 days. */
const CHANGES7 = ['users7', 'statuses7', 'connections7']
  .map((name) => `${unlessOver(`l.${name}`)} AS ${name}`)
  .join(', ');

/** The columns of a `DirectoryRow`, over the tables of `LISTED_TABLES` and `SOURCE_JOIN`. */
export const DIRECTORY_COLUMNS = `i.domain, i.state, p.softwareName, p.softwareVersion, p.title, p.description,
  p.languages, ${SIGN_UP}, l.at AS observedAt, ${FIGURES.map((figure) => `l.${figure}`).join(', ')},
  ${CHANGES7}, ${unlessOver('l.users - v.usersBefore')} AS users30,
  coalesce(min(v.firstDay, c.since), v.firstDay, c.since) AS knownSince,
  iif(v.visits >= ${VISITS_NEEDED}, v.answered * 1.0 / v.visits, NULL) AS availability,
  coalesce(c.topics, '[]') AS topics, c.country, c.region, c.operatorType, c.operator, c.source AS factsSource,
  s.id AS sourceId, s.name AS sourceName, s.url AS sourceUrl, s.note AS sourceNote`;
export const SOURCE_JOIN = 'LEFT JOIN source AS s ON s.id = l.source';

export type StoredDirectoryRow = Omit<
  DirectoryRow,
  'languages' | 'figures' | 'source' | 'facts' | 'guesses'
> &
  Figures &
  Omit<Curated, 'topics'> & {
    readonly topics: string;
    readonly languages: string | null;
    readonly sourceId: number | null;
    readonly sourceName: string;
    readonly sourceUrl: string;
    readonly sourceNote: string;
  };

/** The public form of a stored row. */
export function directoryRow(row: StoredDirectoryRow): DirectoryRow {
  const { sourceId, sourceName, sourceUrl, sourceNote } = row;
  const languages: readonly string[] = row.languages === null ? [] : JSON.parse(row.languages);
  const facts = factsOf(row);
  return {
    domain: row.domain,
    state: row.state,
    softwareName: row.softwareName,
    softwareVersion: row.softwareVersion,
    title: row.title,
    description: row.description,
    languages,
    registrations: row.registrations,
    figures: figuresOf(row),
    observedAt: row.observedAt,
    source: sourceId === null ? null : { id: sourceId, name: sourceName, url: sourceUrl, note: sourceNote },
    users7: row.users7,
    statuses7: row.statuses7,
    connections7: row.connections7,
    users30: row.users30,
    knownSince: row.knownSince,
    availability: row.availability,
    facts,
    guesses: {
      language: languages.length > 0 ? null : guessLanguage(row),
      topics: facts.topics.length > 0 ? [] : guessTopics(row),
      country: facts.country === null ? guessCountry(row) : null,
    },
  };
}

function factsOf({
  topics,
  country,
  region,
  operatorType,
  operator,
  factsSource,
}: StoredDirectoryRow): Curated {
  return { topics: JSON.parse(topics), country, region, operatorType, operator, factsSource };
}

function figuresOf(row: Figures): Figures {
  const { users, activeMonth, activeHalfYear, activeWeek, statuses, comments, connections, peersListed } =
    row;
  return { users, activeMonth, activeHalfYear, activeWeek, statuses, comments, connections, peersListed };
}
