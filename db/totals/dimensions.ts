/** By what totals are told apart, and the values an instance has there. Pure. Only what is known counts: no guess is ever mixed in. */
import { sizeClass } from '../directory/classes.ts';
import { primarySubtag } from '../directory/listing.ts';
import { branchOf } from '../catalogue/upkeep.ts';

/**
 * all · software · version: software and branch, 'mastodon 4.5' · language: as the instance says, each of several ·
 * country and operatorType: from the catalogue · registrations · size: class by accounts on the day.
 */
export const DIMENSIONS = [
  'all',
  'software',
  'version',
  'language',
  'country',
  'registrations',
  'size',
  'operatorType',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** The value of what is not known. */
export const UNKNOWN = '';
/** The value that stands for all beyond the most frequent ones of a day. */
export const OTHER = '*';
/** Values kept of one dimension and day: names and versions are told by instances, and anybody can make some up. */
export const VALUES_KEPT = 200;

/** What of an instance decides, from a moment on. */
export type Traits = {
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  /** JSON list of tags. */
  readonly languages: string;
  readonly registrations: string | null;
};
/** Curated facts, the same for all days. */
export type Facts = {
  readonly country: string | null;
  readonly operatorType: string | null;
  /** Name of the organisation. */
  readonly operator: string | null;
};

export const NO_TRAITS: Traits = {
  softwareName: null,
  softwareVersion: null,
  languages: '[]',
  registrations: null,
};
export const NO_FACTS: Facts = { country: null, operatorType: null, operator: null };

/** Key of a total: dimension and value. */
function keyOf(dimension: Dimension, value: string): string {
  return `${dimension}\n${value}`;
}

export function partsOf(key: string): { readonly dimension: string; readonly value: string } {
  const end = key.indexOf('\n');
  return { dimension: key.slice(0, end), value: key.slice(end + 1) };
}

/** The keys an instance is counted under, the size class apart: that changes with the figures. */
export function keysOf(traits: Traits, facts: Facts): string[] {
  return [
    keyOf('all', ''),
    keyOf('software', traits.softwareName ?? UNKNOWN),
    keyOf('version', versionOf(traits)),
    ...languagesOf(traits.languages).map((language) => keyOf('language', language)),
    keyOf('country', facts.country ?? UNKNOWN),
    keyOf('registrations', traits.registrations ?? UNKNOWN),
    keyOf('operatorType', facts.operatorType ?? UNKNOWN),
  ];
}

export function sizeKey(users: number | null): string {
  return keyOf('size', sizeClass(users) ?? UNKNOWN);
}

function versionOf({ softwareName, softwareVersion }: Traits): string {
  const branch = branchOf(softwareVersion);
  return softwareName === null || branch === null ? UNKNOWN : `${softwareName} ${branch}`;
}

function languagesOf(json: string): readonly string[] {
  if (json === '[]') return [UNKNOWN];
  const tags: readonly string[] = JSON.parse(json);
  const languages = [...new Set(tags.map(primarySubtag))];
  return languages.length === 0 ? [UNKNOWN] : languages;
}
