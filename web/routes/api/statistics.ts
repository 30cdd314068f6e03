/** /api/v1/network/tables/{table}: the statistics of the network as tables. */
import { Type } from 'typebox';
import { partsTable } from '../../../db/statistics/parts.ts';
import type { StatTable } from '../../../db/statistics/table.ts';
import { STAT_TABLES, statTable } from '../../../db/statistics/tables.ts';
import { DIMENSIONS, type Dimension } from '../../../db/totals/dimensions.ts';
import { wantsCsv } from '../../negotiation.ts';
import { databaseOn } from '../../past.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { Format, OnParameter } from './parameters.ts';
import { ErrorAnswer, OneOf } from './schemas.ts';

const TABLES = [...STAT_TABLES, 'parts'] as const;

const TableShape = Type.Object({
  table: OneOf(TABLES, { description: 'As asked.' }),
  columns: Type.Array(Type.String(), { description: 'Names of the columns.' }),
  rows: Type.Array(
    Type.Unsafe<readonly (string | number | null)[]>({
      type: 'array',
      items: { type: ['string', 'number', 'null'] },
    }),
    { description: 'Values in the order of the columns; null is unknown.' },
  ),
});

const Query = Type.Object(
  {
    dimension: Type.Optional(OneOf(DIMENSIONS, { description: 'Of parts: by what; software by default.' })),
    on: OnParameter,
    format: Format,
  },
  { additionalProperties: false },
);

export function statisticsTableRoute(app: ApiServer, site: Site): void {
  app.get(
    '/network/tables/:table',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary:
          'Statistics as a table: growth, weekly activity, retention, concentration, survival with its curves, parts.',
        params: Type.Object({ table: OneOf(TABLES, { description: 'Which table.' }) }),
        querystring: Query,
        response: { 200: TableShape, 400: ErrorAnswer, 404: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { table } = request.params;
      const { dimension = 'software', on, format } = request.query;
      const { columns, rows } = readTable(site, table, dimension, on);
      if (wantsCsv(request, format)) sendCsv(reply, `network-${table}`, csvText(columns, rows));
      else void reply.send({ table, columns: [...columns], rows: rows.map((row) => [...row]) });
    },
  );
}

function readTable(
  site: Site,
  table: (typeof TABLES)[number],
  dimension: Dimension,
  on: string | undefined,
): StatTable {
  const db = databaseOn(site, on);
  return table === 'parts' ? partsTable(db, dimension) : statTable(db, table, site.now());
}
