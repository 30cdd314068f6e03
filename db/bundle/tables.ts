/** THE list of what a bundle holds: each table with its columns, their meaning and the question that fills it. Writes nothing. */
import { IS_LISTED } from '../directory/listed.ts';
import { FIGURES, NETWORK_FIGURES } from '../model.ts';

/** date: a day, days since 1970-01-01 UTC in the database · seconds: Unix time · flag: 0 or 1. Any may be unknown. */
export type Kind = 'text' | 'count' | 'date' | 'seconds' | 'flag';
export type Column = { readonly name: string; readonly kind: Kind; readonly about: string };
export type Table = {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
  /** Brings the columns in their order, always in the same order of rows. */
  readonly sql: string;
  /** Whether the first column is the day that Parquet and CSV are laid out by. */
  readonly isDaily?: boolean;
};

const column = (name: string, kind: Kind, about: string): Column => ({ name, kind, about });
const domain = column('domain', 'text', 'Host name, ASCII and lower case.');
const source = column(
  'source',
  'text',
  'Name of the publication it was imported from; empty: measured by this crawler.',
);

const FIGURE_ABOUT: Readonly<Record<(typeof FIGURES)[number], string>> = {
  users: 'Registered accounts.',
  activeMonth: 'Accounts active in a month.',
  activeHalfYear: 'Accounts active in half a year.',
  activeWeek: 'Accounts active in a week.',
  statuses: 'Local posts.',
  comments: 'Local comments, where they are told apart.',
  connections: 'Remote domains known.',
  peersListed: 'Length of the published peers list.',
};
/** Columns are spelt as engines like them: lower case, with underscores. */
const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const figures = FIGURES.map((figure) => column(snake(figure), 'count', FIGURE_ABOUT[figure]));

/** Who is shown on pages is in the bundle; who opted out, was erased or is blocked is not. */
const SEEN = `instance AS i
  LEFT JOIN latest AS l ON l.instance = i.id`;

const INSTANCES: Table = {
  name: 'instances',
  about: 'Every listed instance with its newest figures.',
  columns: [
    domain,
    column('state', 'text', 'discovered, up, failing, gone, moved or withheld.'),
    column('added_at', 'seconds', 'When it joined the register.'),
    column('last_visit_at', 'seconds', 'Last visit.'),
    column('last_answer_at', 'seconds', 'Last visit that brought figures.'),
    column('moved_to', 'text', 'Host it points to.'),
    column('software', 'text', 'NodeInfo name, lower case.'),
    column('version', 'text', 'As published.'),
    column('title', 'text', 'As published; its own words.'),
    column('languages', 'text', 'JSON list of BCP 47 tags.'),
    column('registrations', 'text', 'open, approval, restricted or closed.'),
    column('country', 'text', 'ISO 3166-1, or EU; looked up by people.'),
    column('operator_type', 'text', 'What kind of body runs it; looked up by people.'),
    column('observed_at', 'seconds', 'When the figures were observed.'),
    source,
    ...figures,
  ],
  sql: `SELECT i.domain, i.state, i.addedAt, i.lastVisitAt, i.lastAnswerAt, i.movedTo, p.softwareName, p.softwareVersion,
      p.title, p.languages, p.registrations, c.country, c.operatorType, l.at, s.name,
      ${FIGURES.map((figure) => `l.${figure}`).join(', ')}
    FROM ${SEEN}
    LEFT JOIN profile AS p ON p.instance = i.id AND p.untilAt IS NULL
    LEFT JOIN catalogue AS c ON c.instance = i.id
    LEFT JOIN source AS s ON s.id = l.source
    WHERE ${IS_LISTED}
    ORDER BY i.domain`,
};

const PROFILES: Table = {
  name: 'profiles',
  about: 'What instances say of themselves, one row per change.',
  columns: [
    domain,
    column('from_at', 'seconds', 'From then on.'),
    column('until_at', 'seconds', 'Until then; empty: still so.'),
    column('software', 'text', 'NodeInfo name, lower case.'),
    column('version', 'text', 'As published.'),
    column('title', 'text', 'As published; its own words.'),
    column('languages', 'text', 'JSON list of BCP 47 tags.'),
    column('registrations', 'text', 'open, approval, restricted or closed.'),
    column('minimum_age', 'count', 'Years.'),
    column('character_limit', 'count', 'Characters per status.'),
    column('limited_federation', 'flag', 'Whether it federates with chosen hosts only.'),
    source,
  ],
  sql: `SELECT i.domain, p.fromAt, p.untilAt, p.softwareName, p.softwareVersion, p.title, p.languages, p.registrations,
      p.minimumAge, p.characterLimit, p.limitedFederation, s.name
    FROM ${SEEN}
    JOIN profile AS p ON p.instance = i.id
    LEFT JOIN source AS s ON s.id = p.source
    WHERE ${IS_LISTED}
    ORDER BY i.domain, p.fromAt`,
};

const DAYS: Table = {
  name: 'days',
  about: 'Daily figures of instances: the last known of each day, measured or imported.',
  columns: [column('date', 'date', 'The day, UTC.'), domain, source, ...figures],
  sql: `SELECT d.day, i.domain, s.name, ${FIGURES.map((figure) => `d.${figure}`).join(', ')}
    FROM day AS d
    JOIN instance AS i ON i.id = d.instance
    LEFT JOIN latest AS l ON l.instance = i.id
    LEFT JOIN source AS s ON s.id = d.source
    WHERE ${IS_LISTED}
    ORDER BY d.day, i.domain`,
  isDaily: true,
};

