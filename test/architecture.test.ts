import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const ROOMS = ['crawler', 'db', 'scripts', 'web'];
/** Lines of code; what is longer is more than one idea. */
const FILE_CEILING = 250;

type Source = { readonly path: string; readonly text: string; readonly imports: readonly Import[] };
type Import = { readonly from: string; readonly isType: boolean };

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(ROOT, path)).isDirectory() ? filesBelow(path) : [path];
  });
}

function importsOf(path: string, text: string): Import[] {
  const pattern =
    /^\s*(?:import|export)\s+(type\s)?[^'";]*?from\s+'([^']+)'|^import\s+'([^']+)'|import\('([^']+)'\)/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const name = match[2] ?? match[3] ?? match[4] ?? '';
    const from = name.startsWith('.') ? normalize(join(dirname(path), name)) : name;
    return { from, isType: match[1] !== undefined };
  });
}

const SOURCES: readonly Source[] = ROOMS.flatMap(filesBelow)
  .filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))
  .map((path) => {
    const text = readFileSync(join(ROOT, path), 'utf8');
    return { path, text, imports: importsOf(path, text) };
  });

/** Imports that break a rule, as 'file → import'. */
function breaches(
  where: (path: string) => boolean,
  isForbidden: (name: string, isType: boolean) => boolean,
): string[] {
  return SOURCES.filter(({ path }) => where(path)).flatMap(({ path, imports }) =>
    imports.filter(({ from, isType }) => isForbidden(from, isType)).map(({ from }) => `${path} → ${from}`),
  );
}
const inside = (folder: string) => (path: string) => path.startsWith(`${folder}/`);

describe('rooms', () => {
  test('the model imports nothing', () => {
    expect(
      breaches(
        (path) => path === 'db/model.ts',
        () => true,
      ),
    ).toEqual([]);
  });
  test('db knows neither crawler nor web', () => {
    expect(breaches(inside('db'), (name) => /^(crawler|web|scripts)\//.test(name))).toEqual([]);
  });
  test('crawler and web do not know each other, and nobody knows the scripts', () => {
    expect(breaches(inside('crawler'), (name) => /^(web|scripts)\//.test(name))).toEqual([]);
    expect(breaches(inside('web'), (name) => /^(crawler|scripts)\//.test(name))).toEqual([]);
  });
  test('only db speaks to SQLite', () => {
    expect(
      breaches(
        (path) => !path.startsWith('db/'),
        (name) => name === 'better-sqlite3',
      ),
    ).toEqual([]);
  });
  test('only crawler/http.ts makes requests', () => {
    const isNetwork = (name: string, isType: boolean): boolean =>
      !isType && /^(got|node:https?|undici)$/.test(name);
    // The web app's own server is made there, and answers only.
    const mayNot = (path: string): boolean =>
      /^(crawler|db|web)\//.test(path) && !['crawler/http.ts', 'web/server.ts'].includes(path);
    expect(breaches(mayNot, isNetwork)).toEqual([]);
    expect(readFileSync('web/server.ts', 'utf8')).toContain("import { createServer } from 'node:http';");
  });
  test('a software module is data and a pure function', () => {
    const isOutside = (name: string): boolean =>
      !/^crawler\/(software\/|json\.ts|text\.ts|nodeinfo\.ts)|^db\/(model|trust\/rules|time)\.ts$/.test(name);
    expect(breaches(inside('crawler/software'), isOutside)).toEqual([]);
  });
  test('the browser’s code takes only types from the server', () => {
    const isServer = (name: string, isType: boolean): boolean =>
      !isType && /^(db\/|crawler\/|scripts\/|node:|web\/(?!client\/))/.test(name);
    expect(breaches(inside('web/client'), isServer)).toEqual([]);
  });
});

test('no SQL is written outside db', () => {
  const statement = /\b(SELECT\s.+\sFROM|INSERT\s+INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE)\b/s;
  const texts = SOURCES.filter(({ path, text }) => !path.startsWith('db/') && statement.test(text));
  expect(texts.map(({ path }) => path)).toEqual([]);
});

test('there are no import cycles', () => {
  const graph = new Map(
    SOURCES.map(({ path, imports }) => [
      path,
      imports.filter(({ isType }) => !isType).map(({ from }) => from),
    ]),
  );
  const cycles: string[] = [];
  const walk = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    for (const next of graph.get(path) ?? []) if (graph.has(next)) walk(next, [...trail, path]);
    graph.delete(path);
  };
  for (const path of SOURCES.map((source) => source.path)) walk(path, []);
  expect(cycles).toEqual([]);
});

test.each(SOURCES.map((source) => [source.path, source] as const))(
  '%s is short and says what it owns',
  (_, { text }) => {
    const lines = text.split('\n').filter((line) => line.trim() !== '' && !/^\s*(\/\/|\/?\*)/.test(line));
    expect(lines.length).toBeLessThanOrEqual(FILE_CEILING);
    expect(text).toMatch(/^(#!.*\n)?\/\*\*/);
  },
);
