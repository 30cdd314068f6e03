/** `npm start`: readies the database with the bundled register, then keeps the web app and the crawler running side by side. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { importCurated } from '../db/curated.ts';
import { openWriter } from '../db/open.ts';
import { SettingsError } from '../db/settings.ts';
import { readWebSettings } from '../web/settings.ts';

/** How long a child may take to end before it is killed: a batch to commit, connections to close. */
const GRACE_MS = 5_000;

/** The web app first: nobody is asked for anything by a Herdbook that could not start. */
async function start(): Promise<void> {
  const databasePath = readAllSettings();
  const db = openWriter(databasePath);
  const { instances, days } = importCurated(db, Math.floor(Date.now() / 1000));
  db.close();
  if (instances > 0) say(`Added ${instances} known instances with ${days} figures that others published.`);
  const together = keepTogether();
  const web = together.add('../web/main.ts');
  const [ready] = await Promise.race([once(web, 'message'), once(web, 'exit')]);
  if (ready === 'listening') together.add('../crawler/main.ts');
}

/** What either process would complain about is told at once, before anything is made. */
function readAllSettings(): string {
  const complaints = [readCrawlerSettings, readWebSettings].flatMap((read) => {
    try {
      read(process.env);
      return [];
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return error.message.split('\n');
    }
  });
  if (complaints.length > 0) throw new SettingsError([...new Set(complaints)].join('\n'));
  return readWebSettings(process.env).databasePath;
}

/** One ending ends the other: half a Herdbook is no state to stay in. */
function keepTogether(): { add(path: string): ChildProcess } {
  const children: ChildProcess[] = [];
  const stop = (): void => {
    for (const child of children) child.kill('SIGTERM');
    setTimeout(() => {
      for (const child of children) child.kill('SIGKILL');
    }, GRACE_MS).unref();
  };
  const told = (): void => {
    say('\nStopping; what was recorded stays.');
    stop();
  };
  process.once('SIGTERM', told).once('SIGINT', told);
  return {
    add(path) {
      const child = spawn(process.execPath, [fileURLToPath(new URL(path, import.meta.url))], {
        stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
      });
      children.push(child);
      child.once('exit', (code) => {
        process.exitCode ||= code ?? 0;
        stop();
      });
      return child;
    },
  };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

start().catch((error: unknown) => {
  const isSettings = error instanceof SettingsError;
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${isSettings ? 'These settings cannot be used:\n' : ''}${message}\n`);
  process.exitCode = 1;
});
