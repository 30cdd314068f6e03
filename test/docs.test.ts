import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { SOFTWARE } from '../crawler/software/index.ts';
import { openWriter } from '../db/open.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const README = read('README.md');
const DOCUMENTS = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  ...readdirSync(join(ROOT, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const PACKAGE: { scripts: Record<string, string>; dependencies: object; devDependencies: object } =
  JSON.parse(read('package.json'));

test('the first two commands of the README are the whole set-up and the whole tests', () => {
  const commands = [...README.matchAll(/```sh\n(.+)\n```/g)].map((match) => match[1]);
  expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
});

test('every command named anywhere exists', () => {
  const named = DOCUMENTS.flatMap((path) =>
    [...read(path).matchAll(/npm run ([\w:-]+)/g)].map((match) => match[1] ?? ''),
  );
  expect(named.filter((name) => !(name in PACKAGE.scripts))).toEqual([]);
});

test('every variable that is read is in the README and the example, and the other way round', () => {
  const sources = ['crawler/settings.ts', 'web/settings.ts', 'db/settings.ts'].map(read).join('\n');
  const used = new Set(
    [...sources.matchAll(/\bread(?:<[^(]+>)?\(\s*'([A-Z][A-Z_]+)'/g)].map((match) => match[1] ?? ''),
  );
  const documented = new Set(
    [...README.matchAll(/^\| `([A-Z_]+)`(?:, `([A-Z_]+)`)?/gm)]
      .flatMap((match) => [match[1] ?? '', match[2] ?? ''])
      .filter((name) => name !== ''),
  );
  const exampled = new Set(
    [...read('.env.example').matchAll(/^#([A-Z_]+)=/gm)].map((match) => match[1] ?? ''),
  );
  expect([...documented].toSorted()).toEqual([...used].toSorted());
  expect([...exampled].toSorted()).toEqual([...documented].toSorted());
});

test('every server software has its row in the README, with its names and what it is asked', () => {
  const rows = README.split('\n').filter((line) => /^\| `[\w-]+\.ts`/.test(line));
  for (const { names, asks } of SOFTWARE) {
    const row = rows.find((line) => line.includes(`| ${names.join(', ')} |`));
    expect(row, names.join(', ')).toBeDefined();
    for (const { path } of Object.values(asks)) expect(row).toContain(`\`${path}\``);
  }
});

test('every column of the database is explained in docs/data.md', () => {
  const db = openWriter(':memory:');
  const tables = db
    .prepare(
      "SELECT name FROM pragma_table_list WHERE type IN ('table', 'virtual') AND name NOT LIKE 'sqlite_%'",
    )
    .pluck()
    .all();
  const text = read('docs/data.md');
  for (const table of tables) {
    const section = text.split(/^## /m).find((part) => part.startsWith(`${table}\n`));
    expect(section, `docs/data.md on ${table}`).toBeDefined();
    const columns = db.prepare(`SELECT name FROM pragma_table_info('${table}')`).pluck().all();
    for (const column of columns) expect(section, `${table}.${column}`).toContain(`\`${column}\``);
  }
});

test('every package has its reason', () => {
  const text = read('docs/dependencies.md');
  const packages = Object.keys({ ...PACKAGE.dependencies, ...PACKAGE.devDependencies });
  expect(packages.filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
});

describe.each(DOCUMENTS)('%s', (path) => {
  test('links to files that are there', () => {
    const links = [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });
  test('names source files that are there', () => {
    const files = [...read(path).matchAll(/`((?:crawler|db|web|scripts|test)\/[\w./-]+\.\w+)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});
