/** A small made-up register with a year of history, always the same: what the browser tests and screenshots look at. */
import { openWriter, type Database } from '../../db/open.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import { beatRun, beginRun, endRun } from '../../db/runs.ts';
import {
  AT0,
  DAY0,
  insertDay,
  insertInstance,
  insertLatest,
  insertProfile,
  insertRefusal,
  insertSource,
} from '../rows.ts';

const DAYS = 420;
const FIRST_DAY = DAY0 - DAYS + 1;
/** Shortly after the newest visit. */
export const HERD_NOW = AT0 + 36_000;
/** The instance whose page the tests read closely. */
export const MAIN_INSTANCE = 'toots.example.test';
/** An instance without a connection count, with hostile texts. */
export const ODD_INSTANCE = 'odd.example.test';

const SOFTWARE = [
  'mastodon',
  'mastodon',
  'mastodon',
  'misskey',
  'pleroma',
  'lemmy',
  'peertube',
  'pixelfed',
] as const;
const LANGUAGES = [['en'], ['fr'], ['de', 'en'], ['ja'], ['fr', 'en', 'oc'], ['es'], ['pt-BR']] as const;
const KINDS = ['open', 'approval', 'closed', 'open', 'restricted'] as const;
const TITLES = [
  'Harbour',
  'Le Verger',
  'Waldrand',
  'Silent Signals',
  'La Fabrique',
  'Cartographers',
  'Moor & Heather',
  'Nuage',
  'Ink and Paper',
  'Les Quais',
];
const WORDS = [
  'A quiet place for people who read, write and walk a great deal.',
  'Une instance associative, ouverte à qui veut causer sans se presser.',
  'General talk, moderated by three people who take turns.',
  'For makers of maps and those who get lost with them.',
];

/** A number from 0 to 1 that depends on nothing but its seed. */
function chance(seed: number): number {
  const value = Math.sin(seed * 12.9898) * 43_758.5453;
  return value - Math.floor(value);
}

type Growth = { readonly users: number; readonly toots: number; readonly peers: number };

function figuresOn(index: number, day: number): Growth {
  const age = day / DAYS;
  const size = Math.round(40 * 1.14 ** index + chance(index) * 500);
  const wave = 1 + 0.04 * Math.sin(day / 23 + index) + (day > 300 ? 0.12 * Math.min(1, (day - 300) / 40) : 0);
  const users = Math.round(size * (0.55 + 0.45 * age) * wave);
  return {
    users,
    toots: Math.round(users * (60 + 90 * age)),
    peers: Math.round(900 + users ** 0.6 * (3 + age)),
  };
}

/** Two days on which the crawler did not run, and some on which one instance did not answer. */
function isUnknown(index: number, day: number): boolean {
  return day === 350 || day === 351 || (index % 9 === 4 && day > 200 && day < 240);
}

