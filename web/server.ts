/** Builds the web app without a port: plugins, limits and routes in the order they need. Holds no route and no query. */
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { constants } from 'node:zlib';
import compress from '@fastify/compress';
import etag from '@fastify/etag';
import helmet from '@fastify/helmet';
import proxyAddress from '@fastify/proxy-addr';
import fastifyStatic from '@fastify/static';
import Fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Database } from '../db/open.ts';
import { keepPasts } from '../db/past/past.ts';
import { readAssets } from './assets.ts';
import { compatRoutes } from './compat/compat.ts';
import { makeBudget } from './door.ts';
import { answerFailures, answerUnroutable } from './failure.ts';
import { isKnownVersion, queryParameters, routedUrl } from './negotiation.ts';
import { refuseOtherMethods } from './methods.ts';
import { isUnmodified } from './modified.ts';
import { limitRates, makeDear, VisitorCounts } from './rates.ts';
import { keepReplays } from './replays.ts';
import { apiRoutes } from './routes/api.ts';
import { choosingRoutes } from './routes/choosing.ts';
import { dataRoutes } from './routes/data.ts';
import { dashboardRoutes } from './routes/dashboard.ts';
import { healthRoute } from './routes/health.ts';
import { metricsRoute } from './routes/metrics.ts';
import { apiPageRoute, describeRoutes } from './routes/openapi.ts';
import { outsideRoutes } from './routes/outside.ts';
import { pageRoutes } from './routes/pages.ts';
import { robotsRoutes } from './routes/robots.ts';
import { statisticsRoutes } from './routes/statistics.ts';
import { suggestRoutes } from './routes/suggest.ts';
import { visitsRoutes } from './routes/visits.ts';
import type { WebSettings } from './settings.ts';
import type { Site } from './site.ts';

/** The bundled client; made by `vite build`. */
const CLIENT = new URL('../dist/client/', import.meta.url);
const YEAR_SECONDS = 31_536_000;
const HOUR_SECONDS = 3_600;

/**
 * Slow senders are cut off within 6 s: `requestTimeout` alone leaves a dripping body open, so headers have a shorter
 * limit of their own and both are checked every second.
 */
const TIMES = {
  headersTimeout: 4_000,
  requestTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
  keepAliveTimeout: 5_000,
};
/** Nothing here takes a body; this is what a refused one may cost. */
const BODY_LIMIT_BYTES = 4_096;
/** A host name has at most 253 characters, and may be followed by .csv. */
const MAX_PARAMETER_LENGTH = 260;

export type ServerOptions = {
  /** Opened for reading; as a function where another file may take its place. */
  readonly db: Database | (() => Database);
  readonly settings: WebSettings;
  /** Unix seconds. */
  readonly now: () => number;
  /** Logs failures as JSON lines on standard output; off by default. */
  readonly isLogging?: boolean;
  /** For pages that are kept as files: nothing is offered that needs a running Herdbook; off by default. */
  readonly isStill?: boolean;
};

/** The whole web app, ready to be asked or to listen. */
export async function buildServer({
  db,
  settings,
  now,
  isLogging = false,
  isStill = false,
}: ServerOptions): Promise<FastifyInstance> {
  const beforeDear = makeDear(now);
  const present = (): Database => (typeof db === 'function' ? db() : db);
  const past = keepPasts(settings.databasePath, now, present, beforeDear);
  const counts = new VisitorCounts();
  const isTrusted = proxyAddress.compile([...settings.trustedProxies]);
  const replays = keepReplays(counts, (raw) => proxyAddress(raw, isTrusted));
  const site: Site = {
    get db() {
      return typeof db === 'function' ? db() : db;
    },
    past,
    settings,
    now,
    assets: readAssets(CLIENT),
    isStill,
    replays,
    beforeDear,
  };
  const app = Fastify({
    logger: isLogging ? { level: 'warn' } : false,
    serverFactory: (handle) =>
      createServer(TIMES, (raw, response) => {
        if (!replays.replay(raw, response)) handle(raw, response);
      }),
    bodyLimit: BODY_LIMIT_BYTES,
    // Addresses come from the connection; a forwarded one is anybody's word, but for the operator's own proxies.
    trustProxy: settings.trustedProxies.length > 0 ? isTrusted : false,
    forceCloseConnections: true,
    rewriteUrl: routedUrl,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: MAX_PARAMETER_LENGTH,
      querystringParser: queryParameters,
    },
    // Unknown parameters are refused by name instead of dropped, and all of them at once.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: true, allErrors: true, verbose: true } },
    frameworkErrors: (error, request, reply) => answerUnroutable(site, error, request, reply),
  });
  app.addHook('onClose', async () => past.close());
  app.removeContentTypeParser('text/plain');
  answerFailures(app, site);
  await protect(app, settings);
  shareAnswers(app, settings.sharedCacheSeconds);
  replays.listen(app);
  await limitRates(app, counts);
  await describeRoutes(app, site);
  refuseOtherMethods(app);
  await serveClient(app);
  await addRoutes(app, site);
  return app;
}

