/** What lists call their columns. Knows no format; a format says where it differs. */
import { FIELDS, type Field, type Format, type Row } from './format.ts';
import { columnName, type Cells } from './records.ts';

/** Spelt as letters and digits only, in lower case; the first one that a list has counts. */
const NAMES: Readonly<Record<Field, readonly string[]>> = {
  domain: ['domain', 'hostname', 'host', 'fqdn', 'instance', 'server', 'instancename', 'name'],
  at: ['time', 'timestamp', 'date', 'datetime', 'day', 'period', 'checkedat', 'updatedat', 'updated', 'asof'],
  week: ['week', 'weekat', 'weekstart'],
  users: [
    'users',
    'usercount',
    'userscount',
    'userstotal',
    'totalusers',
    'statsusercount',
    'statsusers',
    'accounts',
    'registeredusers',
  ],
  activeMonth: [
    'activemonth',
    'monthlyactiveusers',
    'statsmonthlyactiveusers',
    'mau',
    'activeusercount',
    'activeusermonth',
    'activeusersmonthly',
    'usersactivemonth',
  ],
  activeHalfYear: ['activehalfyear', 'activeusershalfyear', 'usersactivehalfyear', 'activeuserhalfyear'],
  activeWeek: ['activeweek', 'weeklyactiveusers', 'lastweekusers', 'usersactiveweek'],
  statuses: [
    'statuses',
    'statuscount',
    'statsstatuscount',
    'statsstatuses',
    'tootscount',
    'tootcount',
    'toots',
    'posts',
    'postcount',
    'notecount',
    'notescount',
    'notes',
    'localposts',
  ],
  connections: [
    'connections',
    'domains',
    'domaincount',
    'statsdomaincount',
    'linkedinstances',
    'peercount',
    'peers',
  ],
  instances: ['servercount', 'servers', 'instances', 'instancecount', 'instancescount', 'totalinstances'],
  software: ['softwarename', 'software', 'platform'],
  version: ['version', 'softwareversion', 'release'],
  open: [
    'open',
    'openregistrations',
    'openregistration',
    'opensignups',
    'registrations',
    'registration',
    'newusers',
  ],
  approval: ['approvalrequired', 'requireapplication', 'requiresapproval'],
  logins: ['logins', 'logincount'],
  registrations: ['registrations', 'signups', 'newaccounts'],
};

function namesOf(format: Format, field: Field): readonly string[] {
  return format.columns?.[field] ?? NAMES[field];
}

function has(format: Format, header: readonly string[], field: Field): boolean {
  const there = new Set(header.map(columnName));
  return namesOf(format, field).some((name) => there.has(name));
}

/** Columns that a list lacks to be of a format. */
export function missingColumns(format: Format, header: readonly string[]): readonly Field[] {
  return format.needs.filter((field) => !has(format, header, field));
}

/** Whether a list could be of a format, and has nothing that only another one has. */
export function isLike(format: Format, header: readonly string[]): boolean {
  const isOther = (format.lacks ?? []).some((field) => has(format, header, field));
  return missingColumns(format, header).length === 0 && !isOther;
}

/** What a list may call a column, for messages. */
export function spellings(format: Format, field: Field): readonly string[] {
  return namesOf(format, field);
}

/** A record with its columns under our names. */
export function rowOf(format: Format, cells: Cells): Row {
  const cell = (field: Field): string => {
    const name = namesOf(format, field).find((candidate) => cells.has(candidate));
    return name === undefined ? '' : (cells.get(name) ?? '');
  };
  const row = { ...EMPTY };
  for (const field of FIELDS) row[field] = cell(field);
  return row;
}

const EMPTY: Record<Field, string> = {
  domain: '',
  at: '',
  week: '',
  users: '',
  activeMonth: '',
  activeHalfYear: '',
  activeWeek: '',
  statuses: '',
  connections: '',
  instances: '',
  software: '',
  version: '',
  open: '',
  approval: '',
  logins: '',
  registrations: '',
};
