/** Who lives in the demo's fediverse: invented instances, kept in cast.csv. Nothing happens here; `world.ts` plays it. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export const KINDS = [
  'mastodon',
  'hometown',
  'pleroma',
  'akkoma',
  'gotosocial',
  'pixelfed',
  'friendica',
  'misskey',
  'sharkey',
  'lemmy',
  'piefed',
  'mbin',
  'peertube',
  'hubzilla',
  'diaspora',
  'wordpress',
  'writefreely',
  'mobilizon',
  'bookwyrm',
  'funkwhale',
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * What is special about an instance, each at a day of the play (see `world.ts`).
 * born: appears during the play · ends: says goodbye with 410 · vanishes: its name goes · outage: 503 for three days ·
 * lies: impossible figures for four days · withheld: robots.txt forbids to read it · moves / arrives: the old and the new
 * name of one instance · limited: limited federation · closes: sign-ups close in the wave and reopen · rules: a rule is
 * added · renames: takes another title · purges: removes idle accounts.
 */
const ROLES = [
  'born',
  'ends',
  'vanishes',
  'outage',
  'lies',
  'withheld',
  'moves',
  'arrives',
  'limited',
  'closes',
  'rules',
  'renames',
  'purges',
] as const;
export type Role = (typeof ROLES)[number];

const LANGUAGES = ['fr', 'en', 'br', 'nl'] as const;

export type Member = {
  /** First label of its name. */
  readonly name: string;
  readonly kind: Kind;
  /** BCP 47. */
  readonly language: (typeof LANGUAGES)[number];
  /** Users at the end of the play. */
  readonly size: number;
  readonly title: string;
  readonly description: string;
  readonly role: Role | null;
};

/** In order: the first dozen has something of everything, so that a small world is a full one. */
export function readCast(): Member[] {
  const text = readFileSync(new URL('./cast.csv', import.meta.url), 'utf8');
  return parse<Record<string, string>>(text, { columns: true }).map((row) => {
    const kind = KINDS.find((known) => known === row['kind']);
    const language = LANGUAGES.find((known) => known === row['language']);
    if (kind === undefined || language === undefined) throw new Error(`cast.csv: ${JSON.stringify(row)}`);
    return {
      name: row['name'] ?? '',
      kind,
      language,
      size: Number(row['size']),
      title: row['title'] ?? '',
      description: row['description'] ?? '',
      role: ROLES.find((known) => known === row['role']) ?? null,
    };
  });
}
