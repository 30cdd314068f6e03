/** /instances/:domain/visits: the visits of an instance, and the form that asks for one more. It never writes to the database. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { availability } from '../../db/visits/availability.ts';
import { parseDomain } from '../../db/domain.ts';
import { findInstance } from '../../db/instance.ts';
import { isWaiting, suggestionFolder } from '../../db/suggestions.ts';
import { nextVisit, RECHECK_SECONDS, recheckRefusal, visitLog } from '../../db/visits/visits.ts';
import { HANDED_PER_MINUTE, handOver, isOwnForm, readForms, type Budget } from '../door.ts';
import { RequestError } from '../failure.ts';
import { href } from '../pages/context.ts';
import { visitsPage, visitsPath, type CheckRefusal, type VisitsView } from '../pages/visits.ts';
import { bareContext, type Site } from '../site.ts';
import { sendPage } from './page.ts';

/** Four a day, five weeks. */
const SHOWN_VISITS = 140;
/** The form has no field. */
const BODY_LIMIT_BYTES = 256;
const STATUS: Readonly<Partial<Record<CheckRefusal, number>>> = { foreign: 403, full: 503, unavailable: 503 };
const PATH = '/instances/:domain/visits';

type OfInstance = { Params: { domain: string } };

/** @param budget what all visitors together may hand over */
export async function visitsRoutes(parent: FastifyInstance, site: Site, budget: Budget): Promise<void> {
  await parent.register(async (app) => {
    readForms(app, BODY_LIMIT_BYTES);
    app.get<OfInstance>(PATH, (request, reply) =>
      sendPage(site, request, reply, (ctx) => visitsPage(ctx, viewOf(site, request.params.domain))),
    );
    app.post<OfInstance>(
      PATH,
      {
        bodyLimit: BODY_LIMIT_BYTES,
        config: { rateLimit: { max: HANDED_PER_MINUTE.address, timeWindow: '1 minute' } },
      },
      (request, reply) => take(site, budget, request, reply),
    );
  });
}

function viewOf(site: Site, name: string): VisitsView {
  const { db, settings } = site;
  const domain = parseDomain(name, settings.allowedSuffixes);
  const instance = domain === null ? null : findInstance(db, domain);
  const next = domain === null ? null : nextVisit(db, domain);
  if (domain === null || instance === null || next === null)
    throw new RequestError(404, 'unknown-instance', 'This instance is not in the register.');
  const folder = suggestionFolder(settings.databasePath);
  return {
    instance,
    next,
    visits: visitLog(db, domain, SHOWN_VISITS),
    availability: availability(db, domain) ?? [],
    isWaiting: folder !== null && isWaiting(folder, domain),
    refusal: settings.isReadOnly ? 'unavailable' : recheckRefusal(db, domain, site.now()),
    checkFrom: (next.lastAt ?? 0) + RECHECK_SECONDS,
  };
}

function take(
  site: Site,
  budget: Budget,
  request: FastifyRequest<OfInstance>,
  reply: FastifyReply,
): FastifyReply {
  const view = viewOf(site, request.params.domain);
  const refusal = isOwnForm(request) ? refusalOf(site, view, budget) : 'foreign';
  const status = refusal === null ? undefined : STATUS[refusal];
  // What the instance itself is in the way of is said on the page as it is.
  if (status === undefined)
    return reply
      .header('cache-control', 'no-store')
      .redirect(href(bareContext(site, request), visitsPath(view.instance.domain)), 303);
  return sendPage(site, request, reply.code(status), (ctx) => visitsPage(ctx, { ...view, refusal }));
}

function refusalOf(
  site: Site,
  { instance, isWaiting: waits, refusal }: VisitsView,
  budget: Budget,
): CheckRefusal | null {
  if (refusal !== null || waits) return refusal;
  return budget(site.now()) ? handOver(site, instance.domain) : 'full';
}
