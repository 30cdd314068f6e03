/** Which names of a peers list may join the register. Pure: counts are arguments, and the same list always gives the same choice. */
import { registrableDomain } from '../db/domain.ts';
import type { Domain } from '../db/model.ts';
import type { SiteCounts } from '../db/sites.ts';

/** New names from one source in a week; sources under one registrable domain are one source. */
export const NAMES_PER_SOURCE = 200;
/** Names under one registrable domain that never answered: the most that wait at once. */
const SILENT_PER_SITE = 20;
/** Names found under one registrable domain within 30 days, beside one for each that has been answering for longer. */
const RECENT_PER_SITE = 20;
/** Large hosters hold some hundreds; beyond that more of them earn nothing, or farms would double every month. */
const MAX_EARNED = 200;
/** New names in one run, from whomever. */
export const NAMES_PER_RUN = 5_000;
/** When a run's names run out, those who come late still get a part: nobody takes more than this share of what is left. */
const SHARE_OF_REST = 0.1;
/** Entries of one list that are read at all: the longest honest ones hold some 80,000, which takes a month then. */
export const ENTRIES_READ = 20_000;

export type Room = {
  /** Names that this source brought in this week. */
  readonly used: number;
  /** Names that this run may still take in. */
  readonly left: number;
  readonly countSite: (site: string) => SiteCounts;
};

/**
 * Chooses from new names, in an order that neither the source nor chance decides: by hash of name and source. So a list of
 * a million invented names takes no more than its own share, and honest names that stand in many lists are chosen soon
 * by one of them.
 * @param isAdmissible asked only of names that would be chosen
 */
export function chooseNames(
  names: readonly Domain[],
  source: Domain,
  room: Room,
  isAdmissible: (name: Domain) => boolean,
): Domain[] {
  const most = Math.min(NAMES_PER_SOURCE - room.used, Math.floor(room.left * SHARE_OF_REST));
  const roomOfSite = new Map<string, number>();
  const chosen: Domain[] = [];
  const ordered = names
    .map((name) => ({ name, rank: hash32(`${source} ${name}`) }))
    .toSorted((a, b) => a.rank - b.rank || (a.name < b.name ? -1 : 1));
  for (const { name } of ordered) {
    if (chosen.length >= most) break;
    const site = registrableDomain(name);
    const siteRoom = roomOfSite.get(site) ?? roomIn(room.countSite(site));
    roomOfSite.set(site, siteRoom);
    if (siteRoom <= 0 || !isAdmissible(name)) continue;
    roomOfSite.set(site, siteRoom - 1);
    chosen.push(name);
  }
  return chosen;
}

/** A registrable domain with many silent names gets nothing; one whose names have answered for long gets more. */
function roomIn({ silent, recent, settled }: SiteCounts): number {
  return Math.min(SILENT_PER_SITE - silent, RECENT_PER_SITE + Math.min(settled, MAX_EARNED) - recent);
}

/** Of a list longer than is read, about as many entries as are: by hash, others each week. */
export function sampleEntries(entries: readonly string[], seed: string): readonly string[] {
  if (entries.length <= ENTRIES_READ) return entries;
  const below = (ENTRIES_READ / entries.length) * 2 ** 32;
  return entries.filter((entry) => hash32(`${seed} ${entry}`) < below).slice(0, ENTRIES_READ);
}

/** FNV-1a over UTF-16 units, mixed at the end (MurmurHash3's) because its high bits are weak on short texts. 0 to 2^32-1. */
function hash32(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