const WEEKS: Table = {
  name: 'weeks',
  about: "The instances' own weekly log.",
  columns: [
    column('week', 'date', 'Monday, UTC.'),
    domain,
    source,
    column('statuses', 'count', 'New local posts.'),
    column('logins', 'count', 'Accounts that logged in.'),
    column('registrations', 'count', 'New accounts.'),
    column('is_complete', 'flag', '0: the week was still running when it was read.'),
  ],
  sql: `SELECT w.weekAt / 86400, i.domain, s.name, w.statuses, w.logins, w.registrations, w.isComplete
    FROM ${SEEN}
    JOIN activityWeek AS w ON w.instance = i.id
    LEFT JOIN source AS s ON s.id = w.source
    WHERE ${IS_LISTED}
    ORDER BY w.weekAt, i.domain`,
};

const NETWORK: Table = {
  name: 'network',
  about: 'Totals per day, over all and by dimension, with what they stand on.',
  columns: [
    column('date', 'date', 'The day, UTC.'),
    column('dimension', 'text', 'all, software and others.'),
    column('value', 'text', 'Of the dimension; empty: unknown, or all; *: the rest.'),
    ...NETWORK_FIGURES.map((figure) => column(snake(figure), 'count', `Sum. ${FIGURE_ABOUT[figure]}`)),
    column('instances', 'count', 'Instances in the totals.'),
    column('measured', 'count', 'Of them, answered that very day.'),
    column('carried', 'count', 'Of them, with a figure up to 7 days old.'),
    column('imported', 'count', 'Of them, with figures that somebody else published: all or none.'),
    ...NETWORK_FIGURES.map((figure) => column(`${snake(figure)}_of`, 'count', 'Instances in that sum.')),
    ...NETWORK_FIGURES.map((figure) =>
      column(
        `${snake(figure)}_same`,
        'count',
        'Change since the day before over the instances counted on both.',
      ),
    ),
  ],
  sql: `SELECT day, dimension, value, ${NETWORK_FIGURES.join(', ')}, instances, measured, carried, imported,
      ${NETWORK_FIGURES.map((figure) => `${figure}Of`).join(', ')}, ${NETWORK_FIGURES.map((figure) => `${figure}Same`).join(', ')}
    FROM networkDay
    ORDER BY day, dimension, value`,
};

const PUBLISHED: Table = {
  name: 'published',
  about: 'Totals and dated figures that others published, each source for itself; in no total of ours.',
  columns: [
    column('date', 'date', 'The day, UTC.'),
    column('domain', 'text', 'Instance; empty: the whole network.'),
    column('figure', 'text', 'users, activeMonth, statuses, connections or instances.'),
    source,
    column('value', 'count', 'What it told.'),
    column('is_around', 'flag', '1: a round number, as the press tells them.'),
    column('instances', 'count', "Of a sum over a list: the instances in it; empty: the source's own total."),
  ],
  sql: `SELECT p.day, p.domain, p.figure, s.name, p.value, p.isAround, p.instances
    FROM published AS p
    JOIN source AS s ON s.id = p.source
    LEFT JOIN instance AS b ON b.domain = p.domain
    WHERE b.blockedAt IS NULL
    ORDER BY p.day, p.domain, p.figure, s.name`,
};

const REFUSALS: Table = {
  name: 'refusals',
  about: 'Figures that were told and not believed: in no series and no total.',
  columns: [
    domain,
    column('figure', 'text', 'Which.'),
    column('rule', 'text', 'Why; the method page explains each.'),
    column('from_at', 'seconds', 'First told.'),
    column('last_at', 'seconds', 'Last told.'),
    column('told', 'text', 'As last told, cut.'),
  ],
  sql: `SELECT i.domain, r.figure, r.rule, r.fromAt, r.lastAt, r.raw
    FROM ${SEEN}
    JOIN refusal AS r ON r.instance = i.id
    WHERE ${IS_LISTED}
    ORDER BY i.domain, r.figure, r.rule, r.fromAt`,
};

const VERDICTS: Table = {
  name: 'verdicts',
  about: 'Where whoever runs the site overruled a rule, and why.',
  columns: [
    domain,
    column('figure', 'text', 'Which.'),
    column('decision', 'text', 'accept or refuse.'),
    column('from_date', 'date', 'First day, UTC.'),
    column('until_date', 'date', 'Last day, UTC; empty: until it is withdrawn.'),
    column('reason', 'text', 'As shown on the page.'),
  ],
  sql: `SELECT i.domain, v.figure, v.decision, v.fromDay, v.untilDay, v.reason
    FROM ${SEEN}
    JOIN verdict AS v ON v.instance = i.id
    WHERE ${IS_LISTED}
    ORDER BY i.domain, v.figure, v.fromDay, v.id`,
};

const SOURCES: Table = {
  name: 'sources',
  about: 'The publications that imported figures come from.',
  columns: [
    column('name', 'text', 'As in the column source of the other tables.'),
    column('url', 'text', 'Where it can be looked up.'),
    column('note', 'text', 'What it is, and what is known to be wrong with it.'),
    column('licence', 'text', 'In words; empty: not looked up.'),
    column('retrieved_on', 'date', 'Day it was read.'),
  ],
  sql: 'SELECT name, url, note, licence, retrievedOn FROM source ORDER BY name',
};

export const TABLES: readonly Table[] = [
  INSTANCES,
  PROFILES,
  DAYS,
  WEEKS,
  NETWORK,
  PUBLISHED,
  REFUSALS,
  VERDICTS,
  SOURCES,
];

export type Cell = string | number | null;
export type BundleRow = readonly Cell[];
/** Where rows of one table go, one after the other. */
export type Sink = { readonly put: (row: BundleRow) => void; readonly end: () => void };
