/** What a format of lists is: its publication, the columns it is known by, and how one of its records is read. No list is opened here. */
import type { StagedDay, StagedTotal, StagedWeek } from '../../db/imports/staging.ts';
import type { Domain } from '../../db/model.ts';
import type { Publication } from '../../db/sources.ts';

/** Every column that some list has, whatever it calls it. */
export const FIELDS = [
  'domain',
  'at',
  'week',
  'users',
  'activeMonth',
  'activeHalfYear',
  'activeWeek',
  'statuses',
  'connections',
  'instances',
  'software',
  'version',
  'open',
  'approval',
  'logins',
  'registrations',
] as const;
export type Field = (typeof FIELDS)[number];

/** A record with its columns under our names; what the list lacks, and what it leaves blank, is ''. */
export type Row = Readonly<Record<Field, string>>;

export type Surroundings = {
  /** Unix seconds; nothing is of a later day. */
  readonly now: number;
  /** Unix seconds that undated lists are of; `null` where none was named. */
  readonly at: number | null;
  readonly allowedSuffixes: readonly string[];
};

export type Reading =
  | ({ readonly kind: 'day' } & StagedDay)
  | ({ readonly kind: 'week' } & StagedWeek)
  | { readonly kind: 'totals'; readonly totals: readonly StagedTotal[] }
  | { readonly kind: 'name'; readonly domain: Domain }
  /** Tells nothing, rightly: an instance that did not answer. */
  | { readonly kind: 'nothing' }
  /** Cannot be read: why. */
  | { readonly kind: 'broken'; readonly why: string };

export type Format = {
  /** What it is called on the command line. */
  readonly name: string;
  /** One line for the list of formats. */
  readonly about: string;
  /** Whom figures are said to come from, unless the command names another. */
  readonly publication: Omit<Publication, 'retrievedOn'>;
  /** Columns without which it is another format. */
  readonly needs: readonly Field[];
  /** Columns by which it is told from formats that need the same. */
  readonly lacks?: readonly Field[];
  /** Whether it has a date in each record; else the command has to name the day. */
  readonly isDated: boolean;
  /** Names of columns (letters and digits, lower case) that mean something else here than elsewhere. */
  readonly columns?: Partial<Readonly<Record<Field, readonly string[]>>>;
  readonly read: (row: Row, surroundings: Surroundings) => Reading;
};
