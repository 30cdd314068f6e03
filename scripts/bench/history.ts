/** Instances with eight years of daily figures, recorded as the crawler records them: what long graphs are measured with. No network. */
import { addInstances, allInstances } from '../../db/instances.ts';
import type { Domain, Figures, Profile } from '../../db/model.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { record, type Visit } from '../../db/record.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { dice } from '../demo/dice.ts';
import { population } from './population.ts';

/** Eight years. */
export const DAYS = 2_920;
const LAST_DAY = 20_000;
const FIRST_DAY = LAST_DAY - DAYS + 1;
/** An hour after the last visit. */
export const NOW = LAST_DAY * DAY + HOUR;
/** The day the history begins. */
export const BEGINNING = FIRST_DAY * DAY;

const PROFILE: Profile = {
  softwareName: 'mastodon',
  softwareVersion: '4.5.0',
  title: 'A quiet place',
  description: 'For people who like lanterns.',
  languages: ['fr', 'en'],
  registrations: 'open',
  registrationsMessage: null,
  rules: ['Be kind.'],
  minimumAge: 16,
  thumbnail: null,
  characterLimit: 500,
  limitedFederation: false,
};

/** @returns the database, open for writing, and who is in it */
export function writeHistory(path: string, instances: number): { db: Database; domains: Domain[] } {
  const db = openWriter(path);
  addInstances(db, population(instances, 'sound'), 'operator', BEGINNING);
  const known = allInstances(db);
  for (let day = FIRST_DAY; day <= LAST_DAY; day += 1)
    record(
      db,
      known.map(({ id, domain }) => visitOf(id, domain, day)),
    );
  return { db, domains: known.map(({ domain }) => domain) };
}

function visitOf(id: number, domain: Domain, day: number): Visit {
  return {
    id,
    result: {
      ok: true,
      domain,
      at: day * DAY,
      durationMs: 900,
      requests: 5,
      observation: { figures: figuresOf(id, day), profile: PROFILE, refusals: [], weeks: [] },
      peers: null,
      isPartial: false,
    },
    plan: { state: 'up', failures: 0, failingSince: null, nextProbeAt: day * DAY + 6 * HOUR },
  };
}

/** Grows, and never by the same: numbers that compress too well would flatter. */
function figuresOf(id: number, day: number): Figures {
  const age = day - FIRST_DAY;
  const users = 1_000 * id + 9 * age + Math.floor(dice(id, day, 'users') * 40);
  return {
    users,
    activeMonth: Math.round(users * (0.2 + dice(id, day, 'active') / 50)),
    activeHalfYear: null,
    activeWeek: null,
    statuses: users * 40 + Math.floor(dice(id, day, 'statuses') * 900),
    comments: null,
    connections: 3_000 + 7 * age + Math.floor(dice(id, day, 'connections') * 60),
    peersListed: null,
  };
}
