/** The OpenAPI document: made of the routes' own schemas, never written by hand. */
import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { readApiDocument } from '../api-document.ts';
import { described } from '../openapi-schema.ts';
import { REQUESTS_PER_MINUTE } from '../rates.ts';
import { apiDocsPage } from '../pages/api-docs.ts';
import { render } from '../pages/html.ts';
import { contextOf } from '../site.ts';
import type { Site } from '../site.ts';
import type { ApiServer } from './api/app.ts';
import { sendJsonText } from './api/present.ts';
import { NoQuery } from './api/schemas.ts';

const DESCRIPTION = `Figures of Mastodon and other fediverse instances over time, from their own public answers.

All times are Unix seconds UTC. Unknown figures are null, never 0. Parameters that are not listed are refused.
Titles, descriptions and rules are the instances' own words as plain text: escape them before showing them.
Most answers are to be had as CSV too: .csv after the path, format=csv or Accept: text/csv.
Answers carry an ETag; errors all have the shape {"error": {"code", "message"}}.
Each address may ask ${REQUESTS_PER_MINUTE} times a minute, from any website.`;

/** Has to be registered before the routes it is to describe. */
export async function describeRoutes(app: FastifyInstance, site: Site): Promise<void> {
  await app.register(swagger, {
    hideUntagged: true,
    transform: described,
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Herdbook API',
        version: '1.0.0',
        description: DESCRIPTION,
        license: { name: 'AGPL-3.0-or-later (the program)', identifier: 'AGPL-3.0-or-later' },
      },
      servers: [{ url: site.settings.publicUrl }],
      tags: [
        { name: 'instances', description: 'The directory, and each instance.' },
        { name: 'network', description: 'All instances together.' },
        { name: 'service', description: 'This site itself.' },
      ],
    },
  });
}

export function openApiRoute(app: ApiServer): void {
  app.get(
    '/openapi.json',
    {
      schema: {
        tags: ['service'],
        summary: 'This description, OpenAPI 3.1.',
        querystring: NoQuery,
        response: {
          200: Type.Object(
            { openapi: Type.String({ description: 'Version of the format.' }) },
            { additionalProperties: true },
          ),
        },
      },
    },
    (_request, reply) => sendJsonText(reply, JSON.stringify(app.swagger())),
  );
}

/** The same document for people, at /api. */
export function apiPageRoute(app: FastifyInstance, site: Site): void {
  app.get('/api', (request, reply) => {
    const ctx = contextOf(site, request);
    const page = render(apiDocsPage(ctx, readApiDocument(app.swagger())));
    void reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'no-cache', 'content-language': ctx.lang, vary: 'accept-language' })
      .send(page);
  });
}
