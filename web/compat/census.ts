/** What the drop-in catalogues share: the list they all tell from, its version, and small readers of it. Pure but for the asking. */
import { census, type Listed } from '../../db/census.ts';
import type { SendKept } from '../kept.ts';
import { keepAnswers } from '../kept.ts';
import { keepPacked, type SendPacked } from '../packed.ts';
import type { ApiServer } from '../routes/api/app.ts';
import type { Site } from '../site.ts';

/** What a drop-in catalogue is given. */
export type Catalogue = {
  readonly app: ApiServer;
  readonly site: Site;
  readonly listed: () => readonly Listed[];
  /** Sends an answer that is made once for each state of the list. */
  readonly sendKept: SendKept;
  /** The same for lists of all instances. */
  readonly sendPacked: SendPacked;
};

export function catalogue(app: ApiServer, site: Site): Catalogue {
  const listed = (): readonly Listed[] => census(site.db, site.now());
  const versions = new WeakMap<readonly Listed[], string>();
  let count = 0;
  const versionOf = (): string => {
    const list = listed();
    const version = versions.get(list) ?? String((count += 1));
    versions.set(list, version);
    return version;
  };
  return {
    app,
    site,
    listed,
    sendKept: keepAnswers(site, { versionOf }),
    sendPacked: keepPacked(versionOf),
  };
}

/** 'YYYY-MM-DDTHH:MM:SS.000Z'. */
export function timeText(at: number | null): string | null {
  return at === null ? null : new Date(at * 1000).toISOString();
}

/** Accounts active in a week: by the instance's own log where it publishes one, else as it counts them. */
export function activeInWeek({ weekLogins, figures }: Listed): number | null {
  return weekLogins ?? figures.activeWeek;
}

/** Its own languages, or the one guessed from its words or name. */
export function languagesOf({ languages, guesses }: Listed): readonly string[] {
  if (languages.length > 0) return languages;
  return guesses.language === null ? [] : [guesses.language];
}

const MASTODON = new Set(['mastodon', 'hometown']);

export function isMastodon({ softwareName }: Pick<Listed, 'softwareName'>): boolean {
  return softwareName !== null && MASTODON.has(softwareName);
}

/** Server software that apps for Mastodon can log in to. */
const SPEAKERS = new Set([
  ...MASTODON,
  'akkoma',
  'catodon',
  'ditto',
  'fedibird',
  'firefish',
  'friendica',
  'gotosocial',
  'iceshrimp',
  'iceshrimp.net',
  'kmyblue',
  'mitra',
  'pixelfed',
  'pleroma',
  'rebased',
  'sharkey',
  'snac',
  'takahe',
]);

export function speaksMastodon({ softwareName }: Pick<Listed, 'softwareName'>): boolean {
  return softwareName !== null && SPEAKERS.has(softwareName);
}

/** Added up over those that tell it; `null`: nobody does. */
export function sumOf(list: readonly Listed[], figure: 'users' | 'statuses' | 'activeMonth'): number | null {
  const told = list.flatMap(({ figures }) => figures[figure] ?? []);
  return told.length === 0 ? null : told.reduce((total, count) => total + count, 0);
}
