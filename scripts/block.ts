/** `npm run block -- <domain|*.domain …>`: the operator does not want to ask or list somebody. Nothing is erased; it can be undone. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { block, blocks, parsePattern, unblock } from '../db/consent.ts';
import { openExisting, type Database } from '../db/open.ts';
import { runCommand, TERMINAL, timeText, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run block -- [--undo] [--reason <text>] <domain|'*.domain' …>
Blocked instances are never asked and never listed. '*.example.org' stands for all names below example.org.
Without a name: lists the blocks.`;

/** @returns the exit code: 1 for a pattern that is none */
export function blockAll(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { undo: { type: 'boolean', default: false }, reason: { type: 'string', default: '' } },
    allowPositionals: true,
  });
  const { databasePath, allowedSuffixes } = readCrawlerSettings(env);
  const read = positionals.map((text) => ({ text, pattern: parsePattern(text, allowedSuffixes) }));
  const bad = read.filter(({ pattern }) => pattern === null);
  for (const { text } of bad) terminal.complain(`"${text}" is neither a domain nor '*.' and a domain.`);
  if (bad.length > 0) {
    terminal.complain(USAGE);
    return 1;
  }
  const db = openExisting(databasePath);
  try {
    for (const { pattern } of read) {
      if (pattern !== null) terminal.say(change(db, pattern, values));
    }
    if (read.length === 0) list(db, terminal);
    return 0;
  } finally {
    db.close();
  }
}

function change(db: Database, pattern: string, { undo, reason }: { undo: boolean; reason: string }): string {
  if (!undo) {
    const hidden = block(db, pattern, reason, wallClock());
    return `${pattern} is blocked: ${hidden} instances of the register are out of sight now.`;
  }
  const freed = unblock(db, pattern, wallClock());
  return freed === null
    ? `${pattern} was not blocked.`
    : `${pattern} is free again: ${freed} instances are back.`;
}

function list(db: Database, { say }: Terminal): void {
  const all = blocks(db);
  if (all.length === 0) say('Nothing is blocked.');
  for (const { pattern, at, reason } of all) say(`${timeText(at)}  ${pattern}  ${reason}`.trimEnd());
}

if (import.meta.main) runCommand(USAGE, () => blockAll(process.argv.slice(2), process.env, TERMINAL));
