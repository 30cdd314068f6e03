/** Reads which instances may be suggested to newcomers. The rules that no answer changes stand here, and on the page. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { answeredShare } from '../visits/availability.ts';
import type { Candidate } from './choice.ts';
import { parseDomain } from '../domain.ts';
import { guessCountry, guessLanguage, guessTopics } from '../catalogue/guesses.ts';
import { LISTED_TABLES } from '../directory/listed.ts';
import { primarySubtag } from '../directory/listing.ts';
import { keptFor } from '../memo.ts';
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayOf, parseDay, WEEK } from '../time.ts';
import type { Topic } from '../catalogue/topics.ts';
import { upkeepOf } from '../catalogue/upkeep.ts';

const FILE = new URL('./unsuggested.csv', import.meta.url);
/** While others write, the list may be this old: an instance that closed a moment ago says so itself. */
const FRESH_SECONDS = 60;

type StoredCandidate = {
  readonly domain: Domain;
  readonly title: string | null;
  readonly description: string | null;
  readonly languages: string;
  readonly registrations: 'open' | 'approval';
  readonly topics: string | null;
  readonly country: string | null;
  readonly users: number | null;
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly minimumAge: number | null;
  readonly limitedFederation: number | null;
  readonly visits: number;
  readonly answered: number;
};

/**
 * Up, and answered within the week before the newest visit; takes newcomers, at once or on review; publishes rules; does
 * not ask to be left out; and is not a public body's, which takes in its own people.
 */
const SQL = `
  SELECT i.domain, p.title, iif(p.languages = '[]', p.description, NULL) AS description, p.languages, p.registrations,
    c.topics, c.country, l.users, p.softwareName, p.softwareVersion, p.minimumAge, p.limitedFederation,
    coalesce(v.visits, 0) AS visits, coalesce(v.answered, 0) AS answered
  FROM ${LISTED_TABLES}
  WHERE i.blockedAt IS NULL AND i.state = 'up' AND i.lastAnswerAt >= @since
    AND p.registrations IN ('open', 'approval')
    AND p.rules <> '[]'
    AND NOT EXISTS (SELECT 1 FROM unsuggested WHERE domain = i.domain)
    AND NOT EXISTS (SELECT 1 FROM official WHERE domain = i.domain AND entry ->> 'admits' <> 'public')
  ORDER BY i.domain`;

/** All of them. @param now Unix seconds; only decides when to look again */
export const suggestible = keptFor(FRESH_SECONDS, read);

function read(db: Database): readonly Candidate[] {
  const newest =
    prepared<{ at: number | null }>(db, 'SELECT max(lastAnswerAt) AS at FROM instance').get()?.at ?? 0;
  return prepared<StoredCandidate>(db, SQL)
    .all({ since: newest - WEEK })
    .map((row) => candidateOf(row, dayOf(newest)))
    .filter(({ upkeep }) => upkeep !== 'unsupported');
}

function candidateOf(row: StoredCandidate, today: number): Candidate {
  const tags: readonly string[] = JSON.parse(row.languages);
  const topics: readonly Topic[] = row.topics === null ? [] : JSON.parse(row.topics);
  return {
    domain: row.domain,
    languages: [...new Set(tags.map(primarySubtag))],
    topics,
    country: row.country,
    guesses: {
      language: tags.length > 0 ? null : guessLanguage(row),
      topics: topics.length > 0 ? [] : guessTopics(row),
      country: row.country === null ? guessCountry(row) : null,
    },
    users: row.users,
    signUp: row.registrations === 'open' ? 'now' : 'later',
    upkeep: upkeepOf(row.softwareName, row.softwareVersion, today),
    availability: answeredShare(row.visits, row.answered),
    minimumAge: row.minimumAge,
    isLimited: row.limitedFederation === 1,
  };
}

/** An instance that asked not to be suggested. */
export type Unsuggested = { readonly domain: Domain; readonly since: number; readonly source: string };

/** The bundled list. @throws Error naming the record that is not well formed */
export function readUnsuggested(text: string = readFileSync(FILE, 'utf8')): readonly Unsuggested[] {
  return parse<Record<string, string>>(text, { columns: true }).map((record, index) => {
    const { domain = '', since = '', source = '' } = record;
    const [name, day] = [parseDomain(domain, ['test']), parseDay(since)];
    if (name === null || name !== domain || day === null || !source.startsWith('https://'))
      throw new Error(`unsuggested.csv, record ${index + 1}: ${domain} is not well formed`);
    return { domain: name, since: day, source };
  });
}

/** Makes the table what the file says. Run again, it writes nothing. */
export function importUnsuggested(db: Database, list: readonly Unsuggested[] = readUnsuggested()): void {
  db.transaction(() => {
    const save = prepared(
      db,
      `INSERT INTO unsuggested (domain, since, source)
       VALUES (@domain, @since, @source)
       ON CONFLICT (domain) DO UPDATE SET since = excluded.since, source = excluded.source
       WHERE (since, source) IS NOT (excluded.since, excluded.source)`,
    );
    for (const one of list) save.run(one);
    prepared(db, 'DELETE FROM unsuggested WHERE domain NOT IN (SELECT value FROM json_each(?))').run(
      JSON.stringify(list.map(({ domain }) => domain)),
    );
  }).immediate();
}
