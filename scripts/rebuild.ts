/** `npm run rebuild`: makes all totals of the network, and the long view of each instance, anew from the daily rows and the dated profiles. Changes nothing else. */
import { readCrawlerSettings } from '../crawler/settings.ts';
import { makeLongView } from '../db/long-view.ts';
import { openExisting } from '../db/open.ts';
import { rebuildAllNetworkDays } from '../db/network/rollups.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run rebuild
Makes the totals of every day anew. They come out the same unless rules, catalogue or daily rows were changed by hand.`;

/** @returns the exit code */
export async function rebuild(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<number> {
  if (args.length > 0) {
    terminal.complain(USAGE);
    return 1;
  }
  const db = openExisting(readCrawlerSettings(env).databasePath);
  try {
    const began = performance.now();
    const days = rebuildAllNetworkDays(db);
    const instances = await makeLongView(db, wallClock());
    terminal.say(
      `Totals of ${days} days and the long view of ${instances} instances made anew in ${((performance.now() - began) / 1000).toFixed(1)} s.`,
    );
    return 0;
  } finally {
    db.close();
  }
}

if (import.meta.main) runCommand(USAGE, () => rebuild(process.argv.slice(2), process.env, TERMINAL));