async function addRoutes(app: FastifyInstance, site: Site): Promise<void> {
  await apiRoutes(app, site);
  await compatRoutes(app, site);
  await outsideRoutes(app, site);
  healthRoute(app, site);
  metricsRoute(app, site);
  apiPageRoute(app, site);
  pageRoutes(app, site);
  robotsRoutes(app, site);
  statisticsRoutes(app, site);
  choosingRoutes(app, site);
  await dataRoutes(app, site);
  dashboardRoutes(app, site);
  const budget = makeBudget();
  await suggestRoutes(app, site, budget);
  await visitsRoutes(app, site, budget);
}

/** The policy holds on every answer: nothing but our own files, no inline script or style, no framing. */
async function protect(app: FastifyInstance, settings: WebSettings): Promise<void> {
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'"],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
      },
    },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: settings.publicUrl.startsWith('https:')
      ? { maxAge: YEAR_SECONDS / 2, includeSubDomains: false }
      : false,
  });
  // Weak: the same answer is sent plain, gzip or brotli. Has to come before compression, which turns texts into streams.
  await app.register(etag, { weak: true, replyWith304: false });
  answerUnchanged(app);
  await app.register(compress, {
    encodings: ['br', 'gzip'],
    // 11, the default, takes 0.1 s for a long series; 4 is smaller than gzip and faster.
    brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } },
    zlibOptions: { level: 6 },
  });
}

/** The plugin alone would answer 304 to failures as well, and overlooks lists of tags. */
function answerUnchanged(app: FastifyInstance): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' && !Buffer.isBuffer(payload)) return payload;
    if (reply.statusCode !== 200) {
      reply.removeHeader('etag').removeHeader('last-modified');
      return payload;
    }
    const isKnown = isKnownVersion(request.headers['if-none-match'], String(reply.getHeader('etag')));
    if (!isKnown && !isUnmodified(request, reply)) return payload;
    reply.code(304).removeHeader('content-encoding');
    // Not an empty text: that would be told as a length of 0, which is not the length of what is unchanged.
    return null;
  });
}

/** What every visitor gets alike may be kept by caches in between for a while, which then ask whether it is still so. */
function shareAnswers(app: FastifyInstance, seconds: number): void {
  if (seconds === 0) return;
  const caching = `public, max-age=0, s-maxage=${seconds}, must-revalidate`;
  app.addHook('onSend', async ({ method }, reply, payload) => {
    const isShared = (method === 'GET' || method === 'HEAD') && [200, 304].includes(reply.statusCode);
    if (isShared && reply.getHeader('cache-control') === 'no-cache') reply.header('cache-control', caching);
    return payload;
  });
}

/** Files under assets/ carry a hash of their content in their names; all others are asked for again. */
async function serveClient(app: FastifyInstance): Promise<void> {
  if (!existsSync(CLIENT)) return;
  await app.register(fastifyStatic, {
    root: fileURLToPath(CLIENT),
    index: false,
    redirect: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.includes('/assets/');
      reply.header(
        'cache-control',
        isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : `public, max-age=${HOUR_SECONDS}`,
      );
    },
  });
}
