/** Reads the registry of public instances (db/official/instances.json) and copies it into the database. It never touches what was measured. */
import { readFileSync } from 'node:fs';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { parseDomain } from '../domain.ts';
import { addInstances } from '../instances.ts';
import type { Domain } from '../model.ts';
import { ADMISSIONS, currentStage, EVIDENCE_KINDS, LEVELS, STAGES, type OfficialEntry } from './official.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { parseDay } from '../time.ts';

const FILE = new URL('./instances.json', import.meta.url);

const Address = Type.String({ pattern: '^https://[^\\s<>"]+$' });
const Words = Type.String({ minLength: 1, maxLength: 400 });
const OneOf = (values: readonly string[]) => Type.Union(values.map((value) => Type.Literal(value)));
const Day = Type.Union([Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' }), Type.Null()]);
const RoughDay = Type.Union([Type.String({ pattern: '^\\d{4}(-\\d{2}(-\\d{2})?)?$' }), Type.Null()]);
const Strict = { additionalProperties: false } as const;

const File = Type.Array(
  Type.Object(
    {
      domain: Type.String(),
      operator: Words,
      country: Type.String({ pattern: '^[A-Z]{2}$' }),
      level: OneOf(LEVELS),
      admits: OneOf(ADMISSIONS),
      verifiedOn: Day,
      stages: Type.Array(Type.Object({ stage: OneOf(STAGES), from: RoughDay, source: Address }, Strict), {
        minItems: 1,
      }),
      evidence: Type.Array(Type.Object({ kind: OneOf(EVIDENCE_KINDS), value: Words, url: Address }, Strict), {
        minItems: 1,
      }),
      mailDomains: Type.Array(
        Type.Object(
          { domain: Type.String(), subdomains: Type.Boolean(), from: Day, until: Day, source: Address },
          Strict,
        ),
      ),
      remark: Type.Union([Type.Object({ en: Words, fr: Words }, Strict), Type.Null()]),
    },
    Strict,
  ),
);

/**
 * The bundled registry.
 * @throws Error naming the entry and what is wrong with it
 */
export function readOfficial(file: URL = FILE): readonly OfficialEntry[] {
  return officialEntries(JSON.parse(readFileSync(file, 'utf8')));
}

/** The same from what a file held. @throws Error as above */
export function officialEntries(content: unknown): readonly OfficialEntry[] {
  const [first] = Value.Errors(File, content);
  if (first !== undefined) throw new Error(`instances.json${first.instancePath}: ${first.message}`);
  const entries: readonly OfficialEntry[] = JSON.parse(JSON.stringify(content));
  for (const entry of entries) {
    const [complaint] = complaints(entry);
    if (complaint !== undefined) throw new Error(`instances.json, ${entry.domain}: ${complaint}`);
  }
  if (new Set(entries.map(({ domain }) => domain)).size < entries.length)
    throw new Error('instances.json: an instance stands there twice');
  return entries;
}

/** What no schema can say. */
function complaints({ domain, admits, mailDomains, stages, verifiedOn }: OfficialEntry): readonly string[] {
  const days = [verifiedOn, ...mailDomains.flatMap(({ from, until }) => [from, until])];
  const dated = stages.flatMap(({ from }) => (from === null ? [] : [from]));
  return [
    ...(parseDomain(domain, ['test']) === domain ? [] : ['no canonical domain']),
    ...mailDomains
      .filter((rule) => !isMailDomain(rule.domain))
      .map((rule) => `${rule.domain} is no e-mail domain`),
    ...(admits === 'addresses' && mailDomains.length === 0
      ? ['sign-up goes by a list, but there is none']
      : []),
    ...(admits !== 'addresses' && mailDomains.length > 0
      ? ['there is a list, but sign-up does not go by it']
      : []),
    ...days.filter((day) => day !== null && parseDay(day) === null).map((day) => `there is no day ${day}`),
    ...(dated.every((from, index) => index === 0 || (dated[index - 1] ?? '') <= from)
      ? []
      : ['stages out of order']),
    ...mailDomains
      .filter(({ from, until }) => from !== null && until !== null && from > until)
      .map((rule) => `${rule.domain} ends before it begins`),
  ];
}

/** Canonical, or a suffix that is handed out to public bodies only ('gouv.fr' is no domain of its own). */
function isMailDomain(text: string): boolean {
  return parseDomain(`x.${text}`, ['test']) === `x.${text}`;
}

/**
 * Makes the database's copy equal to the entries, and brings those that are not closed into the register. Run again, it changes nothing.
 * @param now Unix seconds; new instances are due at once
 * @returns how many instances were new to the register
 */
export function importOfficial(db: Database, now: number, entries = readOfficial()): number {
  return db
    .transaction(() => {
      const open = entries.filter((entry) => currentStage(entry) !== 'closed').map(({ domain }) => domain);
      const added = addInstances(db, open, 'register', now);
      for (const entry of entries) save(db, entry);
      prepared(db, 'DELETE FROM official WHERE domain NOT IN (SELECT value FROM json_each(?))').run(
        JSON.stringify(entries.map(({ domain }): Domain => domain)),
      );
      return added;
    })
    .immediate();
}

function save(db: Database, entry: OfficialEntry): void {
  prepared(
    db,
    `INSERT INTO official (domain, country, entry)
     VALUES (@domain, @country, @text)
     ON CONFLICT (domain) DO UPDATE SET country = excluded.country, entry = excluded.entry
     WHERE (country, entry) IS NOT (excluded.country, excluded.entry)`,
  ).run({ domain: entry.domain, country: entry.country, text: JSON.stringify(entry) });
}
