/** Instances run by public bodies: who runs them, what proves it, how they stand, whom they admit. Reads only; the file is brought in by `official-file.ts`. */
import type { Domain } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

/** state: a country's own bodies · eu: institutions of the Union · university: education and research. */
export const LEVELS = ['state', 'region', 'city', 'eu', 'university'] as const;
export type Level = (typeof LEVELS)[number];
/** addresses: anybody with an e-mail address on the list · members: those who log in with their institution's account · organisations: accounts of public bodies only · public: everybody. */
export const ADMISSIONS = ['addresses', 'members', 'organisations', 'public'] as const;
export type Admission = (typeof ADMISSIONS)[number];
export const STAGES = ['experimental', 'stable', 'closing', 'closed'] as const;
export type StageName = (typeof STAGES)[number];
/** suffix: a name that only this public body hands out · mutual-link: its own site links to the instance and back · dns: a record under its name. */
export const EVIDENCE_KINDS = ['suffix', 'mutual-link', 'wikidata', 'dns', 'announcement'] as const;
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number];

export type Stage = {
  readonly stage: StageName;
  /** 'YYYY', 'YYYY-MM' or 'YYYY-MM-DD', as exactly as the source has it; `null`: not known. */
  readonly from: string | null;
  readonly source: string;
};
export type Evidence = {
  readonly kind: EvidenceKind;
  /** The suffix, the identifier, the record, or the title of the announcement. */
  readonly value: string;
  /** Where anybody can look it up. */
  readonly url: string;
};
/** An e-mail domain whose addresses may sign up. */
export type MailDomain = {
  readonly domain: string;
  /** Whether names below it count as well. */
  readonly subdomains: boolean;
  /** First and last day on which it is known to have been accepted, 'YYYY-MM-DD'; `null`: not known, and not known to have ended. */
  readonly from: string | null;
  readonly until: string | null;
  readonly source: string;
};
export type OfficialEntry = {
  readonly domain: Domain;
  /** The organisation; never a person. */
  readonly operator: string;
  /** ISO 3166-1 alpha-2, or 'EU'. */
  readonly country: string;
  readonly level: Level;
  readonly admits: Admission;
  /** Day on which somebody last read the evidence, 'YYYY-MM-DD'; `null`: nobody has since it was written down. */
  readonly verifiedOn: string | null;
  /** Oldest first, at least one; the last one holds. */
  readonly stages: readonly Stage[];
  /** At least one. */
  readonly evidence: readonly Evidence[];
  /** The list of e-mail domains, where sign-up goes by address. */
  readonly mailDomains: readonly MailDomain[];
  /** What the rest cannot say, in both languages. */
  readonly remark: { readonly en: string; readonly fr: string } | null;
};

/** The entry of an instance; `null`: no public body is known to run it. */
export function findOfficial(db: Database, domain: Domain): OfficialEntry | null {
  const row = prepared<Stored>(db, 'SELECT entry FROM official WHERE domain = ?').get(domain);
  return row === undefined ? null : entryOf(row);
}

/** All entries, or those of one country ('EU' among them), by country and domain. */
export function listOfficial(db: Database, country: string | null = null): readonly OfficialEntry[] {
  return prepared<Stored>(
    db,
    `SELECT entry
     FROM official
     WHERE @country IS NULL OR country = @country
     ORDER BY country, domain`,
  )
    .all({ country })
    .map(entryOf);
}

type Stored = { readonly entry: string };

function entryOf({ entry }: Stored): OfficialEntry {
  const read: OfficialEntry = JSON.parse(entry);
  return read;
}

/** How the instance stands by the registry. */
export function currentStage({ stages }: OfficialEntry): StageName {
  return stages.at(-1)?.stage ?? 'stable';
}
