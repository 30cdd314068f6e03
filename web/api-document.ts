/** Reads the OpenAPI document into what a page of documentation shows. Pure; the document is the only source. */
import { Type } from 'typebox';
import type { Static } from 'typebox';
import { Value } from 'typebox/value';

const TypeName = Type.Union([Type.String(), Type.Array(Type.String())]);
/** The part of JSON Schema that our routes use. */
const Schema = Type.Cyclic(
  {
    Schema: Type.Object({
      type: Type.Optional(TypeName),
      description: Type.Optional(Type.String()),
      enum: Type.Optional(Type.Array(Type.Union([Type.String(), Type.Null()]))),
      properties: Type.Optional(Type.Record(Type.String(), Type.Ref('Schema'))),
      items: Type.Optional(Type.Ref('Schema')),
      anyOf: Type.Optional(Type.Array(Type.Ref('Schema'))),
    }),
  },
  'Schema',
);
type Schema = Static<typeof Schema>;

const Operation = Type.Object({
  operationId: Type.String(),
  summary: Type.Optional(Type.String()),
  parameters: Type.Optional(
    Type.Array(
      Type.Object({
        name: Type.String(),
        in: Type.String(),
        required: Type.Optional(Type.Boolean()),
        description: Type.Optional(Type.String()),
        schema: Schema,
      }),
    ),
  ),
  responses: Type.Record(
    Type.String(),
    Type.Object({
      content: Type.Optional(Type.Record(Type.String(), Type.Object({ schema: Type.Optional(Schema) }))),
    }),
  ),
});
const Document = Type.Object({
  info: Type.Object({ title: Type.String(), version: Type.String() }),
  paths: Type.Record(Type.String(), Type.Object({ get: Operation })),
});

/** One row of a table: a parameter or a field of an answer. */
export type Documented = { readonly name: string; readonly type: string; readonly description: string };
export type DocumentedRoute = {
  /** With parameters in braces: '/api/v1/instances/{domain}'. */
  readonly path: string;
  readonly operationId: string;
  /** Endings after the path under which the answer is to be had as a table. */
  readonly endings: readonly ('.csv' | '.parquet')[];
  readonly summary: string;
  readonly parameters: readonly Documented[];
  /** Fields of the answer, inner ones as 'software.name' and 'data[].domain'. */
  readonly fields: readonly Documented[];
};
export type ApiDocument = {
  readonly version: string;
  readonly routes: readonly DocumentedRoute[];
};

/** @throws when the document is not of the shape that our own routes make */
export function readApiDocument(document: unknown): ApiDocument {
  const { info, paths } = Value.Parse(Document, document);
  return {
    version: info.version,
    routes: Object.entries(paths).map(([path, { get }]) => readRoute(path, get)),
  };
}

function readRoute(path: string, operation: Static<typeof Operation>): DocumentedRoute {
  const answers = operation.responses['200']?.content ?? {};
  const answer = answers['application/json']?.schema;
  return {
    path,
    operationId: operation.operationId,
    endings: [
      ...('text/csv' in answers ? (['.csv'] as const) : []),
      ...('application/vnd.apache.parquet' in answers ? (['.parquet'] as const) : []),
    ],
    summary: operation.summary ?? '',
    parameters: (operation.parameters ?? []).map(({ name, description, schema }) => ({
      name,
      type: typeText(schema),
      description: description ?? schema.description ?? '',
    })),
    fields: answer === undefined ? [] : fieldsOf(answer, ''),
  };
}

/** Every field of a schema in its order, the inner ones after their parent. */
function fieldsOf(schema: Schema, prefix: string): Documented[] {
  const plain = schema.anyOf?.find((one) => one.type !== 'null') ?? schema;
  if (plain.items?.properties !== undefined) return fieldsOf(plain.items, `${prefix}[]`);
  return Object.entries(plain.properties ?? {}).flatMap(([key, inner]) => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    return [{ name, type: typeText(inner), description: inner.description ?? '' }, ...fieldsOf(inner, name)];
  });
}

function typeText(schema: Schema): string {
  if (schema.enum !== undefined) return schema.enum.map((value) => value ?? 'null').join(' | ');
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(' | ');
  const types = [schema.type ?? 'any'].flat();
  return types.map((type) => (type === 'array' ? `${typeText(schema.items ?? {})}[]` : type)).join(' | ');
}
