/** Cleans what an instance says of itself: plain texts of sane length, valid languages, safe addresses. It must never pass anything on as told. */
import type { Profile } from '../db/model.ts';
import type { Reading } from './software/software.ts';
import { plain } from './text.ts';

/** Characters. Longer ones are cut; nobody reads more in a directory. */
const TITLE_LENGTH = 200;
const DESCRIPTION_LENGTH = 600;
const MESSAGE_LENGTH = 1_000;
const RULE_LENGTH = 1_000;
const VERSION_LENGTH = 100;
const NAME_LENGTH = 64;
const ADDRESS_LENGTH = 500;
const MAX_RULES = 50;
const MAX_LANGUAGES = 40;
/** Entries looked at in a hostile list of languages. */
const MAX_TAGS = 200;
/** RFC 5646: a tag that needs more is no tag anybody uses. */
const TAG_LENGTH = 35;
/** Undetermined, several, none, not coded: say nothing. */
const NO_LANGUAGE: ReadonlySet<string> = new Set(['und', 'mul', 'zxx', 'mis']);
/** Years. */
const OLDEST = 120;
/** The longest limit recorded is Friendica's 200,000. */
const LONGEST_STATUS = 10_000_000;

/** The profile of an instance, every field cleaned; what was not told, or is nonsense, is `null` or empty. */
export function toProfile(reading: Reading): Profile {
  const { profile } = reading;
  return {
    softwareName: nameOf(reading.softwareName),
    softwareVersion: textOf(reading.softwareVersion, VERSION_LENGTH),
    title: textOf(profile.title, TITLE_LENGTH),
    description: textOf(profile.description, DESCRIPTION_LENGTH),
    languages: languagesOf(profile.languages ?? []),
    registrations: profile.registrations ?? null,
    registrationsMessage: textOf(profile.registrationsMessage, MESSAGE_LENGTH),
    rules: rulesOf(profile.rules ?? []),
    minimumAge: wholeBetween(profile.minimumAge, 1, OLDEST),
    thumbnail: addressOf(profile.thumbnail),
    characterLimit: wholeBetween(profile.characterLimit, 1, LONGEST_STATUS),
    limitedFederation: profile.limitedFederation ?? null,
  };
}

function textOf(told: string | null | undefined, maxLength: number): string | null {
  const line = plain(told ?? '', maxLength);
  return line === '' ? null : line;
}

/** NodeInfo asks for [a-z0-9-]; iceshrimp.net, NodeBB and "Single file activitypub server" show what is used. */
function nameOf(told: string | null): string | null {
  const name = plain(told ?? '', NAME_LENGTH)
    .toLowerCase()
    .replaceAll(/[^a-z0-9.\-_+ ]/g, '')
    .trim();
  return name === '' ? null : name;
}

function rulesOf(told: readonly string[]): readonly string[] {
  return told
    .slice(0, MAX_RULES)
    .map((rule) => plain(rule, RULE_LENGTH))
    .filter((rule) => rule !== '');
}

/** BCP 47, in canonical spelling, each once, in the order told. */
function languagesOf(told: readonly string[]): readonly string[] {
  const tags = new Set<string>();
  for (const candidate of told.slice(0, MAX_TAGS)) {
    const tag = languageOf(candidate);
    if (tag !== null && tags.size < MAX_LANGUAGES) tags.add(tag);
  }
  return [...tags];
}

function languageOf(told: string): string | null {
  if (told.length > TAG_LENGTH) return null;
  // POSIX and Rails spell zh_CN. Registered languages of more than three letters do not exist.
  const tag = told.trim().replaceAll('_', '-');
  if (!/^[a-z]{2,3}(?:-[a-z0-9]{1,8})*$/i.test(tag)) return null;
  try {
    const canonical = Intl.getCanonicalLocales(tag)[0] ?? null;
    return canonical === null || NO_LANGUAGE.has(canonical.split('-', 1)[0] ?? '') ? null : canonical;
  } catch {
    // A RangeError: well-formed letters in an order that is no tag.
    return null;
  }
}

function wholeBetween(told: number | null | undefined, least: number, most: number): number | null {
  if (told === null || told === undefined || !Number.isInteger(told)) return null;
  return told >= least && told <= most ? told : null;
}

/** An https address under a host name with a dot; addresses by number, inner names and credentials are none. */
function addressOf(told: string | null | undefined): string | null {
  if (told === null || told === undefined || told.length > ADDRESS_LENGTH) return null;
  const url = URL.parse(told.trim());
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return null;
  if (url.username !== '' || url.password !== '' || !/\.[a-z][a-z0-9-]+$/.test(url.hostname)) return null;
  // An http port of its own has no https beside it.
  if (url.protocol === 'http:' && url.port !== '') return null;
  url.protocol = 'https:';
  url.hash = '';
  return url.href.length > ADDRESS_LENGTH ? null : url.href;
}
