/** Adds to a route's own schema what holds for every route: its name, its CSV or Parquet, and the errors that may come before it. Pure. */
import type { FastifySchema } from 'fastify';
import { ErrorAnswer } from './routes/api/schemas.ts';

type Described = { readonly schema: FastifySchema; readonly url: string };

const CSV = {
  type: 'string',
  description: 'The same with a line of column names; unknown is an empty field.',
};

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/** '/api/v1/instances/:domain/series' → 'getInstanceSeries': stable, and what generated clients call it. */
export function operationId(url: string): string {
  const names: string[] = [];
  for (const part of url.replace(/^\/api\/v1/, '').split('/')) {
    if (part.startsWith(':')) names.push((names.pop() ?? '').replace(/s$/, ''));
    else names.push(...part.replace(/\.json$/, '').split('-'));
  }
  return `get${names
    .filter((name) => name !== '')
    .map((name) => name.charAt(0).toUpperCase() + name.slice(1))
    .join('')}`;
}

const PARQUET = {
  type: 'string',
  contentMediaType: 'application/vnd.apache.parquet',
  description: 'The columns of the CSV, with their types; unknown is null.',
};

/** Forms besides JSON that a route's `format` names. */
function formsOf({ format }: Record<string, unknown>): readonly string[] {
  const values: unknown = isRecord(format) ? format['enum'] : [];
  return Array.isArray(values) ? values.map(String).filter((form) => form !== 'json') : [];
}

/** What the route answers when all is well, in each form. */
function asTablesToo(answer: unknown, forms: readonly string[]): unknown {
  return {
    description: 'The answer.',
    content: {
      'application/json': { schema: answer },
      'text/csv': { schema: CSV },
      ...(forms.includes('parquet') ? { 'application/vnd.apache.parquet': { schema: PARQUET } } : {}),
    },
  };
}

function toldOf(forms: readonly string[], url: string): string {
  const path = url.replace(/:(\w+)/g, '{$1}');
  const csv = `As CSV at ${path}.csv`;
  return forms.includes('parquet') ? `${csv}, as Parquet at ${path}.parquet.` : `${csv}.`;
}

/** The schema of a route as the OpenAPI document shows it; routes without tags are left as they are. */
export function described({ schema, url }: Described): { schema: FastifySchema; url: string } {
  if (schema === undefined || !('tags' in schema)) return { schema, url };
  const { querystring, params, response } = schema;
  const parameters =
    isRecord(querystring) && isRecord(querystring['properties']) ? querystring['properties'] : {};
  const forms = formsOf(parameters);
  const answers = isRecord(response) ? response : {};
  return {
    url,
    schema: {
      operationId: operationId(url),
      ...(forms.length > 0 ? { description: toldOf(forms, url) } : {}),
      ...schema,
      response: {
        ...answers,
        ...(forms.length > 0 ? { 200: asTablesToo(answers['200'], forms) } : {}),
        ...(querystring === undefined && params === undefined ? {} : { 400: ErrorAnswer }),
        405: ErrorAnswer,
        429: ErrorAnswer,
        500: ErrorAnswer,
      },
    },
  };
}
