/** /suggest: takes the name of an instance from a visitor. It never writes to the database. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isUnwelcome } from '../../db/consent.ts';
import { parseDomain } from '../../db/domain.ts';
import { findInstance } from '../../db/instance.ts';
import { isWaiting, suggestionFolder } from '../../db/suggestions.ts';
import { HANDED_PER_MINUTE, handOver, isOwnForm, readForms, type Budget } from '../door.ts';
import { href } from '../pages/context.ts';
import { suggestPage, type SuggestionRefusal, type SuggestView } from '../pages/suggest.ts';
import { bareContext, type Site } from '../site.ts';
import { sendPage } from './page.ts';

/** A name has at most 253 characters; written in percent signs it may be three times as long. */
const BODY_LIMIT_BYTES = 1_024;
const NOTHING_ASKED: SuggestView = {
  text: '',
  refusal: null,
  domain: null,
  isWaiting: false,
  instance: null,
};
const STATUS: Readonly<Record<SuggestionRefusal, number>> = {
  'not-a-domain': 400,
  foreign: 403,
  unwelcome: 403,
  'read-only': 403,
  full: 503,
  unavailable: 503,
};

/**
 * In a scope of its own: nowhere else does the app read a form but there and in `web/routes/visits.ts`.
 * @param budget what all visitors together may hand over
 */
export async function suggestRoutes(parent: FastifyInstance, site: Site, budget: Budget): Promise<void> {
  await parent.register(async (app) => {
    readForms(app, BODY_LIMIT_BYTES);
    app.get('/suggest', (request, reply) =>
      sendPage(site, request, reply, (ctx) => suggestPage(ctx, viewOf(site, ctx.query.get('domain') ?? ''))),
    );
    app.post(
      '/suggest',
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: { rateLimit: { max: HANDED_PER_MINUTE.address, timeWindow: '1 minute' } },
      },
      (request, reply) => take(site, budget, request, reply),
    );
  });
}

/** What is known of a name; the form alone where there is none. */
function viewOf(site: Site, text: string): SuggestView {
  if (site.settings.isReadOnly) return { ...NOTHING_ASKED, refusal: 'read-only' };
  if (text.trim() === '') return NOTHING_ASKED;
  const domain = parseDomain(text, site.settings.allowedSuffixes);
  if (domain === null) return { ...NOTHING_ASKED, text: text.slice(0, 300), refusal: 'not-a-domain' };
  const folder = suggestionFolder(site.settings.databasePath);
  return {
    ...NOTHING_ASKED,
    domain,
    isWaiting: folder !== null && isWaiting(folder, domain),
    instance: findInstance(site.db, domain),
  };
}

function take(site: Site, budget: Budget, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const text = request.body instanceof URLSearchParams ? (request.body.get('domain') ?? '') : '';
  const view = { ...viewOf(site, text), text: text.slice(0, 300) };
  const refusal = isOwnForm(request) ? (view.refusal ?? refusalOf(site, view, budget)) : 'foreign';
  if (refusal === null && view.domain !== null) {
    const ctx = bareContext(site, request);
    return reply
      .header('cache-control', 'no-store')
      .redirect(href(ctx, '/suggest', new URLSearchParams({ domain: view.domain })), 303);
  }
  return sendPage(site, request, reply.code(STATUS[refusal ?? 'not-a-domain']), (ctx) =>
    suggestPage(ctx, { ...view, domain: null, refusal: refusal ?? 'not-a-domain' }),
  );
}

/** Hands a new name over; what is known already needs nothing. */
function refusalOf(
  site: Site,
  { domain, instance, isWaiting: waits }: SuggestView,
  budget: Budget,
): SuggestionRefusal | null {
  if (domain === null) return 'not-a-domain';
  if (instance !== null || waits) return null;
  if (isUnwelcome(site.db, domain)) return 'unwelcome';
  return budget(site.now()) ? handOver(site, domain) : 'full';
}
