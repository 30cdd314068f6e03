/** Says how well a server's software is kept up, by the branches in db/catalogue/software-versions.csv. Never compares across forks. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parseDay } from '../time.ts';

const FILE = new URL('./software-versions.csv', import.meta.url);

/** current: the newest stable branch, or a later one · behind: an older one that may still get fixes · unsupported: gets none any more. */
export const UPKEEPS = ['current', 'behind', 'unsupported'] as const;
export type Upkeep = (typeof UPKEEPS)[number];

/** One branch of a software, or ('older') all that are older than those named. */
export type Branch = {
  readonly software: string;
  readonly branch: string;
  /** Day number after which it gets no more fixes; `null`: no end is announced. */
  readonly supportEnds: number | null;
  /** Public address where this can be looked up. */
  readonly source: string;
  /** Day number it was looked up on. */
  readonly asOf: number;
};

const OLDER = 'older';

/** The bundled file, read. @throws Error naming the record where something is not as docs/catalogue.md says */
export function readBranches(text: string = readFileSync(FILE, 'utf8')): readonly Branch[] {
  const records = parse<Record<string, string>>(text, { columns: true });
  return records.map((record, index) => {
    const { software = '', branch = '', supportEnds = '', source = '', asOf = '' } = record;
    const [ends, looked] = [parseDay(supportEnds), parseDay(asOf)];
    const isRight =
      /^[a-z0-9._-]+$/.test(software) &&
      (branch === OLDER || branch === branchOf(branch)) &&
      (ends !== null || supportEnds === '') &&
      URL.canParse(source);
    if (!isRight || looked === null) {
      throw new Error(`software-versions.csv, record ${index + 1}: ${software} ${branch} is not well formed`);
    }
    return { software, branch, supportEnds: ends, source, asOf: looked };
  });
}

/** Major and minor number: '4.5' of '4.5.0-beta.2+glitch'; `null` when it does not begin like a version. */
export function branchOf(version: string | null): string | null {
  return /^v?(\d+\.\d+)(?![\d])/.exec(version ?? '')?.[1] ?? null;
}

let bundled: ReadonlyMap<string, readonly Branch[]> | null = null;

/** The newest branch first; made once, because it is asked for every instance of the register. */
function branchesOf(software: string): readonly Branch[] {
  bundled ??= Map.groupBy(
    readBranches().toSorted((a, b) => compareBranches(b.branch, a.branch)),
    (branch) => branch.software,
  );
  return bundled.get(software) ?? [];
}

/**
 * @param day the day to judge on, days since 1970-01-01 UTC
 * @returns `null` where nothing is known about the software, or the version cannot be read
 */
export function upkeepOf(software: string | null, version: string | null, day: number): Upkeep | null {
  const known = software === null ? [] : branchesOf(software);
  const newest = known[0];
  const branch = newest === undefined ? null : branchOf(version);
  if (branch === null || newest === undefined) return null;
  if (compareBranches(branch, newest.branch) >= 0) return 'current';
  const own = known.find((one) => one.branch === branch) ?? known.find((one) => one.branch === OLDER);
  const ends = own?.supportEnds ?? null;
  return ends !== null && ends < day ? 'unsupported' : 'behind';
}

/** Orders branches by their numbers: 4.10 comes after 4.9. */
function compareBranches(a: string, b: string): number {
  return rankOf(a) - rankOf(b);
}

/** 'older' is older than any number. */
function rankOf(branch: string): number {
  const dot = branch.indexOf('.');
  return dot < 0 ? -1 : Number(branch.slice(0, dot)) * MINORS + Number(branch.slice(dot + 1));
}
/** More minor versions than any major one has. */
const MINORS = 1_000_000;
