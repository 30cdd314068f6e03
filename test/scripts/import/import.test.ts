import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { blocks, block, optOut } from '../../../db/consent.ts';
import { openWriter, type Database } from '../../../db/open.ts';
import { publishedNetwork } from '../../../db/network/published.ts';
import { FORMATS } from '../../../scripts/import/formats.ts';
import { importFile } from '../../../scripts/import.ts';
import { domainOf, insertInstance } from '../../rows.ts';
import { temporaryFolder } from '../../temporary.ts';

let folder: string;
let said: string[];
beforeEach(() => {
  folder = temporaryFolder();
  said = [];
});
const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const database = (): string => join(folder, 'herdbook.sqlite');
async function run(...args: string[]): Promise<{ code: number; text: string }> {
  said = [];
  const say = (line: string): void => void said.push(line);
  const code = await importFile(args, { DATABASE_PATH: database() }, { say, complain: say });
  return { code, text: said.join('\n') };
}
function look<T>(read: (db: Database) => T): T {
  const db = openWriter(database());
  try {
    return read(db);
  } finally {
    db.close();
  }
}
const rows = (sql: string): unknown[] => look((db) => db.prepare(sql).raw().all());
const everything = (): unknown =>
  ['day', 'latest', 'profile', 'activityWeek', 'published', 'source', 'instance'].map((table) =>
    rows(`SELECT * FROM ${table}`),
  );

const HOURLY = `time,name,up,open,users,statuses,connections
2022-11-20T01:14:46Z,mamot.fr,1,1,"1,000",50,10
2022-11-20T02:14:46Z,mamot.fr,1,0,1001,51,
2022-11-20T02:14:46Z,down.org,0,1,,,
2022-11-20T02:14:46Z,liar.org,1,1,-5,3,1
2022-11-21T00:14:46Z,mamot.fr,1,0,1100,60,12
`;

test('hourly snapshots become one row a day, the last telling of each figure, with their source', async () => {
  const { code, text } = await run(
    'instances.social-hourly',
    file('hourly.csv', HOURLY),
    '--retrieved',
    '2026-01-02',
  );
  expect(code).toBe(0);
  expect(rows('SELECT firstDay FROM longView')).toEqual([[19_316]]);
  expect(text).toContain('5 records, 3 read, 1 tell nothing, 1 cannot be read');
  expect(text).toContain('1 told again what another record tells of the same day or week: the last counts');
  expect(text).toContain('line 5: users "-5": negative');
  expect(
    rows(
      "SELECT date(day * 86400, 'unixepoch'), users, statuses, connections, s.name FROM day JOIN source s ON s.id = source",
    ),
  ).toEqual([
    ['2022-11-20', 1001, 51, 10, 'instances.social, hourly'],
    ['2022-11-21', 1100, 60, 12, 'instances.social, hourly'],
  ]);
  expect(rows('SELECT domain, addedBy, state FROM instance')).toEqual([['mamot.fr', 'import', 'discovered']]);
  expect(rows("SELECT licence, date(retrievedOn * 86400, 'unixepoch') FROM source")).toEqual([
    ['none stated; plain facts', '2026-01-02'],
  ]);
  expect(rows('SELECT users, statuses FROM latest')).toEqual([[1100, 60]]);
  expect(rows('SELECT registrations FROM profile')).toEqual([['closed']]);
});

test('the same file again changes nothing, and says so', async () => {
  const path = file('hourly.csv', HOURLY);
  await run('instances.social-hourly', path);
  const before = everything();
  const { text } = await run('instances.social-hourly', path);
  expect(text).toContain('daily figures: 2 there already');
  expect(everything()).toEqual(before);
});

test('a dry run says what would change and changes nothing, database or none', async () => {
  const path = file('hourly.csv', HOURLY);
  const { text } = await run('instances.social-hourly', path, '--dry-run');
  expect(text).toContain('Would be taken, as it is now:\n  instances: 1 new\n  daily figures: 2 new');
  expect(existsSync(database())).toBe(false);
  look(() => null);
  const before = everything();
  await run('instances.social-hourly', path, '--dry-run');
  expect(everything()).toEqual(before);
});

