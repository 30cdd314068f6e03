/** /api/v1/changes: what happened lately in the register, as the home page tells it. */
import { Type } from 'typebox';
import { NEWS_KINDS, newsPage, type News } from '../../../db/network/news.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, isoTime, sendCsv } from './csv.ts';
import { After, Format, Limit, pageAfter, pageSize } from './parameters.ts';
import { sendNext } from './present.ts';
import { At, ErrorAnswer, OneOf, Text } from './schemas.ts';

const ChangesQuery = Type.Object(
  {
    limit: Limit('Events'),
    after: After,
    format: Format,
  },
  { additionalProperties: false },
);

const ChangesAnswer = Type.Object({
  data: Type.Array(
    Type.Object({
      at: At('When it was seen.'),
      domain: Type.String({ description: 'Host name, ASCII and lower case.' }),
      title: Text({ description: 'Plain text as the instance gave it; escape it.' }),
      software: Text({ description: 'NodeInfo name.' }),
      kind: OneOf(NEWS_KINDS, {
        description:
          'appeared: answered for the first time; opened, closed: its sign-up; upgraded: a newer version; rules: changed; gone; moved.',
      }),
      before: Text({ description: 'Of sign-ups and versions: what it was.' }),
      after: Text({ description: 'Of sign-ups and versions: what it became; of moves: the other host.' }),
    }),
    { description: 'The events of this page, newest first.' },
  ),
  next: Text({ description: 'Ask again with after=… for the next page; null: this was the last.' }),
});

export function changesRoute(app: ApiServer, site: Site): void {
  app.get(
    '/changes',
    {
      config: { isOfDatabase: true },
      schema: {
        tags: ['network'],
        summary: 'What changed lately in the register, newest first, paged.',
        querystring: ChangesQuery,
        response: { 200: ChangesAnswer, 400: ErrorAnswer },
      },
    },
    (request, reply) => {
      const { limit, after, format } = request.query;
      const isCsv = wantsCsv(request, format);
      const { items, next } = pageAfter(() => newsPage(site.db, pageSize(limit, isCsv), after));
      sendNext(site, request, reply, next);
      if (isCsv) sendCsv(reply, 'changes', changesCsv(items));
      else void reply.send({ data: items.map(shown), next });
    },
  );
}

function shown({ at, domain, title, softwareName: software, what: kind, before, after }: News) {
  return { at, domain, title, software, kind, before, after };
}

function changesCsv(items: readonly News[]): string {
  return csvText(
    ['at', 'time', 'domain', 'title', 'software', 'kind', 'before', 'after'],
    items.map(({ at, domain, title, softwareName, what, before, after }) => [
      at,
      isoTime(at),
      domain,
      title,
      softwareName,
      what,
      before,
      after,
    ]),
  );
}
