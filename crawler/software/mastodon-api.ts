/** Reads the instance answers of Mastodon's API, which a dozen other servers speak too (docs/protocol.md 2.1 to 2.5, 3.4). Contacts are never read. */
import type { ActivityWeek, Registrations } from '../../db/model.ts';
import { at, flag, list, number, text, texts } from '../json.ts';
import { NOTHING } from './reading.ts';
import type { Answer, Ask, Reading } from './software.ts';

export const V1: Ask = { path: '/api/v1/instance' };
export const V2: Ask = { path: '/api/v2/instance' };
/** Answers change once a day. */
export const ACTIVITY: Ask = { path: '/api/v1/instance/activity', every: 'day' };
/** 80,000 names are 1.6 MB; flooded instances list several times as many. */
export const PEERS: Ask = { path: '/api/v1/instance/peers', every: 'week', maxBytes: 16_000_000 };

const WEEK = 7 * 86_400;
/** 1970-01-05, the first Monday of Unix time. */
const FIRST_MONDAY = 4 * 86_400;
/** The API gives twelve. */
const MAX_WEEKS = 12;

/** `/api/v1/instance`. Deprecated since 4.0, but nothing else tells connections. */
export function readV1(json: unknown): Reading {
  const version = readVersion(text(json, 'version'));
  return {
    ...NOTHING,
    ...version,
    endpoint: V1.path,
    claims: {
      users: [at(json, 'stats', 'user_count')],
      statuses: [at(json, 'stats', 'status_count')],
      connections: [at(json, 'stats', 'domain_count')],
    },
    profile: {
      title: text(json, 'title'),
      description: text(json, 'short_description') ?? text(json, 'description'),
      languages: texts(json, 'languages'),
      registrations: registrationsOf(flag(json, 'registrations'), flag(json, 'approval_required')),
      rules: ruleTexts(json),
      thumbnail: text(json, 'thumbnail'),
      characterLimit:
        number(json, 'configuration', 'statuses', 'max_characters') ??
        number(json, 'max_toot_chars') ??
        number(json, 'post_character_limit'),
    },
    identity: hostOf(text(json, 'uri')),
  };
}

/** `/api/v2/instance` (4.0 and later): describes best, counts only the active month. */
export function readV2(json: unknown): Reading {
  const isLimited = flag(json, 'configuration', 'limited_federation');
  const activeMonth = at(json, 'usage', 'users', 'active_month');
  return {
    ...NOTHING,
    endpoint: V2.path,
    ...readVersion(text(json, 'version')),
    // Limited federation forces it to 0 (mastodon/mastodon#34576): withheld, not nobody.
    claims: { activeMonth: [isLimited === true && activeMonth === 0 ? null : activeMonth] },
    profile: {
      title: text(json, 'title'),
      description: text(json, 'description'),
      languages: texts(json, 'languages'),
      registrations: registrationsOf(
        flag(json, 'registrations', 'enabled'),
        flag(json, 'registrations', 'approval_required'),
      ),
      registrationsMessage: text(json, 'registrations', 'message'),
      rules: ruleTexts(json),
      minimumAge: number(json, 'registrations', 'min_age'),
      thumbnail: text(json, 'thumbnail', 'url') ?? text(json, 'thumbnail'),
      characterLimit: number(json, 'configuration', 'statuses', 'max_characters'),
      limitedFederation: isLimited,
    },
    identity: hostOf(text(json, 'domain')),
  };
}

/** `/api/v1/instance/activity`: past weeks, values as texts. The newest is running; the one before it is the active week. */
export function readActivity(json: unknown): Reading {
  const slots = new Map<number, ActivityWeek>();
  const logins = new Map<number, unknown>();
  const entries = (list(json) ?? []).slice(0, MAX_WEEKS);
  const newest = Math.max(...entries.map((entry) => weekOf(entry) ?? -Infinity));
  for (const entry of entries) {
    const weekAt = weekOf(entry);
    if (weekAt === null || slots.has(weekAt)) continue;
    logins.set(weekAt, at(entry, 'logins'));
    slots.set(weekAt, {
      weekAt,
      statuses: wholeOf(entry, 'statuses'),
      logins: wholeOf(entry, 'logins'),
      registrations: wholeOf(entry, 'registrations'),
      isComplete: weekAt < newest,
    });
  }
  return {
    ...NOTHING,
    endpoint: ACTIVITY.path,
    claims: { activeWeek: [logins.get(newest - WEEK)] },
    weeks: [...slots.values()].toSorted((a, b) => b.weekAt - a.weekAt),
  };
}

/** Recorded weeks begin at any hour of any day ("now minus i weeks"): each belongs to the Monday before. */
function weekOf(entry: unknown): number | null {
  const told = number(entry, 'week');
  if (told === null || told < FIRST_MONDAY || told > 253_402_300_799) return null;
  return Math.floor((told - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;
}

function wholeOf(entry: unknown, key: string): number | null {
  const told = number(entry, key);
  return told !== null && Number.isSafeInteger(told) && told >= 0 ? told : null;
}

/** `/api/v1/instance/peers`; `null` where it is not published or was not asked for. */
export function readPeers(json: unknown): Reading {
  const peers = list(json);
  return peers === null
    ? NOTHING
    : { ...NOTHING, endpoint: PEERS.path, claims: { peersListed: [peers.length] }, peers };
}

/** Limited federation closes v1 with 401 (3.0 and later), and v2 too until 4.4. */
export function isLimitedFederation(v1: Answer | undefined): boolean {
  return v1?.status === 401;
}

/** Closed with invitations cannot be told from closed; `null` where nothing is told (before 2.7.2). */
function registrationsOf(isOpen: boolean | null, needsApproval: boolean | null): Registrations | null {
  if (isOpen === null) return null;
  if (!isOpen) return 'closed';
  return needsApproval === true ? 'approval' : 'open';
}

function ruleTexts(json: unknown): readonly string[] {
  return (list(json, 'rules') ?? []).map((rule) => text(rule, 'text')).filter((rule) => rule !== null);
}

type Version = { readonly softwareName: string | null; readonly softwareVersion: string | null };

/** What a version text says of the software behind it. A plain Mastodon version is taken at its word. */
function readVersion(version: string | null): Version {
  if (version === null) return { softwareName: null, softwareVersion: null };
  const told = version.slice(0, 255).trim();
  const compatible = /^\S+ \(compatible; (\S+) ([^)]+)\)/.exec(told);
  if (compatible !== null) {
    return { softwareName: compatible[1]?.toLowerCase() ?? null, softwareVersion: compatible[2] ?? null };
  }
  return { softwareName: softwareOfVersion(told), softwareVersion: told };
}

/** Old Friendica counts in years (2022.05), GoToSocial names its commit; Mastodon's API began with 1.1. */
function softwareOfVersion(version: string): string | null {
  if (/^20\d\d\.\d\d/.test(version)) return 'friendica';
  if (/^0\.\d+\.\d+(?:-\S+)?(?: [0-9a-f]{7,}|\+git)/.test(version)) return 'gotosocial';
  if (/\+hometown/.test(version)) return 'hometown';
  return /^[1-9]\d?\.\d+\.\d+/.test(version) ? 'mastodon' : null;
}

/** `host` or `host:port` of a `uri` that may or may not have a scheme; `null` where it names none. */
export function hostOf(uri: string | null): string | null {
  if (uri === null || uri.length > 2_000) return null;
  const url = URL.parse(/^https?:\/\//i.test(uri.trim()) ? uri.trim() : `https://${uri.trim()}`);
  return url === null || url.host === '' ? null : url.host;
}
