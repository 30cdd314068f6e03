/** The OpenAPI document, its page and docs/api.md, held to the routes there are and to what they answer. */
import { readFileSync } from 'node:fs';
import Schema from 'typebox/schema';
import { describe, expect, test } from 'vitest';
import { MESSAGES } from '../../web/messages.ts';
import { readApiDocument } from '../../web/api-document.ts';
import { filled, herd, PATHS } from './api-paths.ts';
import { served } from './served.ts';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Operation = {
  operationId: string;
  description?: string;
  parameters?: { name: string; description?: string; schema: Json }[];
  responses: Record<string, { content?: Record<string, { schema: Json }> }>;
};
type Document = { openapi: string; servers: Json; paths: Record<string, { get: Operation }> };

/** A schema under which every field has to be described. */
function closed(schema: Json): Json {
  if (Array.isArray(schema)) return schema.map(closed);
  if (schema === null || typeof schema !== 'object') return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return 'properties' in schema && !('additionalProperties' in schema)
    ? { ...inner, additionalProperties: false }
    : inner;
}

function answerSchema(document: Document, path: string, status = '200'): Json {
  return closed(document.paths[path]?.get.responses[status]?.content?.['application/json']?.schema ?? false);
}

/** What is wrong with an answer; empty when it is as described. */
function faults(schema: Json, answer: unknown): string[] {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return ['no schema'];
  const [isValid, errors] = Schema.Errors(schema, answer);
  return isValid ? [] : errors.map((error) => `${error.instancePath} ${error.message}`);
}

async function documentOf(app: Awaited<ReturnType<typeof served>>['app']): Promise<Document> {
  return (await app.inject('/api/v1/openapi.json')).json<Document>();
}

/** Addresses that are read by programs, out of the router's own drawing of its tree. */
/** Our own API: what other sites’ programs ask for is described by them. */
function routesOf(tree: string): string[] {
  const path: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n')) {
    const [, indent = '', segment = '', methods = ''] = /^((?:│   | {4})*)[├└]── (\S+)(.*)/.exec(line) ?? [];
    path.splice(indent.length / 4, path.length, segment);
    if (methods.includes('GET')) routes.push(path.join('').replace(/:(domain|day|table)/, '{$1}'));
  }
  return routes.filter((route) => /^\/(api\/v1\/|healthz)/.test(route));
}

