/** What a directory filter means in SQL: constant condition texts and the values bound to them. Runs no query. */
import type Sqlite from 'better-sqlite3';
import type { Registrations, State } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

/** Which instances of the register to list. A field left out, or an empty list, asks for nothing. */
export type DirectoryFilter = {
  /** Words; an instance has to have every one of them in its domain, title or description, in any case. */
  readonly q?: string;
  /** NodeInfo names. */
  readonly software?: readonly string[];
  /** BCP 47 primary subtags; 'fr' matches 'fr-CA'. */
  readonly language?: readonly string[];
  readonly registrations?: readonly Registrations[];
  readonly state?: readonly State[];
  /** Registered accounts, both ends included; instances of unknown size match neither. */
  readonly minUsers?: number;
  readonly maxUsers?: number;
};

/** The filters that are counted as facets. */
export const FACETS = ['software', 'language', 'registrations', 'state'] as const;
export type FacetName = (typeof FACETS)[number];

/** The aliases every condition speaks of: i instance, l latest, p current profile. */
const CURRENT_PROFILE = 'LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL';
export const LISTED_TABLES = `instance AS i
  LEFT JOIN latest AS l ON l.instance = i.id
  ${CURRENT_PROFILE}`;
/** The same tables led by `latest`: rows then come in the order of its index, and reading stops with the page. */
export const VALUED_TABLES = `latest AS l
  CROSS JOIN instance AS i ON i.id = l.instance
  ${CURRENT_PROFILE}`;

/** The primary subtag of a tag: 'fr' of 'fr-CA'. */
const PRIMARY_SUBTAG = `lower(substr(tag.value, 1, instr(tag.value || '-', '-') - 1))`;

/** One condition per facet, true where the filter does not ask. */
export const FACET_CONDITIONS: Readonly<Record<FacetName, string>> = {
  software: `(@software IS NULL OR p.softwareName IN (SELECT value FROM json_each(@software)))`,
  language: `(@language IS NULL OR EXISTS (
    SELECT 1
    FROM json_each(p.languages) AS tag
    WHERE ${PRIMARY_SUBTAG} IN (SELECT value FROM json_each(@language))))`,
  registrations: `(@registrations IS NULL OR p.registrations IN (SELECT value FROM json_each(@registrations)))`,
  state: `(@state IS NULL OR i.state IN (SELECT value FROM json_each(@state)))`,
};

/** Names that only a peers list or a visitor brought up are listed once they answered (fork bombs live off the opposite). */
const IS_LISTED = `(i.state <> 'discovered' OR i.addedBy IN ('register', 'operator')
    OR EXISTS (SELECT 1 FROM latest WHERE instance = i.id))`;

const WORDS_TEXT = `i.domain || char(10) || coalesce(p.title, '') || char(10) || coalesce(p.description, '')`;
/** LIKE knows capitals of ASCII only; other words go through `foldCase`, which costs a call per row. */
const HAS_WORDS = `(@words IS NULL OR NOT EXISTS (
    SELECT 1
    FROM json_each(@words) AS word
    WHERE iif(@isAscii, ${WORDS_TEXT}, foldCase(${WORDS_TEXT})) NOT LIKE word.value ESCAPE '\\'))`;

const HAS_USERS = {
  minUsers: '(@minUsers IS NULL OR l.users >= @minUsers)',
  maxUsers: '(@maxUsers IS NULL OR l.users <= @maxUsers)',
} as const;

/** The conditions that are no facet. */
export const COMMON_CONDITIONS = [IS_LISTED, HAS_USERS.minUsers, HAS_USERS.maxUsers, HAS_WORDS].join(
  '\n  AND ',
);

/** Everything a filter asks for. */
export const FILTER_CONDITIONS = [COMMON_CONDITIONS, ...FACETS.map((facet) => FACET_CONDITIONS[facet])].join(
  '\n  AND ',
);

/** A text that counts what a filter lets through, and joins only what this filter asks about (a scan of `instance` alone is ten times as fast). */
export function countSql(values: FilterValues): string {
  const { words, software, language, registrations } = values;
  const asksProfile = [words, software, language, registrations].some((value) => value !== null);
  const asked = { ...FACET_CONDITIONS, ...HAS_USERS, words: HAS_WORDS };
  const conditions = ASKABLE.filter((name) => values[name] !== null).map((name) => asked[name]);
  return `SELECT count(*) AS n
    FROM instance AS i
    LEFT JOIN latest AS l ON l.instance = i.id
    ${asksProfile ? CURRENT_PROFILE : ''}
    WHERE ${[IS_LISTED, ...conditions].join(' AND ')}`;
}

const ASKABLE = [...FACETS, 'words', 'minUsers', 'maxUsers'] as const;

export type FilterValues = Readonly<Record<FacetName | 'words', string | null>> & {
  readonly isAscii: number;
  readonly minUsers: number | null;
  readonly maxUsers: number | null;
};

/** More words than this, or longer ones, find nothing more; they only cost. */
const MAX_WORDS = 8;
const MAX_WORD_LENGTH = 64;

/** The values that the conditions bind. */
export function filterValues(filter: DirectoryFilter): FilterValues {
  const words = (filter.q ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS)
    .map((word) => word.slice(0, MAX_WORD_LENGTH).toLowerCase());
  return {
    words: listValue(words.map((word) => `%${word.replace(/[\\%_]/g, '\\$&')}%`)),
    isAscii: Number(words.every((word) => /^\p{ASCII}*$/u.test(word))),
    software: listValue(filter.software?.map((name) => name.toLowerCase())),
    language: listValue(filter.language?.map(primarySubtag)),
    registrations: listValue(filter.registrations),
    state: listValue(filter.state),
    minUsers: filter.minUsers ?? null,
    maxUsers: filter.maxUsers ?? null,
  };
}

/** 'fr' of 'fr-CA'. */
export function primarySubtag(tag: string): string {
  return (tag.split('-', 1)[0] ?? '').toLowerCase();
}

function listValue(values: readonly string[] | undefined): string | null {
  return values === undefined || values.length === 0 ? null : JSON.stringify(values);
}

const foldingConnections = new WeakSet<Database>();

/** A statement whose text holds filter conditions; teaches the connection `foldCase` first. */
export function preparedFilter<Row>(db: Database, sql: string): Sqlite.Statement<unknown[], Row> {
  if (!foldingConnections.has(db)) {
    db.function('foldCase', { deterministic: true }, (text) => String(text).toLowerCase());
    foldingConnections.add(db);
  }
  return prepared<Row>(db, sql);
}
