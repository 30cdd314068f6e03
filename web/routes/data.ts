/** /data and the files of the bundles below it. Makes no bundle. */
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { resolve } from 'node:path';
import { bundleNames, readBundle } from '../../db/bundle/files.ts';
import { RequestError } from '../failure.ts';
import { dataPage } from '../pages/data.ts';
import type { Site } from '../site.ts';
import { sendPage } from './page.ts';

const FILES = '/data/files/';
/** A bundle may be made again for its day. */
const HOUR_SECONDS = 3_600;
/** Bundles told of on the page. */
const SHOWN = 3;

export async function dataRoutes(app: FastifyInstance, site: Site): Promise<void> {
  const folder = site.settings.bundleFolder;
  app.get('/data', (request, reply) =>
    sendPage(site, request, reply, (ctx) => {
      const names = folder === null ? [] : bundleNames(folder).slice(0, SHOWN);
      const bundles = names.flatMap((name) => readBundle(folder ?? '', name) ?? []);
      return dataPage(ctx, { bundles, isOffered: folder !== null, files: FILES });
    }),
  );
  if (folder === null) return;
  app.get<{ Params: { '*': string } }>('/data/latest/*', (request, reply) => {
    const [newest] = bundleNames(folder);
    if (newest === undefined) throw new RequestError(404, 'not-found', 'There is no bundle yet.');
    return reply.redirect(`${FILES}${newest}/${encodeURI(request.params['*'])}`, 302);
  });
  await app.register(async (scope) => {
    // They are to arrive as they are: checksums and parts are of these bytes.
    scope.addHook('onRequest', async ({ headers }) => {
      headers['x-no-compression'] = 'no-transform';
    });
    await scope.register(fastifyStatic, {
      root: resolve(folder),
      prefix: FILES,
      decorateReply: false,
      // The first night makes it.
      suppressWarning: true,
      index: false,
      redirect: false,
      dotfiles: 'ignore',
      cacheControl: false,
      // Whole bundles only: not what is still being written.
      allowedPath: (path) => /^\/herdbook-\d{4}-\d{2}-\d{2}\//.test(path),
      setHeaders: (reply, path) => {
        reply.header('access-control-allow-origin', '*');
        // Parts of a file are only parts of the file as it is.
        reply.header('cache-control', `public, max-age=${HOUR_SECONDS}, no-transform`);
        if (path.endsWith('.parquet')) reply.header('content-type', 'application/vnd.apache.parquet');
        if (path.endsWith('.sqlite')) reply.header('content-type', 'application/vnd.sqlite3');
        if (/(?:SHA256SUMS|\.md|\.cff)$/.test(path))
          reply.header('content-type', 'text/plain; charset=utf-8');
      },
    });
  });
}
