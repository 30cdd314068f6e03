/** Looks at the settings of all programs together: what each would complain about, and names that none of them knows. */
import { distance } from 'fastest-levenshtein';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { SettingsError, type Env } from '../db/settings.ts';
import { readWebSettings } from '../web/settings.ts';

const READERS = [readCrawlerSettings, readWebSettings];

/** Of one variable: why it cannot be used. */
export type Complaint = { readonly name: string; readonly line: string };

/** What crawler and web app would complain about in their settings, told at once, before anything is made. */
export function settingsComplaints(env: Env): readonly Complaint[] {
  const lines = READERS.flatMap((read) => {
    try {
      read(env);
      return [];
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return error.message.split('\n');
    }
  });
  return [...new Set(lines)].map((line) => ({ name: line.replace(/:.*$/s, ''), line }));
}

/** @throws SettingsError with all that any program complains about */
export function assertSettings(env: Env): void {
  const complaints = settingsComplaints(env);
  if (complaints.length > 0) throw new SettingsError(complaints.map(({ line }) => line).join('\n'));
}

/** The variables that any program asks for: they tell it themselves, so that none is forgotten. */
function knownSettings(): readonly string[] {
  const names = new Set<string>();
  const asked = new Proxy<Env>(
    {},
    {
      get: (_, name) => {
        names.add(String(name));
        return undefined;
      },
    },
  );
  for (const read of READERS) read(asked);
  return [...names];
}

/** Names that begin so are nobody else's in practice. */
const OUR_OWN = /^(?:CRAWL|CRAWLER|BACKUP|BUNDLE|BUNDLES|HERDBOOK)_/;
/** Letters that a slip leaves out, adds or changes; a swap of two neighbours counts as two. */
const SLIP = 2;
/** Of shorter names, two letters are too large a part: HOME is no HOST. */
const LONG_ENOUGH = 8;

/** A variable that is no setting and looks like one. */
export type Stranger = {
  readonly name: string;
  /** The setting it is like; `null`: none is near enough. */
  readonly meant: string | null;
};

/** Variables that were probably meant as settings of Herdbook, and are none. */
export function strangeSettings(env: Env): readonly Stranger[] {
  const known = knownSettings();
  return Object.keys(env).flatMap((name): Stranger[] => {
    if (known.includes(name) || (env[name] ?? '') === '') return [];
    const meant = nearest(name.toUpperCase(), known);
    return meant === null && !OUR_OWN.test(name) ? [] : [{ name, meant }];
  });
}

function nearest(name: string, known: readonly string[]): string | null {
  const near = known
    .map((one) => ({ one, apart: distance(name, one) }))
    .filter(({ one, apart }) => apart <= (one.length >= LONG_ENOUGH ? SLIP : 0))
    .toSorted((a, b) => a.apart - b.apart);
  return near[0]?.one ?? null;
}

/** `CRAWL_CONCURENCY: no setting is called so; CRAWL_CONCURRENCY is` */
export function strangerText({ name, meant }: Stranger): string {
  return `${name}: no setting is called so${meant === null ? '' : `; ${meant} is`}`;
}
