import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openReader } from '../../db/open.ts';
import { add, entriesOf, sortEntries, whyRefused } from '../../scripts/add.ts';

let folder: string;
let said: string[];
let complaints: string[];
const run = (args: readonly string[], env: Readonly<Record<string, string>>): number =>
  add(args, env, { say: (line) => said.push(line), complain: (line) => complaints.push(line) });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herdbook-add-'));
  said = [];
  complaints = [];
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string, content: string): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};

it.each([
  ['lines with comments', '# ours\nmamot.fr\n\n  framapiaf.org # Framasoft\n'],
  ['a CSV with a header', 'domain,software\r\nmamot.fr,mastodon\r\n"framapiaf.org","mastodon, of old"\r\n'],
  ['a CSV without one', 'mamot.fr,1\nframapiaf.org,2,3\n'],
  ['a JSON array', '["mamot.fr", "framapiaf.org"]'],
  ['a file with a byte order mark', '\uFEFFmamot.fr\nframapiaf.org\n'],
])('reads %s', (_, content) => {
  expect(entriesOf(content, 'list').map(({ text }) => text)).toEqual(['mamot.fr', 'framapiaf.org']);
});

it('says that a file is missing, and adds nothing', () => {
  const env = { DATABASE_PATH: join(folder, 'new.sqlite') };
  expect(run(['instances.csv', './lists/found', 'http://x', 'nonsense'], env)).toBe(1);
  expect(complaints).toEqual([
    'argument: instances.csv: there is no such file',
    'argument: ./lists/found: there is no such file',
    'argument: http://x: a single label, not a full domain',
    'argument: nonsense: a single label, not a full domain',
  ]);
});

it('says where a text was found', () => {
  expect(entriesOf('mamot.fr\n\nnot a domain\n', 'list')).toEqual([
    { where: 'list:1', text: 'mamot.fr' },
    { where: 'list:3', text: 'not a domain' },
  ]);
  expect(entriesOf('[1]', 'list')).toEqual([{ where: 'list[0]', text: '1' }]);
});

it('counts a domain once, however it is written', () => {
  const entries = ['mamot.fr', 'https://MAMOT.fr/about', 'x'].map((text) => ({ where: '', text }));
  expect(sortEntries(entries, [])).toEqual({ valid: ['mamot.fr'], refused: [{ where: '', text: 'x' }] });
});

it.each([
  ['someone@mamot.fr', 'an account or e-mail address, not a domain'],
  ['192.0.2.1', 'an IP address, not a domain'],
  ['[2001:db8::1]', 'an IP address, not a domain'],
  ['https://mamot.fr:8443/about', 'names a port; instances answer on the usual one'],
  ['*.mamot.fr', 'has a character that no host name has'],
  ['mamot', 'a single label, not a full domain'],
  ['mamot.invalid', 'not a domain under a known public suffix'],
  ['', 'empty'],
])('says of %s that it is %s', (text, reason) => {
  expect(whyRefused(text)).toBe(reason);
});

it('adds what is valid, tells what is not, and leaves what is known', () => {
  const env = { DATABASE_PATH: join(folder, 'h.sqlite'), ALLOWED_SUFFIXES: 'test' };
  const list = file('list.txt', 'mamot.fr\nlocalhost\nlantern.test\n');
  expect(run([list, 'piaille.fr'], env)).toBe(0);
  expect(said.at(-1)).toBe('3 added, 0 already known, 1 refused');
  expect(complaints).toContain(`${list}:2: localhost: a single label, not a full domain`);
  expect(run([list], env)).toBe(0);
  expect(said.at(-1)).toBe('0 added, 2 already known, 1 refused');
  const db = openReader(env.DATABASE_PATH);
  expect(db.prepare('SELECT count(*) AS n FROM instance').get()).toEqual({ n: 3 });
  db.close();
});

it.each([[[]], [['localhost']], [['192.0.2.1', 'a@b.org']]])(
  'ends with 1 when nothing is valid: %j',
  (args) => {
    expect(run(args, { DATABASE_PATH: join(folder, 'h.sqlite') })).toBe(1);
  },
);

it('ends with 1 and says why when a list cannot be read', () => {
  expect(run([file('list.json', '["mamot.fr",')], { DATABASE_PATH: join(folder, 'h.sqlite') })).toBe(1);
  expect(complaints.join()).toContain('cannot be read');
});
