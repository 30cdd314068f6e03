/** What is known of the demo's fediverse before it is asked: topics, public bodies, and a list that somebody else published. All invented. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { importCatalogue, type CatalogueEntry } from '../../db/catalogue/catalogue.ts';
import { merge } from '../../db/imports/merge.ts';
import { openStaging, stageDay } from '../../db/imports/staging.ts';
import { addInstances } from '../../db/instances.ts';
import { UNKNOWN, type Domain } from '../../db/model.ts';
import { importOfficial } from '../../db/official/official-file.ts';
import type { OfficialEntry } from '../../db/official/official.ts';
import type { Database } from '../../db/open.ts';
import { dayOf, dayText, WEEK } from '../../db/time.ts';
import { OPERATOR_TYPES, TOPICS } from '../../db/catalogue/topics.ts';
import { countsAt } from './growth.ts';
import type { Fediverse } from './server.ts';
import { lifeAt, profileAt, type World } from './world.ts';

/** The published list tells of a year before the play, and of instances of at least so many accounts. */
const LISTED = { weeks: 52, users: 1_000 } as const;

/** Brings it into the database, as it stands when the play begins. Visits nobody. */
export function tellLore(db: Database, fediverse: Fediverse): void {
  const { world } = fediverse;
  const at = fediverse.now();
  addInstances(db, fediverse.living(), 'operator', at);
  importOfficial(db, at, publicBodies(world, at));
  importCatalogue(db, facts(world, at));
  publishList(db, world, at);
}

function domainOf(world: World, name: string): Domain {
  const found = world.byDomain.get(`${name}.test`);
  if (found === undefined) throw new Error(`the demo tells of ${name}, whom it does not have`);
  return found.domain;
}

function facts(world: World, at: number): readonly CatalogueEntry[] {
  const text = readFileSync(new URL('./lore.csv', import.meta.url), 'utf8');
  return parse<Record<string, string>>(text, { columns: true }).map((row): CatalogueEntry => {
    const domain = domainOf(world, row['name'] ?? '');
    const topics = (row['topics'] ?? '').split(' ');
    return {
      domain,
      topics: TOPICS.filter((topic) => topics.includes(topic)),
      country: row['country'] || null,
      region: null,
      operatorType: OPERATOR_TYPES.find((type) => type === row['operatorType']) ?? null,
      operator: row['operator'] || null,
      since: null,
      source: `https://${domain}/about`,
      verifiedOn: dayOf(at),
    };
  });
}

/** A state's own accounts, and a university that takes its own addresses only. */
function publicBodies(world: World, at: number): readonly OfficialEntry[] {
  const verifiedOn = dayText(dayOf(at));
  const entry = (
    name: string,
    said: Pick<OfficialEntry, 'operator' | 'level' | 'admits'>,
    mailDomain: string | null,
  ): OfficialEntry => {
    const domain = domainOf(world, name);
    const source = `https://${domain}/about`;
    const rule = { domain: mailDomain ?? '', subdomains: true, from: null, until: null, source };
    return {
      ...said,
      domain,
      country: 'FR',
      verifiedOn,
      stages: [{ stage: 'stable', from: null, source }],
      evidence: [{ kind: 'mutual-link', value: `www.${domain}`, url: source }],
      mailDomains: mailDomain === null ? [] : [rule],
      remark: null,
    };
  };
  const state = {
    operator: 'Direction des services publics',
    level: 'state',
    admits: 'organisations',
  } as const;
  const school = {
    operator: 'Université de l’Observatoire',
    level: 'university',
    admits: 'addresses',
  } as const;
  return [entry('service-public', state, null), entry('observatoire', school, 'observatoire.test')];
}

/** Weekly rows of the large ones, as true as the list's maker could have seen them. */
function publishList(db: Database, world: World, startAt: number): void {
  openStaging(db);
  for (let weeks = LISTED.weeks; weeks > 0; weeks -= 1) {
    const at = startAt - weeks * WEEK;
    for (const instance of world.instances) {
      if (instance.member.size < LISTED.users || lifeAt(world, instance, at) !== 'up') continue;
      const { users, statuses } = countsAt(world, instance, at);
      const { version, registrations } = profileAt(world, instance, at);
      stageDay(db, {
        domain: instance.domain,
        at,
        figures: { ...UNKNOWN, users, statuses },
        software: instance.kind,
        version,
        registrations,
      });
    }
  }
  const publication = {
    name: 'Invented weekly list',
    url: 'https://list.test/',
    note: 'Invented like everything in this demo: accounts and posts of the larger instances, once a week.',
    licence: 'invented',
    retrievedOn: dayOf(startAt),
  };
  merge(db, publication, startAt);
}
