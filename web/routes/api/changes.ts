/** /api/v1/changes: what happened lately in the register, as the home page tells it. */
import { Type } from 'typebox';
import { NEWS_KINDS, newsPage, type News, type NewsPage } from '../../../db/news.ts';
import { RequestError } from '../../failure.ts';
import { wantsCsv } from '../../negotiation.ts';
import type { Site } from '../../site.ts';
import type { ApiServer } from './app.ts';
import { csvText, isoTime, sendCsv } from './csv.ts';
import { Format } from './parameters.ts';
import { sendNext } from './present.ts';
import { At, ErrorAnswer, OneOf, Text } from './schemas.ts';

const MAX_PAGE = 500;
const DEFAULT_PAGE = 50;

const ChangesQuery = Type.Object(
  {
    limit: Type.Optional(
      Type.Integer({
        minimum: 1,
        maximum: MAX_PAGE,
        description: `Events on a page, at most: ${DEFAULT_PAGE} by default, ${MAX_PAGE} in CSV.`,
      }),
    ),
    after: Type.Optional(Type.String({ maxLength: 600, description: 'What the page before gave as next.' })),
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
      const { items, next } = pageOf(site, limit ?? (isCsv ? MAX_PAGE : DEFAULT_PAGE), after);
      sendNext(site, request, reply, next);
      if (isCsv) sendCsv(reply, 'changes', changesCsv(items));
      else void reply.send({ data: items.map(shown), next });
    },
  );
}

function pageOf(site: Site, limit: number, after: string | undefined): NewsPage {
  try {
    return newsPage(site.db, limit, after);
  } catch (error) {
    if (error instanceof RangeError) throw new RequestError(400, 'invalid-cursor', `after: ${error.message}`);
    throw error;
  }
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