function addInstance(db: Database, index: number, source: number): void {
  const domain = index === 0 ? MAIN_INSTANCE : `instance-${index}.example.test`;
  const id = insertInstance(db, domain, {
    addedAt: AT0 - DAYS * 86_400,
    lastVisitAt: AT0 + 30_000,
    lastAnswerAt: AT0 + 30_000,
    nextProbeAt: AT0 + 60_000,
  });
  const profile = {
    softwareName: SOFTWARE[index % SOFTWARE.length] ?? 'mastodon',
    softwareVersion: '4.4.2',
    title: `${TITLES[index % TITLES.length]}${index < TITLES.length ? '' : ` ${index}`}`,
    description: WORDS[index % WORDS.length] ?? null,
    languages: LANGUAGES[index % LANGUAGES.length] ?? [],
    registrations: KINDS[index % KINDS.length] ?? 'open',
    rules: ['Be kind, or be quiet.', 'Say where your pictures come from.', 'No advertising.'],
    minimumAge: 16,
    characterLimit: 500,
  };
  insertProfile(db, id, {
    ...profile,
    fromAt: AT0 - DAYS * 86_400,
    untilAt: AT0 - (index + 1) * 80_000,
    softwareVersion: '4.3.9',
    registrations: index % 4 === 0 ? 'closed' : profile.registrations,
  });
  insertProfile(db, id, { ...profile, fromAt: AT0 - (index + 1) * 80_000 });
  for (let month = 6; month > 0; month -= 1) {
    const { users, toots, peers } = figuresOn(index, 0);
    const share = 1 - month * 0.06;
    insertDay(db, id, FIRST_DAY - month * 30, {
      users: Math.round(users * share),
      statuses: Math.round(toots * share),
      connections: Math.round(peers * share),
      source,
    });
  }
  // One statement for all of them: preparing it 27,000 times takes ten seconds.
  const row = db.prepare(
    'INSERT INTO day (instance, day, users, activeMonth, statuses, connections) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (let day = 0; day < DAYS; day += 1) {
    if (isUnknown(index, day)) continue;
    const { users, toots, peers } = figuresOn(index, day);
    row.run(id, FIRST_DAY + day, users, Math.round(users * 0.31), toots, peers);
  }
  const [now, before] = [figuresOn(index, DAYS - 1), figuresOn(index, DAYS - 8)];
  insertLatest(db, id, {
    at: AT0 + 30_000,
    users: now.users,
    activeMonth: Math.round(now.users * 0.31),
    activeHalfYear: Math.round(now.users * 0.5),
    statuses: now.toots,
    connections: now.peers,
    users7: now.users - before.users,
    statuses7: now.toots - before.toots,
    connections7: now.peers - before.peers,
  });
}

/** Everything awkward in one instance: unreachable, international name aside, texts that attack the page, refused figures. */
function addOddInstance(db: Database): void {
  const id = insertInstance(db, ODD_INSTANCE, {
    state: 'failing',
    failingSince: AT0 - 5 * 86_400,
    failureKind: 'dns',
    failureDetail: 'ENOTFOUND',
    lastVisitAt: AT0 + 30_000,
    lastAnswerAt: AT0 - 5 * 86_400,
  });
  insertProfile(db, id, {
    title: '<script>alert(1)</script>',
    description: '"><img src=x onerror=alert(1)> \u202e',
    softwareName: 'pleroma',
    rules: ['</ol><script>alert(2)</script>'],
    registrationsMessage: '<b>no</b>',
  });
  insertDay(db, id, DAY0 - 20, { users: 900, statuses: 40_000, peersListed: 3_210 });
  insertDay(db, id, DAY0 - 6, { users: 905, statuses: 40_400, peersListed: 3_230 });
  insertLatest(db, id, {
    at: AT0 - 6 * 86_400,
    users: 905,
    statuses: 40_400,
    peersListed: 3_230,
    users7: -120,
  });
  insertRefusal(db, id, {
    figure: 'activeMonth',
    rule: 'active-above-users',
    raw: '99999999',
    fromAt: AT0 - 8 * 86_400,
    lastAt: AT0 - 6 * 86_400,
  });
}

/** Fills a new database at this path. */
export function writeHerd(path: string): Database {
  const db = openWriter(path);
  const { id: source } = insertSource(db, { name: 'Old register' });
  db.transaction(() => {
    for (let index = 0; index < 54; index += 1) addInstance(db, index, source);
    addOddInstance(db);
    rebuildNetworkDays(db, FIRST_DAY - 181, DAY0);
  })();
  const run = beginRun(db, 55, AT0 + 29_000, { owner: 'test:1', wallAt: AT0 + 29_000, isGone: () => true });
  if (run === null) throw new Error('another run is going on in a new database');
  beatRun(db, run.id, { visited: 55, answered: 54, withheld: 0, failed: 1 }, AT0 + 30_000);
  endRun(db, run.id, { state: 'finished', reason: null, at: AT0 + 30_000 });
  return db;
}
