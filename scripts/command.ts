/** What all commands share: domains out of arguments, where lines go, and how a command ends. It does nothing of its own. */
import { parseDomain } from '../db/domain.ts';
import type { Domain } from '../db/model.ts';
import { SettingsError } from '../db/settings.ts';
import { storeTrouble } from '../db/trouble.ts';
import { isHelpAsked } from '../db/usage.ts';

/** Where lines go: results and complaints. */
export type Terminal = {
  readonly say: (line: string) => void;
  readonly complain: (line: string) => void;
};
export const TERMINAL: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  complain: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * Runs a command to its exit code: the one it gives, or 1 with one line for settings, arguments or a database that cannot
 * be used. `--help` tells its usage and does nothing else.
 * @param usage what is told on `--help`, and after arguments that it does not know
 */
export function runCommand(usage: string, command: () => number | Promise<number>): void {
  endWithReader();
  if (isHelpAsked(process.argv.slice(2))) {
    TERMINAL.say(usage);
    return;
  }
  const started = async (): Promise<number> => await command();
  started().then(
    (code) => {
      process.exitCode = code;
    },
    (error: unknown) => {
      TERMINAL.complain(inWords(error, usage));
      process.exitCode = 1;
    },
  );
}

/** Who reads through a pipe may have seen enough (`| head`): nobody is left to write for. */
function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
}

function inWords(error: unknown, usage: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof SettingsError) return `These settings cannot be used:\n${message}`;
  // Node.js goes on with hints for those who write commands.
  if (isArgumentsError(error)) return `${message.replace(/\. To specify .*$/s, '')}.\n\n${usage}`;
  const trouble = storeTrouble(error);
  return trouble === null ? message : `Nothing more could be done: ${trouble.words} (${message}).`;
}

/** Arguments that a command does not know. */
function isArgumentsError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

/** The domains named; `null` after complaining about every text that is none. */
export function readDomains(
  texts: readonly string[],
  allowedSuffixes: readonly string[],
  { complain }: Terminal = TERMINAL,
): Domain[] | null {
  const read = texts.map((text) => ({ text, domain: parseDomain(text, allowedSuffixes) }));
  const bad = read.filter(({ domain }) => domain === null);
  for (const { text } of bad) complain(`"${text}" is not the name of a public host.`);
  return bad.length > 0 ? null : read.flatMap(({ domain }) => (domain === null ? [] : [domain]));
}

/** The crawl's clock for commands: Unix seconds. */
export function wallClock(): number {
  return Math.floor(Date.now() / 1000);
}

/** `2026-03-02 14:05` UTC, or a word where there is none. */
export function timeText(at: number | null, none = 'never'): string {
  return at === null ? none : new Date(at * 1000).toISOString().slice(0, 16).replace('T', ' ');
}
