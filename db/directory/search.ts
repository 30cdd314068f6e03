/** Finds instances by words: domain, title, description, operator, topics and region, in any case and with or without accents. */
import { folded } from './listing.ts';
import type { Listing } from './listing.ts';
import { remembered } from '../memo.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

/** More words than this, or longer ones, find nothing more; they only cost. */
const MAX_WORDS = 8;
const MAX_WORD_LENGTH = 64;
/** The index holds three letters at a time. */
const TRIGRAM = 3;

/** What people paste when they mean an instance: the address of one of its pages, or an account on it. */
const ADDRESS = /^(?:https?:\/\/)?(?:[^/@\s]*@)?@?(?:[^/@\s]+@)?([^/@\s]+\.[^/@\s:]+)(?::\d+)?(?:\/\S*)?$/iu;
/** Only these are taken for one: a name with nothing around it is left as it is. */
const HAS_MORE = /^https?:\/\/|[/@]/iu;

/** The words as they were meant: of an address or an account the host is left. */
function askedWords(q: string): readonly string[] {
  return q
    .normalize('NFC')
    .split(/\s+/u)
    .map((word) => (HAS_MORE.test(word) ? (ADDRESS.exec(word)?.[1] ?? word) : word));
}

/**
 * The words of a question as the index holds them: separators doubled, and before words of one or two letters the space
 * they begin after, so that these match beginnings of words only; all others match anywhere.
 */
export function searchWords(q: string): readonly string[] {
  return askedWords(q)
    .map((word) =>
      Array.from(word)
        .slice(0, MAX_WORD_LENGTH)
        .join('')
        .replaceAll(/[.'’-]/g, '  '),
    )
    .filter((word) => word.trim() !== '')
    .slice(0, MAX_WORDS)
    .map((word) => word.padStart(word.length + Math.max(0, TRIGRAM - Array.from(word).length)));
}

const SELECT_IDS = 'SELECT json_group_array(rowid) AS ids FROM search WHERE search MATCH ?';

const foundOnce = remembered<ReadonlySet<number>>();

/** Row ids of the instances that have every one of the words; `null` when there is no word to look for. */
export function findByWords(db: Database, q: string): ReadonlySet<number> | null {
  const words = searchWords(q);
  if (words.length === 0) return null;
  const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' AND ');
  return foundOnce(db, match, () => {
    // As one text: a row for each of 20,000 costs more than finding them.
    const ids = prepared<{ ids: string }>(db, SELECT_IDS).get(match)?.ids ?? '[]';
    const list: readonly number[] = JSON.parse(ids);
    return new Set(list);
  });
}

/** Where the words stand decides first, size only among equals: whole name, beginning of it, beginning of a title, in it, elsewhere. */
const PLACES = { name: 5, firstLabel: 4, start: 3, heading: 2, elsewhere: 1 } as const;
/** Keeps the values whole, as cursors want them. */
const SCALE = 1_000_000;
/** More accounts than anybody has: size never makes up for a place. */
const MOST_USERS_LOG = 10;

/** How well each instance answers the question: the larger, the better. */
export function relevanceOf(listing: Listing, q: string): (position: number) => number {
  const asked = folded(askedWords(q).join(' ').trim());
  return (position) => {
    const place = placeOf(listing.domains[position] ?? '', listing.headings[position] ?? '', asked);
    const size = Math.log10(1 + (listing.figures.users[position] ?? 0)) / MOST_USERS_LOG;
    return Math.floor((PLACES[place] + size) * SCALE);
  };
}

function placeOf(domain: string, heading: string, asked: string): keyof typeof PLACES {
  if (domain === asked) return 'name';
  if (domain.startsWith(`${asked}.`)) return 'firstLabel';
  if (domain.startsWith(asked) || heading.startsWith(asked)) return 'start';
  if (heading.includes(asked) || domain.includes(asked)) return 'heading';
  return 'elsewhere';
}
