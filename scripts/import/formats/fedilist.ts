/** Two shapes of the lists of fedilist.com: an export of Mastodon instances, and its table of all software. */
import type { Format } from '../format.ts';
import { readDay, registrationsIn, wordIn } from '../reading.ts';

const LICENCE = "its makers' own; plain facts";

export const FEDILIST: Format = {
  name: 'fedilist',
  about: 'CSV of fedilist.com: hostname, state, software, user_count, note_count, peer_count, discovered_at',
  publication: {
    name: 'FediList',
    url: 'http://demo.fedilist.com/instance',
    note: 'Instances as fedilist.com knew them on the day of the list; peer_count is the Mastodon domain count.',
    licence: LICENCE,
  },
  needs: ['domain', 'software', 'users', 'statuses', 'connections'],
  lacks: ['activeMonth', 'open'],
  isDated: false,
  columns: { at: ['asof'], connections: ['peercount'] },
  read: (row, surroundings) =>
    readDay(row, surroundings, { software: wordIn(row.software)?.toLowerCase() ?? null }),
};

/** Names of software are cut to so many letters in the table: one of that length may lack its end. */
const CUT_NAME = 16;

/** "Mastodon 4.5.0": the version is the first word that begins with a digit, or `v` and one. */
function softwareOf(text: string): { readonly software: string | null; readonly version: string | null } {
  const match = /^(.*?)(?:\s+(v?\d\S*))?\s*$/u.exec(text);
  const name = wordIn(match?.[1] ?? '');
  return {
    software: name === null || name.length >= CUT_NAME ? null : name.toLowerCase(),
    version: wordIn(match?.[2] ?? ''),
  };
}

/** Random on purpose in most servers of this software, so no count of it is believed. */
const GARBLED = 'gotosocial';

export const FEDILIST_TABLE: Format = {
  name: 'fedilist-table',
  about:
    'CSV of the table of fedilist.com: Domain, Users, MAU, Posts, Peers, Updated, Registrations, Software',
  publication: {
    ...FEDILIST.publication,
    note: 'The table of fedilist.com; it holds made-up and negative counts, which are left out, as is all of GoToSocial, whose servers garble theirs on purpose.',
  },
  needs: ['domain', 'users', 'activeMonth', 'at', 'open', 'software'],
  isDated: true,
  columns: { at: ['updated', 'date', 'time'], open: ['registrations', 'registration'] },
  read: (row, surroundings) => {
    const { software, version } = softwareOf(row.software);
    if (software === GARBLED) return { kind: 'nothing' };
    return readDay(row, surroundings, { software, version, registrations: registrationsIn(row.open) });
  },
};
