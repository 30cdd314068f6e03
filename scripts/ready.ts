/** `npm run ready`: brings the database's schema up to date and takes in the bundled register. What starts before the crawler where it runs on its own. */
import { readCrawlerSettings } from '../crawler/settings.ts';
import { importCurated } from '../db/curated.ts';
import { refreshLongView } from '../db/long-view.ts';
import { openWriter } from '../db/open.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run ready
Brings the database's schema up to date and takes in the bundled register; makes the database where there is none.`;

/** @returns the exit code */
export async function ready(env: NodeJS.ProcessEnv, { say }: Terminal): Promise<number> {
  const { databasePath } = readCrawlerSettings(env);
  const db = openWriter(databasePath);
  try {
    const { instances, days } = importCurated(db, wallClock());
    await refreshLongView(db, wallClock());
    if (instances > 0) say(`Added ${instances} known instances with ${days} figures that others published.`);
    return 0;
  } finally {
    db.close();
  }
}

if (import.meta.main) runCommand(USAGE, () => ready(process.env, TERMINAL));
