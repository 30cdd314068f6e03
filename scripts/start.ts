/** `npm start`: readies the database with the bundled register, then keeps the crawler and the web app running side by side. */
import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { openWriter } from '../db/open.ts';
import { importRegister } from '../db/register.ts';

/** How long a child may take to end before it is killed: a batch to commit, connections to close. */
const GRACE_MS = 5_000;

function start(): void {
  const { databasePath } = readCrawlerSettings(process.env);
  const db = openWriter(databasePath);
  const { instances, days } = importRegister(db, Math.floor(Date.now() / 1000));
  db.close();
  if (instances > 0) {
    process.stdout.write(`Added ${instances} known instances with ${days} figures that others published.\n`);
  }
  const children = ['../web/main.ts', '../crawler/main.ts'].map((path) =>
    spawn(process.execPath, [fileURLToPath(new URL(path, import.meta.url))], { stdio: 'inherit' }),
  );
  keepTogether(children);
}

/** One ending ends the other: half a Herdbook is no state to stay in. */
function keepTogether(children: readonly ChildProcess[]): void {
  const stop = (): void => {
    for (const child of children) child.kill('SIGTERM');
    setTimeout(() => {
      for (const child of children) child.kill('SIGKILL');
    }, GRACE_MS).unref();
  };
  let code = 0;
  for (const child of children) {
    child.once('exit', (exitCode) => {
      code ||= exitCode ?? 0;
      process.exitCode = code;
      stop();
    });
  }
  process.on('SIGTERM', stop).on('SIGINT', stop);
}

try {
  start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
