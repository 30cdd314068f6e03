/** /api/v1/facets: how many instances each value of each filter of the directory would show. */
import { Type, type Static } from 'typebox';
import { facets, type Facets } from '../../../db/directory/facets.ts';
import { byFacet, FACETS } from '../../../db/directory/filter.ts';
import { wantsCsv } from '../../negotiation.ts';
import { databaseOn } from '../../past.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, sendCsv } from './csv.ts';
import { FilterParameters, readFilter } from './filter.ts';
import { Format, OnParameter } from './parameters.ts';
import { ErrorAnswer } from './schemas.ts';

const Values = Type.Array(
  Type.Object({
    value: Type.String({ description: 'As the filter takes it.' }),
    count: Type.Integer({ description: 'Instances that it would show.' }),
    guessed: Type.Integer({
      description: 'Instances of which it is only a guess; in count where guesses=yes.',
    }),
  }),
  { description: 'The most frequent first. Unknown is no value.' },
);

const FacetsAnswer = Type.Object({
  facets: Type.Object(
    byFacet(() => Values),
    { description: 'Each filter, counted with all that was asked for but itself.' },
  ),
});

export function facetsRoute(app: ApiServer, site: Site): void {
  app.get(
    '/facets',
    {
      schema: {
        tags: ['instances'],
        summary: 'How many instances each value of each filter of the directory would show.',
        querystring: Type.Object(
          { ...FilterParameters, on: OnParameter, format: Format },
          { additionalProperties: false },
        ),
        response: { 200: FacetsAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const found = facets(databaseOn(site, request.query.on), readFilter(request.query));
      if (wantsCsv(request, request.query.format)) sendCsv(reply, 'facets', facetsCsv(found));
      else void reply.send(shown(found));
    },
  );
}

function shown(found: Facets): Static<typeof FacetsAnswer> {
  return { facets: byFacet((name) => [...found[name]]) };
}

function facetsCsv(found: Facets): string {
  const rows = FACETS.flatMap((name) =>
    found[name].map(({ value, count, guessed }) => [name, value, count, guessed]),
  );
  return csvText(['facet', 'value', 'count', 'guessed'], rows);
}