describe('the OpenAPI document', () => {
  test('has every route of the API, and no page', async () => {
    const { app } = await served(herd);
    const document = await documentOf(app);
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(PATHS);
    expect(routesOf(app.printRoutes({ commonPrefix: false })).sort()).toEqual([...PATHS].sort());
  });

  test('describes every field of every answer', async () => {
    const { app } = await served(herd);
    const { routes } = readApiDocument(await documentOf(app));
    const mute = routes.flatMap(({ path, fields }) =>
      fields.filter(({ description }) => description === '').map(({ name }) => `${name} of ${path}`),
    );
    expect(mute).toEqual([]);
  });

  test('describes every parameter', async () => {
    const { app } = await served(herd);
    const { routes } = readApiDocument(await documentOf(app));
    const mute = routes.flatMap(({ path, parameters }) =>
      parameters.filter(({ description }) => description === '').map(({ name }) => `${name} of ${path}`),
    );
    expect(mute).toEqual([]);
  });

  test.each(PATHS)('describes all that %s answers', async (path) => {
    const { app } = await served(herd);
    const schema = answerSchema(await documentOf(app), path);
    const answer = await app.inject(filled(path));
    expect(answer.statusCode).toBe(200);
    expect(faults(schema, answer.json())).toEqual([]);
  });

  test('names each operation once, as clients will call it', async () => {
    const { app } = await served(herd, { PUBLIC_URL: 'https://herd.example' });
    const { paths, servers } = await documentOf(app);
    const names = Object.values(paths).map(({ get }) => get.operationId);
    expect(new Set(names).size).toBe(names.length);
    expect(paths['/api/v1/instances/{domain}/series']?.get.operationId).toBe('getInstanceSeries');
    expect(servers).toEqual([{ url: 'https://herd.example' }]);
  });

  test('describes the errors that any answer may be, and CSV where there is CSV', async () => {
    const { app } = await served(herd);
    const document = await documentOf(app);
    for (const [path, { get }] of Object.entries(document.paths)) {
      for (const status of ['405', '429', '500'])
        expect(faults(answerSchema(document, path, status), { error: { code: 'a', message: 'b' } })).toEqual(
          [],
        );
      const hasCsv = (get.parameters ?? []).some(({ name }) => name === 'format');
      expect('text/csv' in (get.responses['200']?.content ?? {}), path).toBe(hasCsv);
      if (!hasCsv) continue;
      expect(get.description).toContain(`${path}.csv`);
      const csv = await app.inject(`${filled(path)}.csv`);
      expect([csv.statusCode, csv.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
      const parquet = await app.inject(`${filled(path)}.parquet`);
      const type = 'application/vnd.apache.parquet';
      const isTold = type in (get.responses['200']?.content ?? {});
      expect(parquet.headers['content-type'] === type, path).toBe(isTold);
      expect(get.description?.includes(`${path}.parquet`)).toBe(isTold);
    }
  });

  test('describes the one shape of errors', async () => {
    const { app } = await served(herd);
    const document = await documentOf(app);
    const bad = await app.inject('/api/v1/instances?colour=red');
    expect(faults(answerSchema(document, '/api/v1/instances', '400'), bad.json())).toEqual([]);
    const unknown = await app.inject('/api/v1/instances/z.test/series');
    expect(
      faults(answerSchema(document, '/api/v1/instances/{domain}/series', '404'), unknown.json()),
    ).toEqual([]);
  });
});

describe('docs/api.md', () => {
  const text = readFileSync(new URL('../../docs/api.md', import.meta.url), 'utf8');
  const sections = text.split(/^### /m).slice(1);
  const documented = sections.map((section) => ({
    path: /^`GET ([^`]+)`/.exec(section)?.[1] ?? section.slice(0, 40),
    example: /```json\n([\s\S]+?)```/.exec(section)?.[1],
  }));

  test('has every route, in order', () => {
    expect(documented.map(({ path }) => path)).toEqual(PATHS);
  });

  test.each(documented)('shows an answer of $path that is as described', async ({ path, example }) => {
    const { app } = await served(herd);
    const answer: unknown = JSON.parse(example ?? '');
    expect(faults(answerSchema(await documentOf(app), path), answer)).toEqual([]);
  });

  test('names every parameter of every route', async () => {
    const { app } = await served(herd);
    const missing = Object.entries((await documentOf(app)).paths).flatMap(([path, { get }]) => {
      const section = sections[PATHS.indexOf(path)] ?? '';
      return (get.parameters ?? [])
        .map(({ name }) => name)
        .filter((name) => !section.includes(`\`${name}\``));
    });
    expect(missing).toEqual([]);
  });
});

describe('the API page', () => {
  test('is French to the French: every explanation, and what each address is for', async () => {
    const { app } = await served(herd);
    const { payload } = await app.inject('/fr/api');
    const { routes } = readApiDocument(await documentOf(app));
    for (const { operationId, summary } of routes) {
      expect(Object.keys(MESSAGES.fr.api.summaries), summary).toContain(operationId);
      expect(payload).not.toContain(`>${summary}<`);
    }
    // Apart from the language switch only the tables made of the schemas are in English, and say so.
    const english = payload.split('<main')[1]?.match(/<(\w+) lang="en"/g) ?? [];
    expect(new Set(english)).toEqual(new Set(['<tbody lang="en"']));
    for (const code of ['method-not-allowed', 'too-many-requests', 'retry-after', 'rel=&quot;next&quot;'])
      expect(payload).toContain(code);
    expect(payload).toMatch(/curl (?:'|&#39;)http[^'&]*\/api\/v1\/instances\?/);
  });

  test.each(['en', 'fr'])('in %s shows every route with its parameters and fields', async (lang) => {
    const { app } = await served(herd);
    const { payload, statusCode } = await app.inject(`/${lang}/api`);
    expect(statusCode).toBe(200);
    for (const path of PATHS) expect(payload).toContain(`GET ${path}`);
    for (const name of [
      'minUsers',
      'software.version',
      'data[].domain',
      'profileChanges[].field',
      'coverage',
    ]) {
      expect(payload).toContain(`<code>${name}</code>`);
    }
    expect(payload).not.toMatch(/<script(?! type="module" src="\/assets\/)/);
    expect(payload).not.toMatch(/ style=/);
  });

  test('is read from the document alone', async () => {
    const { app } = await served(herd);
    const { routes } = readApiDocument(await documentOf(app));
    expect(routes.map(({ path }) => path)).toEqual(PATHS);
    expect(routes[0]?.parameters.find(({ name }) => name === 'order')).toMatchObject({ type: 'asc | desc' });
    expect(() => readApiDocument({ paths: {} })).toThrow(/Parse/);
  });
});