test('what was measured is never touched', async () => {
  look((db) => {
    const id = insertInstance(db, 'mamot.fr');
    const day = Date.UTC(2022, 10, 21) / 86_400_000;
    db.prepare('INSERT INTO day (instance, day, users) VALUES (?, ?, 7)').run(id, day);
    db.prepare('INSERT INTO latest (instance, at, users) VALUES (?, ?, 7)').run(id, day * 86_400 + 5);
    db.prepare("INSERT INTO profile (instance, fromAt, softwareVersion) VALUES (?, 1, '4.0')").run(id);
    db.prepare('INSERT INTO activityWeek (instance, weekAt, logins, isComplete) VALUES (?, ?, 9, 1)').run(
      id,
      Date.UTC(2022, 10, 21) / 1000,
    );
  });
  const { text } = await run('instances.social-hourly', file('hourly.csv', HOURLY));
  expect(text).toContain('daily figures: 1 new, 1 left alone, measured here');
  await run(
    'mastodon-activity',
    file('weeks.csv', 'domain,week,statuses,logins,registrations\nmamot.fr,1669122078,1,2,3\n'),
  );
  expect(rows('SELECT users, source FROM day ORDER BY day')).toEqual([
    [1001, 1],
    [7, null],
  ]);
  expect(rows('SELECT users, source FROM latest')).toEqual([[7, null]]);
  expect(rows('SELECT softwareVersion, registrations, untilAt FROM profile')).toEqual([['4.0', null, null]]);
  expect(rows('SELECT logins, source FROM activityWeek')).toEqual([[9, null]]);
});

test('of two lists for one day the fuller one counts, in whatever order they come', async () => {
  const full = file(
    'full.csv',
    'hostname,state,software,user_count,note_count,peer_count\nmamot.fr,up,mastodon,10,20,30\n',
  );
  const thin = file(
    'thin.csv',
    'id,domain,software,users_count,monthly_active_users\n1,mamot.fr,Mastodon,11,5\n',
  );
  const day = ['--day', '2023-09-30'] as const;
  await run('fedilist', full, ...day);
  expect((await run('fedidb', thin, ...day)).text).toContain('1 left alone, told more fully by another list');
  const first = rows('SELECT day, users, s.name FROM day JOIN source s ON s.id = source');
  await run('fedilist', full, ...day);
  expect(rows('SELECT day, users, s.name FROM day JOIN source s ON s.id = source')).toEqual(first);
  look((db) => db.exec('DELETE FROM instance'));
  await run('fedidb', thin, ...day);
  await run('fedilist', full, ...day);
  expect(rows('SELECT day, users, s.name FROM day JOIN source s ON s.id = source')).toEqual(first);
});

test('weeks belong to their Monday, and the last one told is not whole', async () => {
  const path = file(
    'weeks.csv',
    '\uFEFFdomain;week;statuses;logins;registrations\r\nmamot.fr;1661217679;1;2;3\r\nmamot.fr;1661822479;4;;5\r\n',
  );
  await run('mastodon-activity', path);
  expect(
    rows(
      "SELECT datetime(weekAt, 'unixepoch'), statuses, logins, registrations, isComplete, source FROM activityWeek",
    ),
  ).toEqual([
    ['2022-08-22 00:00:00', 1, 2, 3, 1, 1],
    ['2022-08-29 00:00:00', 4, null, 5, 0, 1],
  ]);
});

test('totals of the network stand beside ours, the last of each day', async () => {
  await run(
    'usercount-mastodon',
    file(
      'a.csv',
      'timestamp,usercount,tootscount\n1480380643,14404,193623\n1480382246,14407,\n1480500000,oops,\n',
    ),
  );
  await run(
    'joinmastodon',
    file(
      'b.json',
      '[{"period":"2024-01-01","server_count":"9743","user_count":"5875129.0","active_user_count":"0"}]',
    ),
  );
  const users = look((db) => publishedNetwork(db, 'users'));
  expect(users.map(({ source, points }) => [source, points.map(({ value }) => value)])).toEqual([
    ['Mastodon user count 2016-17', [14407]],
    ['joinmastodon.org statistics', [5875129]],
  ]);
  expect(look((db) => publishedNetwork(db, 'activeMonth'))).toEqual([]);
  expect(rows('SELECT count(*) FROM networkDay')).toEqual([[0]]);
});

