/** Answers a request to a demo instance: life and death first, then the document. Pure; `server.ts` puts it on the wire. */
import type { Kind } from './cast.ts';
import type { Documents } from './documents.ts';
import { contextOf, nodeinfoDocuments, robotsText } from './documents.ts';
import { BOOKWYRM, FRIENDICA, IMITATORS, MASTODON, PLEROMA } from './mastodon-documents.ts';
import { DIASPORA, HUBZILLA, LEMMY, MISSKEY, PEERTUBE, PIEFED } from './other-documents.ts';
import type { World } from './world.ts';
import { lifeAt, newHome } from './world.ts';

export type DemoRequest = {
  readonly method: string;
  readonly path: string;
  /** The name asked, without its port. */
  readonly host: string;
  /** Scheme, host and port as asked. */
  readonly origin: string;
};
export type DemoAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

const DOCUMENTS: Readonly<Record<Kind, Documents>> = {
  mastodon: MASTODON,
  hometown: MASTODON,
  pleroma: PLEROMA,
  akkoma: PLEROMA,
  gotosocial: IMITATORS,
  pixelfed: IMITATORS,
  friendica: FRIENDICA,
  misskey: MISSKEY,
  sharkey: MISSKEY,
  lemmy: LEMMY,
  piefed: PIEFED,
  mbin: {},
  peertube: PEERTUBE,
  hubzilla: HUBZILLA,
  diaspora: DIASPORA,
  wordpress: {},
  writefreely: {},
  mobilizon: {},
  bookwyrm: BOOKWYRM,
  funkwhale: {},
};
/** What limited federation closes to strangers. */
const CLOSED_WHEN_LIMITED = /^\/api\/v1\/instance(?:\/|$)/;

/** @param at the simulated time, Unix seconds */
export function answer(world: World, at: number, request: DemoRequest): DemoAnswer {
  const instance = world.byDomain.get(request.host);
  if (instance === undefined) return page(421, 'Misdirected request');
  switch (lifeAt(world, instance, at)) {
    case 'unborn':
    case 'vanished':
      return page(421, 'Misdirected request');
    case 'outage':
      return page(503, 'Back soon');
    case 'gone':
      return page(410, 'This instance has closed. Thank you for your company.');
    case 'moved': {
      const location = request.origin.replace(request.host, newHome(world) ?? '') + request.path;
      return { ...page(301, 'Moved'), headers: { location } };
    }
    case 'up':
      break;
  }
  if (request.path === '/robots.txt') {
    return {
      status: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: robotsText(instance),
    };
  }
  if (instance.role === 'limited' && CLOSED_WHEN_LIMITED.test(request.path)) {
    return json(401, { error: 'This API requires an authenticated user' });
  }
  const documents = { ...nodeinfoDocuments(instance.kind), ...DOCUMENTS[instance.kind] };
  const key = `${request.method} ${request.path}`;
  const document = Object.hasOwn(documents, key) ? documents[key] : undefined;
  if (document === undefined) return page(404, 'Not found');
  return json(200, document(contextOf(world, instance, at, request.origin)));
}

function json(status: number, value: unknown): DemoAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(value),
  };
}

function page(status: number, text: string): DemoAnswer {
  const body = `<!doctype html><title>${text}</title><p>${text}</p>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
