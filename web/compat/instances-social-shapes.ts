/** An instance as instances.social tells of it: counts are strings there. Pure; what nobody measured is null, never a made-up score. */
import type { Listed } from '../../db/census.ts';
import { activeInWeek, languagesOf, timeText } from './census.ts';

/** Their ids are 24 hexadecimal digits that sort by time of joining; so do ours. */
const ID_DIGITS = 24;

export function idText(id: number): string {
  return id.toString(16).padStart(ID_DIGITS, '0');
}

const textOf = (count: number | null): string | null => (count === null ? null : String(count));

/** Whether anybody may ask for an account; `null`: not told. Addresses under certain domains only is not anybody. */
export function isOpen({ registrations }: Listed): boolean | null {
  return registrations === null ? null : registrations === 'open' || registrations === 'approval';
}

export function topicsOf({ facts, guesses }: Listed): readonly string[] {
  return facts.topics.length > 0 ? facts.topics : guesses.topics;
}

function informationOf(one: Listed): object | null {
  const [languages, categories] = [languagesOf(one), topicsOf(one)];
  if (one.description === null && languages.length === 0 && categories.length === 0) return null;
  return {
    short_description: one.description,
    full_description: one.description,
    topic: null,
    languages,
    other_languages_accepted: null,
    federates_with: null,
    prohibited_content: [],
    categories,
  };
}

/** As API 1.0 has it. `uptime` is the share of our visits of 90 days that were answered. */
export function instanceObject(one: Listed): object {
  return {
    id: idText(one.id),
    name: one.domain,
    added_at: timeText(one.addedAt),
    updated_at: timeText(one.observedAt),
    checked_at: timeText(one.lastVisitAt),
    uptime: one.availability,
    up: one.state === 'up',
    dead: one.state === 'gone',
    version: one.softwareVersion,
    ipv6: null,
    https_score: null,
    https_rank: null,
    obs_score: null,
    obs_rank: null,
    users: textOf(one.figures.users),
    statuses: textOf(one.figures.statuses),
    connections: textOf(one.figures.connections),
    open_registrations: isOpen(one),
    info: informationOf(one),
    thumbnail: one.thumbnail,
    thumbnail_proxy: one.thumbnail,
    active_users: activeInWeek(one),
    email: null,
    admin: null,
  };
}

/** As the addresses without a token have it: there, only posts are strings. */
export function openObject(one: Listed): object {
  return {
    name: one.domain,
    title: one.title,
    short_description: one.description,
    description: one.description,
    uptime: one.availability,
    up: one.state === 'up',
    https_score: null,
    https_rank: null,
    ipv6: null,
    openRegistrations: isOpen(one),
    users: one.figures.users,
    statuses: textOf(one.figures.statuses),
    connections: one.figures.connections,
  };
}
