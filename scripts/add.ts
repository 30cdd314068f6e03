/** `npm run add -- <file|domain …>`: puts instances into the register by hand. It visits nothing. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { isUnwelcome } from '../db/consent.ts';
import { parseDomain } from '../db/domain.ts';
import { addInstances } from '../db/instances.ts';
import type { Domain } from '../db/model.ts';
import { openWriter } from '../db/open.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run add -- <file|domain …>
Files: one domain a line, or a CSV whose first column is the domain, or a JSON array of strings. Lines from # on are comments.`;

/** Where a text was found, for messages, and the text. */
export type Entry = { readonly where: string; readonly text: string };
export type Sorted = { readonly valid: readonly Domain[]; readonly refused: readonly Entry[] };

const ARGUMENT = 'argument';

/** Arguments that name a file are read, all others are taken as domains. @throws Error for a file of no known shape */
function readEntries(args: readonly string[]): Entry[] {
  return args.flatMap((argument) =>
    existsSync(argument) && statSync(argument).isFile()
      ? entriesOf(readFileSync(argument, 'utf8'), argument)
      : [{ where: ARGUMENT, text: argument }],
  );
}

/** Entries of a list's text: JSON array of strings, or lines (first field of a CSV, quoted or not). */
export function entriesOf(content: string, name: string): Entry[] {
  const text = content.replace(/^\uFEFF/, '');
  if (text.trimStart().startsWith('[')) return entriesOfJson(text, name);
  const lines: Entry[] = [];
  parse(text, {
    comment: '#',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (record: readonly string[], { lines: line }) => {
      lines.push({ where: `${name}:${line}`, text: record[0] ?? '' });
      return null;
    },
  });
  const hasHeader = /^(?:domain|host|hostname|name)$/i.test(lines[0]?.text ?? '');
  return lines.slice(hasHeader ? 1 : 0);
}

function entriesOfJson(text: string, name: string): Entry[] {
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error(`${name}: no JSON array`);
  return list.map((item: unknown, index) => ({
    where: `${name}[${index}]`,
    text: typeof item === 'string' ? item : (JSON.stringify(item) ?? ''),
  }));
}

/** Parses the entries; doubles count once. */
export function sortEntries(entries: readonly Entry[], allowedSuffixes: readonly string[]): Sorted {
  const valid = new Set<Domain>();
  const refused: Entry[] = [];
  for (const entry of entries) {
    const domain = parseDomain(entry.text, allowedSuffixes);
    if (domain === null) refused.push(entry);
    else valid.add(domain);
  }
  return { valid: [...valid], refused };
}

/** In words, why a text is no instance's domain. */
export function whyRefused(text: string): string {
  const host = text.trim().replace(/^https?:\/\//i, '');
  if (host === '') return 'empty';
  if (host.includes('@')) return 'an account or e-mail address, not a domain';
  if (/^\[|^[\d.]+$|:.*:/.test(host)) return 'an IP address, not a domain';
  if (/:\d+$/.test(host.replace(/\/.*$/, ''))) return 'names a port; instances answer on the usual one';
  if (/[*_\s]/.test(host)) return 'has a character that no host name has';
  if (!host.includes('.')) return 'a single label, not a full domain';
  if (host.length > 253) return 'longer than a domain can be';
  return 'not a domain under a known public suffix';
}

/** What was meant for a file is told to be missing. */
function whyNoArgument(text: string): string {
  const isFileName = /^(?!https?:)(?:[./~]|.*\/)|\.(?:csv|json|txt|tsv|list|lst)$/i.test(text);
  return isFileName ? 'there is no such file' : whyRefused(text);
}

/** For terminals: control characters of hostile lists shown as `?`, long texts cut. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a1-\u024f]/g, '?').slice(0, 100);
}

/** @returns the exit code: 1 when nothing valid was given */
export function add(args: readonly string[], env: NodeJS.ProcessEnv, { say, complain }: Terminal): number {
  if (args.length === 0) {
    complain(USAGE);
    return 1;
  }
  const { databasePath, allowedSuffixes } = readCrawlerSettings(env);
  let entries: Entry[];
  try {
    entries = readEntries(args);
  } catch (error) {
    complain(`The list cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
  const { valid, refused } = sortEntries(entries, allowedSuffixes);
  for (const { where, text } of refused)
    complain(`${where}: ${printable(text)}: ${where === ARGUMENT ? whyNoArgument(text) : whyRefused(text)}`);
  const isNew = valid.length > 0 && !existsSync(databasePath);
  const { added, unwelcome } = addAll(valid, databasePath);
  if (isNew) say(`There was no database at ${databasePath}: it was made.`);
  const known = valid.length - added - unwelcome;
  say(`${added} added, ${known} already known, ${refused.length} refused`);
  if (unwelcome > 0) say(`${unwelcome} passed over: opted out, or blocked`);
  return valid.length === 0 ? 1 : 0;
}

function addAll(domains: readonly Domain[], path: string): { added: number; unwelcome: number } {
  if (domains.length === 0) return { added: 0, unwelcome: 0 };
  const db = openWriter(path);
  try {
    const unwelcome = domains.filter((domain) => isUnwelcome(db, domain)).length;
    return { added: addInstances(db, domains, 'operator', wallClock()), unwelcome };
  } finally {
    db.close();
  }
}

if (import.meta.main) runCommand(USAGE, () => add(process.argv.slice(2), process.env, TERMINAL));
