/** The operator's commands on a real database file. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { makeBundle } from '../../db/bundle/make.ts';
import { addInstances } from '../../db/instances.ts';
import { openWriter } from '../../db/open.ts';
import { record } from '../../db/record.ts';
import { blockAll } from '../../scripts/block.ts';
import { erase } from '../../scripts/erase.ts';
import { instance } from '../../scripts/instance.ts';
import { optout } from '../../scripts/optout.ts';
import { verdict } from '../../scripts/verdict.ts';
import { temporaryFolder } from '../temporary.ts';
import { answer, domain, failure, unix } from '../visits.ts';

const AT = unix('2026-02-01T12:00:00Z');
let path: string;
let said: string[];
let complaints: string[];

beforeEach(() => {
  path = join(temporaryFolder(), 'herdbook.sqlite');
  said = [];
  complaints = [];
  const db = openWriter(path);
  addInstances(
    db,
    [domain('lantern.test'), domain('sub.lantern.test'), domain('other.test')],
    'operator',
    AT,
  );
  const plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: AT + 3_600 } as const;
  record(db, [
    { id: 1, plan, result: answer('lantern.test', AT, { figures: { users: 812 } }) },
    {
      id: 3,
      plan: { ...plan, state: 'failing', failures: 2 },
      result: failure('other.test', AT, { kind: 'tls', detail: 'CERT_HAS_EXPIRED' }),
    },
  ]);
  db.close();
});

/** A bundle as the night makes it; @returns its folder */
function bundled(): string {
  const folder = join(dirname(path), 'bundles');
  return makeBundle({ databasePath: path, folder, site: 'https://herd.example', programVersion: '1.2.3' })
    .path;
}

type Command = (
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  terminal: { say: (line: string) => void; complain: (line: string) => void },
) => number;
const run = (command: Command, ...args: string[]): number =>
  command(
    args,
    { DATABASE_PATH: path, ALLOWED_SUFFIXES: 'test' },
    { say: (line) => said.push(line), complain: (line) => complaints.push(line) },
  );
const domains = (): unknown[] => {
  const db = openWriter(path);
  const rows = db.prepare('SELECT domain FROM instance ORDER BY id').pluck().all();
  db.close();
  return rows;
};

describe('optout', () => {
  test('erases an instance and all below it, and keeps it out for good', () => {
    expect(run(optout, '--reason', 'asked by mail', 'lantern.test')).toBe(0);
    expect(domains()).toEqual(['other.test']);
    expect(said.join('\n')).toContain("lantern.test: the name is nowhere in the database's files any more.");
    expect(readFileSync(path).includes('lantern.test')).toBe(false);
    const db = openWriter(path);
    expect(addInstances(db, [domain('lantern.test')], 'operator', AT)).toBe(0);
    db.close();
  });
  test('can be taken back', () => {
    run(optout, 'lantern.test');
    expect(run(optout, '--undo', 'lantern.test', 'other.test')).toBe(0);
    expect(said.slice(-2)).toEqual(['lantern.test may come back.', 'other.test had not opted out.']);
  });
  test('does not let the reason tell the name', () => {
    expect(run(optout, '--reason', 'admin of Lantern.test wrote', 'lantern.test')).toBe(1);
    expect(domains()).toHaveLength(3);
  });
});

test('erase removes everything stored, and says what was there', () => {
  expect(run(erase, 'sub.lantern.test', 'nobody.test')).toBe(0);
  expect(said.join('\n')).toMatch(
    /sub\.lantern\.test: 1 rows erased[\s\S]*nobody\.test: nothing of that name/,
  );
  expect(domains()).toEqual(['lantern.test', 'other.test']);
});

test('block hides, lists and frees', () => {
  expect(run(blockAll, '--reason', 'farm', '*.lantern.test')).toBe(0);
  expect(run(blockAll)).toBe(0);
  expect(run(blockAll, '--undo', '*.lantern.test')).toBe(0);
  expect(said).toEqual([
    '*.lantern.test is blocked: 1 instances of the register are out of sight now.',
    expect.stringMatching(/\*\.lantern\.test {2}farm$/),
    '*.lantern.test is free again: 1 instances are back.',
  ]);
  expect(run(blockAll, 'lan*tern.test')).toBe(1);
});

describe('instance', () => {
  test('prints what is known, the visits, and why the next one is when it is', () => {
    expect(run(instance, 'lantern.test', 'other.test')).toBe(0);
    const text = said.join('\n');
    expect(text).toContain('lantern.test: up');
    expect(text).toContain('next visit 2026-02-01 13:00 (rhythm, 0 failures in a row)');
    expect(text).toContain('users 812');
    expect(text).toContain('last failure: tls: CERT_HAS_EXPIRED');
    expect(text).toMatch(/2026-02-01 12:00 {2}tls/);
  });
  test('names what the operator decided: blocks with their pattern and reason, and verdicts', () => {
    run(blockAll, '--reason', 'farm', '*.lantern.test');
    run(verdict, 'lantern.test', 'users', 'refuse', '--reason', 'made up', '--from', '2026-01-01');
    said = [];
    run(instance, 'sub.lantern.test', 'lantern.test');
    const text = said.join('\n');
    expect(text).toContain('sub.lantern.test is blocked by the operator (*.lantern.test, farm)');
    expect(text).not.toContain('\nlantern.test is blocked');
    expect(text).toContain('overruled users: refuse, from 2026-01-01 until withdrawn (made up)');
  });
  test('says so when it knows nothing, and lists the stuck', () => {
    expect(run(instance, 'nobody.test')).toBe(1);
    expect(run(instance, '--stuck')).toBe(0);
    expect(said.join('\n')).toContain('overdue   lantern.test');
    expect(complaints).toEqual(['nobody.test is not in the register.']);
  });
});

test.each([[optout], [erase], [instance]])('a command without a name says how it is used', (command) => {
  expect(run(command)).toBe(1);
  expect(complaints.join()).toContain('npm run');
});

test.each([
  ['erase', erase],
  ['optout', optout],
] as const)('%s removes the bundles that still hold the rows', (_, command) => {
  const bundle = bundled();
  expect(existsSync(bundle)).toBe(true);
  expect(run(command, 'lantern.test')).toBe(0);
  expect(existsSync(bundle)).toBe(false);
  expect(said.join('\n')).toContain('bundles made before (1) are removed');
});