test('a list of instances gives a sum that says over how many', async () => {
  const list = Array.from({ length: 25 }, (_, index) => `${index},i${index}.org,Mastodon,10,1`).join('\n');
  await run(
    'fedidb',
    file('fedidb-2025-11-09.csv', `id,domain,software,users_count,monthly_active_users\n${list}\n`),
  );
  expect(look((db) => publishedNetwork(db, 'users'))[0]?.points).toMatchObject([
    { value: 250, instances: 25 },
  ]);
});

test('names alone are tried and not listed; who opted out or is blocked stays out', async () => {
  look((db) => {
    optOut(db, domainOf('no.org'), '', 0);
    block(db, 'bad.org', '', 0);
    expect(blocks(db)).toHaveLength(1);
  });
  const { text } = await run(
    'domains',
    file('names.txt', 'yes.org\nno.org\nsub.no.org\nbad.org\nyes.org\n10.0.0.1\n'),
  );
  expect(text).toContain('3 passed over: opted out, or blocked');
  expect(text).toContain('an IP address, not a domain');
  expect(rows('SELECT domain, addedBy FROM instance')).toEqual([['yes.org', 'peer']]);
  expect(rows('SELECT count(*) FROM latest')).toEqual([[0]]);
});

test('versions become dated changes, in whatever order they are told', async () => {
  const header = 'date,domain,users,statuses,domains,version,registrations,approval_required';
  await run('mastodon-daily', file('b.csv', `${header}\n2023-01-05,mamot.fr,1,1,1,4.0.2,1,1\n`));
  await run(
    'mastodon-daily',
    file('a.csv', `${header}\n2023-01-01,mamot.fr,1,1,1,3.5.3,1,1\n2023-01-02,mamot.fr,1,1,1,3.5.3,1,1\n`),
  );
  expect(
    rows(
      "SELECT date(fromAt, 'unixepoch'), date(untilAt, 'unixepoch'), softwareVersion, registrations FROM profile",
    ),
  ).toEqual([
    ['2023-01-01', '2023-01-05', '3.5.3', 'approval'],
    ['2023-01-05', null, '4.0.2', 'approval'],
  ]);
});

test('a list of another format is refused, and its format named', async () => {
  const { code, text } = await run('fedidb', file('hourly.csv', HOURLY));
  expect(code).toBe(1);
  expect(text).toMatch(
    /is no list of the format fedidb: it has no column for activeMonth.*looks like .*instances\.social-hourly/s,
  );
  expect(existsSync(database()) && rows('SELECT count(*) FROM source')).toEqual([[0]]);
});

test.each([
  ['an unknown format', ['nonsense', 'x.csv'], 'No format is called "nonsense"'],
  ['a file that is not there', ['domains', '/nowhere/x.csv'], 'There is no file'],
  ['no date', ['fedidb', 'FEDIDB'], 'name its day with --day'],
  ['a day that is none', ['fedidb', 'FEDIDB', '--day', '2023-02-30'], 'a day like 2022-11-20'],
  ['a day to come', ['fedidb', 'FEDIDB', '--day', '2999-01-01'], 'not later than today'],
])('%s is refused in words', async (_, args, words) => {
  const path = file('list.csv', 'id,domain,software,users_count,monthly_active_users\n');
  const { code, text } = await run(...args.map((arg) => (arg === 'FEDIDB' ? path : arg)));
  expect(code).toBe(1);
  expect(text).toContain(words);
});

test('the usage names every format', async () => {
  const { code, text } = await run();
  expect(code).toBe(1);
  expect(FORMATS.filter(({ name, about }) => !text.includes(name) || !text.includes(about))).toEqual([]);
});
