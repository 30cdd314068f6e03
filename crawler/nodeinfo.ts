/** Reads NodeInfo: which document to ask for, and what it says. It must never trust the well-known answer's addresses. */
import { at, flag, isObject, list, number, text, texts } from './json.ts';
import type { Claims, NodeInfo } from './software/software.ts';
import type { Profile } from '../db/model.ts';

/** More links than this nobody serves; each costs a request. */
const MAX_LINKS = 4;
const MAX_HREF_LENGTH = 2_000;
/** Entries looked at in a hostile list. */
const MAX_ENTRIES = 50;
const SCHEMA = /^https?:\/\/nodeinfo\.diaspora\.software\/ns\/schema\/([12])\.(\d{1,3})[/#]?$/i;
/** `host/nodeinfo/2.1` or `host:443/…`: a first path part with a dot in it is a host. */
const SCHEMELESS = /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::\d{1,5})?\//i;

/**
 * Addresses of NodeInfo documents, best schema version first, at most four, never with credentials.
 * They may lead to other hosts: the caller decides whether to follow. Empty where the answer links to none; it may
 * then be a document itself, so give it to `parseNodeInfo` too.
 * @param base the address the answer came from, after redirects
 */
export function nodeinfoLinks(json: unknown, base: URL): URL[] {
  const found: { url: URL; version: number }[] = [];
  for (const link of linkObjects(json)) {
    const version = schemaVersion(link);
    const url = version === null ? null : linkAddress(text(link, 'href'), base);
    if (version === null || url === null || found.some((other) => other.url.href === url.href)) continue;
    found.push({ url, version });
  }
  // The sort is stable: links of one version keep their order.
  return found
    .toSorted((a, b) => b.version - a.version)
    .slice(0, MAX_LINKS)
    .map((link) => link.url);
}

/** A list; one object (old Lemmy); an object of objects (PHP); a second link under the top-level key "0" (old Hubzilla). */
function linkObjects(json: unknown): readonly unknown[] {
  const links = at(json, 'links');
  const single = isObject(links) ? [links, ...Object.values(links).slice(0, MAX_ENTRIES)] : [];
  const listed = (list(links) ?? single).slice(0, MAX_ENTRIES);
  return [...listed, ...['0', '1', '2'].map((key) => at(json, key))].filter(isObject);
}

/** Some say rel "self" and name the schema in `type` (Movary). */
function schemaVersion(link: unknown): number | null {
  for (const key of ['rel', 'type']) {
    const match = SCHEMA.exec(text(link, key)?.trim() ?? '');
    if (match !== null) return Number(match[1]) * 1_000 + Number(match[2]);
  }
  return null;
}

function linkAddress(href: string | null, base: URL): URL | null {
  if (href === null || href.length > MAX_HREF_LENGTH) return null;
  const reference = href.trim();
  const url = URL.parse(SCHEMELESS.test(reference) ? `//${reference}` : reference, base.href);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '' || url.password !== '') return null;
  // Proxies hide their TLS from the server, which then links to http: never step down.
  if (url.protocol === 'http:') url.protocol = base.protocol;
  url.hash = '';
  return url;
}

/**
 * A document of NodeInfo 1.0 to 2.2, or of NodeInfo2 (which says `server` for `software`); `null` for anything else.
 * Counts left out are unknown, never 0 (FEP-0151).
 */
export function parseNodeInfo(json: unknown): NodeInfo | null {
  if (!isObject(json)) return null;
  const name = text(json, 'software', 'name') ?? text(json, 'server', 'software');
  const looksLike =
    isObject(at(json, 'usage')) &&
    (text(json, 'version') !== null || flag(json, 'openRegistrations') !== null);
  if (name === null && !looksLike) return null;
  const metadata = at(json, 'metadata');
  return {
    softwareName: softwareKey(name),
    softwareVersion: text(json, 'software', 'version') ?? text(json, 'server', 'version'),
    claims: claimsOf(json),
    endpoint: named(json),
    profile: profileOf(json, metadata),
    identity: null,
    withheld: flag(metadata, 'private') === true ? 'NodeInfo metadata says private' : null,
    weeks: [],
    peers: null,
    metadata,
  };
}

/** 'NodeInfo 2.0', by the version that the document says it is of. */
function named(json: unknown): string {
  const version = text(json, 'version') ?? '';
  return /^[12]\.\d$/.test(version) ? `NodeInfo ${version}` : 'NodeInfo';
}

/** Mobilizon, NodeBB and others write capitals; the key of a software is lower case. */
export function softwareKey(name: string | null): string | null {
  return name === null ? null : name.slice(0, 100).trim().toLowerCase();
}

/** Also the spellings of Funkwhale (activeHalfYear) and of serializers left at their default (active_month). */
function claimsOf(json: unknown): Claims {
  const users = at(json, 'usage', 'users');
  return {
    users: [at(users, 'total')],
    activeMonth: [at(users, 'activeMonth'), at(users, 'active_month')],
    activeHalfYear: [at(users, 'activeHalfyear'), at(users, 'activeHalfYear'), at(users, 'active_halfyear')],
    activeWeek: [at(users, 'activeWeek'), at(users, 'active_week')],
    statuses: [at(json, 'usage', 'localPosts'), at(json, 'usage', 'local_posts')],
    comments: [at(json, 'usage', 'localComments'), at(json, 'usage', 'local_comments')],
  };
}

/** Staff accounts, maintainers and mail addresses in the metadata are people's: never read. */
function profileOf(json: unknown, metadata: unknown): Partial<Profile> {
  const isOpen = flag(json, 'openRegistrations');
  const langs = texts(metadata, 'langs');
  return {
    title: text(metadata, 'nodeName') ?? text(json, 'instance', 'name') ?? text(json, 'server', 'name'),
    description: text(metadata, 'nodeDescription') ?? text(json, 'instance', 'description'),
    languages: langs.length > 0 ? langs : texts(metadata, 'languages'),
    registrations: isOpen === null ? null : isOpen ? 'open' : 'closed',
    thumbnail: text(metadata, 'nodeIcon'),
    characterLimit: number(metadata, 'maxNoteTextLength'),
    limitedFederation: flag(metadata, 'federation', 'enabled') === false ? true : null,
  };
}
