/** Asks a register of many instances what visitors ask of it while it is written to, so that nothing remembered answers. No network. */
import { rmSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listInstances, type DirectoryQuery } from '../../db/directory/directory.ts';
import { currentListing } from '../../db/directory/listed.ts';
import { facets } from '../../db/directory/facets.ts';
import { addInstances, allInstances } from '../../db/instances.ts';
import type { Figures, Profile } from '../../db/model.ts';
import { openReader, openWriter, type Database } from '../../db/open.ts';
import { record, type Visit } from '../../db/record.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { dice } from '../demo/dice.ts';
import { median } from './cost.ts';
import { population } from './population.ts';

export type DirectoryTask = { readonly instances: number };
/** Milliseconds by question, the middle one of many; `after a write` is what catching up with the crawler adds to the first one after it. */
export type DirectoryCost = Readonly<Record<'ordinary' | 'common', Readonly<Record<string, number>>>>;

const TODAY = 20_000;
/** Days with figures: today's, and those of a week ago that growth is counted from. */
const DAYS = [TODAY - 7, TODAY];
/** Times that each question is put; the first ones compile it. */
const ROUNDS = 25;
const WARM_UP = 5;
const PAGE_ROWS = 50;
/** What a crawl makes of them. */
const VISITS_A_SECOND = 20;

const LANGUAGES = ['en', 'en', 'de', 'fr', 'ja', 'es', 'pt', 'nl'];
const SOFTWARE = ['mastodon', 'mastodon', 'mastodon', 'misskey', 'lemmy', 'pleroma', 'gotosocial'];
const SIGN_UPS = ['open', 'approval', 'closed'] as const;
/** What titles and descriptions are made of: 'people' stands in all descriptions, 'otters' in a third. */
const WORDS = 'garden harbour lantern music otters poets rivers science signal tea village writers'.split(
  ' ',
);

export async function directory({ instances }: DirectoryTask): Promise<DirectoryCost> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const path = join(folder, 'bench.sqlite');
  const writer = fill(path, instances);
  const db = openReader(path);
  let newcomers = 0;
  const write = (): void => {
    addInstances(writer, population(1, 'sound', `new${(newcomers += 1)}-`), 'peer', 0);
  };
  const costsOf = (questions: Readonly<Record<string, Question>>): Record<string, number> => {
    const costs: Record<string, number> = {};
    for (const [name, ask] of Object.entries(questions)) {
      costs[name] = timed(
        (round) => ask(db, round),
        () => {
          write();
          currentListing(db);
        },
      );
    }
    return costs;
  };
  const ordinary = { ...costsOf(QUESTIONS), 'after a write': timed(() => currentListing(db), write) };
  const common = costsOf(COMMON);
  for (const one of [db, writer]) one.close();
  rmSync(folder, { recursive: true });
  return { ordinary, common };
}

const THREE = { language: ['fr'], registrations: ['open'], software: ['mastodon'] };
const FIRST: DirectoryQuery = { filter: {}, sort: 'users', order: 'desc', limit: PAGE_ROWS };

type Question = (db: Database, round: number) => unknown;

const QUESTIONS: Readonly<Record<string, Question>> = {
  'largest first': (db) => listInstances(db, FIRST),
  'top growth': (db) => listInstances(db, { ...FIRST, sort: 'growth' }),
  'three filters': (db) => listInstances(db, { ...FIRST, filter: THREE }),
  'fair order': (db, round) => listInstances(db, { ...FIRST, sort: 'fair', seed: `seed-${round}` }),
  'a rare word': (db, round) => search(db, `people ${round + 29_000}`),
  'beginnings of two words': (db) => search(db, 'gar mus'),
  'a name': (db, round) => search(db, `mastodon-${round}`),
  'counts of all filters': (db) => facets(db, {}),
};
const COMMON: Readonly<Record<string, Question>> = {
  'in a third': (db) => search(db, 'otters'),
  'in all': (db) => search(db, 'people'),
};

function search(db: Database, q: string): unknown {
  return listInstances(db, { ...FIRST, filter: { q }, sort: 'relevance' });
}

function timed(ask: (round: number) => unknown, before: () => void): number {
  const times = Array.from({ length: ROUNDS }, (_, round) => {
    before();
    const startedAt = performance.now();
    ask(round);
    return performance.now() - startedAt;
  });
  return median(times.slice(WARM_UP));
}

function fill(path: string, instances: number): Database {
  const db = openWriter(path);
  addInstances(db, population(instances, 'sound'), 'operator', 0);
  for (const day of DAYS) record(db, visits(db, day * DAY));
  return db;
}

function visits(db: Database, at: number): Visit[] {
  return allInstances(db).map(({ id, domain }, index) => ({
    id,
    result: {
      ok: true,
      domain,
      at: at + Math.floor(index / VISITS_A_SECOND),
      durationMs: 900,
      requests: 5,
      observation: { figures: figuresOf(id, at), profile: profileOf(id), refusals: [], weeks: [] },
      peers: null,
      isPartial: false,
    },
    plan: { state: 'up', failures: 0, failingSince: null, nextProbeAt: at + 6 * HOUR },
  }));
}

function pick<T>(list: readonly T[], id: number, what: string): T {
  const found = list[Math.floor(dice(id, what) * list.length)];
  if (found === undefined) throw new Error(`nothing to pick for ${what}`);
  return found;
}

function profileOf(id: number): Profile {
  const words = ['a', 'b', 'c', 'd'].map((place) => pick(WORDS, id, place)).join(' ');
  return {
    softwareName: pick(SOFTWARE, id, 'software'),
    softwareVersion: '4.5.0',
    title: `${pick(WORDS, id, 'title')} ${id}`,
    description: `A place for people of ${words}, and for those who come along to listen to them.`,
    languages: [pick(LANGUAGES, id, 'language')],
    registrations: pick(SIGN_UPS, id, 'registrations'),
    registrationsMessage: null,
    rules: ['Be kind.'],
    minimumAge: 16,
    thumbnail: null,
    characterLimit: 500,
    limitedFederation: null,
  };
}

/** A few large ones and very many small ones, as it is. */
function figuresOf(id: number, at: number): Figures {
  const users = Math.round(2 / (dice(id, 'users') ** 1.2 + 1e-6)) + Math.floor(at / DAY / 7);
  return {
    users,
    activeMonth: Math.round(users / 3),
    activeHalfYear: null,
    activeWeek: null,
    statuses: users * 50,
    comments: null,
    connections: 900 + (id % 9_000),
    peersListed: null,
  };
}
