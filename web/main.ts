/** Starts the web app: settings, database, port, and a clean end on SIGTERM and SIGINT. */
import { facets } from '../db/directory/facets.ts';
import { SchemaError, type Database } from '../db/open.ts';
import { isHelpAsked } from '../db/usage.ts';
import { openReplaceable } from './database.ts';
import { buildServer } from './server.ts';
import { SettingsError } from '../db/settings.ts';
import { readWebSettings } from './settings.ts';

/** Starts listening; resolves once visitors can come. */
async function main(): Promise<void> {
  const settings = readWebSettings(process.env);
  const database = openReplaceable(settings.databasePath, (line) => void process.stderr.write(`${line}\n`));
  const app = await buildServer({
    db: database.current,
    settings,
    now: () => Math.floor(Date.now() / 1000),
    isLogging: true,
  });
  const stop = async (): Promise<void> => {
    await app.close();
    database.close();
  };
  process.once('SIGTERM', () => void stop()).once('SIGINT', () => void stop());
  // Left alone by whoever started it.
  process.once('disconnect', () => void stop());
  warmUp(database.current());
  const address = await app.listen({ host: settings.host, port: settings.port });
  process.stdout.write(`Herdbook is at ${address}\n`);
  // Whoever started this process may wait for it.
  process.send?.('listening');
  // Their channel alone keeps nothing alive.
  process.channel?.unref();
}

/** Reads the register into memory (a second for 30,000 instances), so that not the first visitor waits for it. */
function warmUp(db: Database): void {
  facets(db, {});
}

/** What the operator can do something about is said in one line; anything else is our own bug and keeps its trace. */
function explained(error: unknown): string | null {
  if (error instanceof SettingsError) return `These settings cannot be used:\n${error.message}`;
  if (error instanceof SchemaError) return error.message;
  if (!(error instanceof Error) || !('code' in error)) return null;
  if (error.code === 'EADDRINUSE')
    return `${error.message}\nAnother program has this port: stop it, or set PORT.`;
  if (error.code === 'EACCES' || error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return `${error.message}\nSet HOST and PORT.`;
  return null;
}

const HELP = `npm run web
The web app alone, over the database of DATABASE_PATH, at HOST and PORT, until Ctrl-C. It takes no arguments.
`;

try {
  if (isHelpAsked(process.argv.slice(2))) process.stdout.write(HELP);
  else await main();
} catch (error) {
  const reason = explained(error);
  if (reason === null) throw error;
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
