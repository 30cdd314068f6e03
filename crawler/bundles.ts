/** Makes the bundle to take away once a night, in a thread of its own. Never in the way of a pass. */
import { rotateBundles } from '../db/bundle/files.ts';
import type { BundleOrder, MadeBundle } from '../db/bundle/make.ts';
import type { Database } from '../db/open.ts';
import { isUpkeepDue, noteUpkeep } from '../db/retention.ts';
import { DAY, HOUR } from '../db/time.ts';
import type { Backups } from './backups.ts';
import type { BundleSettings } from './settings.ts';
import { inThread } from './thread.ts';

/** After one that failed. */
const PAUSE_SECONDS = HOUR;

/**
 * Makes a bundle if the last one is a day old. Failures are said, not thrown: the crawl is worth more.
 * @param now Unix seconds @param say gets a line for each failure, and the first bundle after one
 */
export function makeBundles(
  db: Database,
  order: Omit<BundleOrder, 'folder'>,
  { folder, kept }: BundleSettings,
  now: () => number,
  say: (line: string) => void,
): Backups {
  let notBefore = 0;
  return {
    async keep() {
      if (folder === null || now() < notBefore || !isUpkeepDue(db, 'bundle', now(), DAY)) return;
      const task: BundleOrder = { ...order, folder };
      const told = await inThread<MadeBundle>(new URL('./bundle-thread.ts', import.meta.url), task);
      if ('failed' in told) {
        say(`No bundle was made: ${told.failed}`);
        notBefore = now() + PAUSE_SECONDS;
        return;
      }
      if (notBefore > 0) say(`A bundle was made: ${told.made.path}`);
      notBefore = 0;
      noteUpkeep(db, 'bundle', now());
      rotateBundles(folder, kept);
    },
  };
}
