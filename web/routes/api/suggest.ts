/** /api/v1/suggest: instances to choose from while somebody types. */
import { Type } from 'typebox';
import { listInstances } from '../../../db/directory/directory.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { Count, ErrorAnswer, Text } from './schemas.ts';

/** More are not read while typing. */
const SUGGESTIONS = 8;
/** Those that are gone or moved are found by searching, not offered. */
const OFFERED = ['up', 'failing', 'discovered', 'withheld'] as const;

const Suggestions = Type.Object({
  data: Type.Array(
    Type.Object({
      domain: Type.String({ description: 'Host name, ASCII and lower case.' }),
      title: Text({ description: 'Plain text as the instance gave it; escape it.' }),
      users: Count({ description: 'Registered accounts.' }),
    }),
    { description: `At most ${SUGGESTIONS}, the best first.` },
  ),
});

export function suggestRoute(app: ApiServer, site: Site): void {
  app.get(
    '/suggest',
    {
      schema: {
        tags: ['instances'],
        summary: 'Instances that words, or the beginnings of words, may mean.',
        querystring: Type.Object(
          {
            q: Type.Optional(
              Type.String({ maxLength: 100, description: 'What was typed so far; nothing finds nothing.' }),
            ),
          },
          { additionalProperties: false },
        ),
        response: { 200: Suggestions, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const q = request.query.q?.trim() ?? '';
      const filter = { q, state: OFFERED };
      const found =
        q === ''
          ? []
          : listInstances(site.db, { filter, sort: 'relevance', order: 'desc', limit: SUGGESTIONS }).rows;
      void reply.send({
        data: found.map(({ domain, title, figures }) => ({ domain, title, users: figures.users })),
      });
    },
  );
}
