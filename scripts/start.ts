/** `npm start`: readies the database with the bundled register, then keeps the web app and the crawler running side by side. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { runCommand, TERMINAL } from './command.ts';
import { ready } from './ready.ts';
import { assertSettings, strangerText, strangeSettings } from './settings.ts';

const USAGE = `npm start
Readies the database with the bundled register, then runs the web app and the crawler side by side, until Ctrl-C.
Settings come from the environment or a file .env; .env.example explains them.`;

/** How long a child may take to end before it is killed: a batch to commit, connections to close. */
const GRACE_MS = 5_000;

/** The web app first: nobody is asked for anything by a Herdbook that could not start. */
async function start(): Promise<number> {
  assertSettings(process.env);
  for (const stranger of strangeSettings(process.env))
    TERMINAL.complain(`${strangerText(stranger)}. It is not used.`);
  await ready(process.env, TERMINAL);
  const together = keepTogether();
  const web = together.add('../web/main.ts');
  const [told] = await Promise.race([once(web, 'message'), once(web, 'exit')]);
  if (told === 'listening') together.add('../crawler/main.ts');
  return Number(process.exitCode ?? 0);
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

runCommand(USAGE, start);
