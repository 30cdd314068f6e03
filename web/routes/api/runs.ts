/** /api/v1/runs: the passes of the crawler, newest first. */
import { Type } from 'typebox';
import { reasonCode, runsBefore, type Run } from '../../../db/runs.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, isoTime, sendCsv } from './csv.ts';
import { RunShape } from './network-shapes.ts';
import { Format, Limit, pageSize } from './parameters.ts';
import { sendNext } from './present.ts';
import { Count, ErrorAnswer } from './schemas.ts';

const RunsQuery = Type.Object(
  {
    limit: Limit('Runs'),
    after: Type.Optional(
      Type.Integer({
        minimum: 1,
        description: 'What the page before gave as next: the number of its last run.',
      }),
    ),
    format: Format,
  },
  { additionalProperties: false },
);
const RunsAnswer = Type.Object({
  data: Type.Array(
    Type.Object({
      id: Type.Integer({ description: 'Its number; later runs have larger ones.' }),
      ...RunShape.properties,
    }),
    { description: 'The runs of this page, newest first.' },
  ),
  next: Count({ description: 'Ask again with after=… for the next page; null: this was the last.' }),
});

export function runsRoute(app: ApiServer, site: Site): void {
  app.get(
    '/runs',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'The passes of the crawler, newest first, paged.',
        querystring: RunsQuery,
        response: { 200: RunsAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { limit, after, format } = request.query;
      const isCsv = wantsCsv(request, format);
      const most = pageSize(limit, isCsv);
      const found = runsBefore(site.db, after ?? Number.MAX_SAFE_INTEGER, most + 1);
      const runs = found.slice(0, most);
      const next = found.length > most ? (runs.at(-1)?.id ?? null) : null;
      sendNext(site, request, reply, next === null ? null : String(next));
      if (isCsv) sendCsv(reply, 'runs', runsCsv(runs));
      else void reply.send({ data: runs.map((run) => ({ ...run, reason: reasonCode(run) })), next });
    },
  );
}

function runsCsv(runs: readonly Run[]): string {
  return csvText(
    [
      'id',
      'state',
      'startedAt',
      'startedTime',
      'finishedAt',
      'reason',
      'due',
      'visited',
      'answered',
      'withheld',
      'failed',
    ],
    runs.map((run) => [
      run.id,
      run.state,
      run.startedAt,
      isoTime(run.startedAt),
      run.finishedAt,
      reasonCode(run),
      run.due,
      run.visited,
      run.answered,
      run.withheld,
      run.failed,
    ]),
  );
}
