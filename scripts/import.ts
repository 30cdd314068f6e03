/** `npm run import -- FORMAT FILE`: takes history that others published into the database, with its source. It visits nothing. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import type { Tally } from '../db/imports/days.ts';
import type { Database } from '../db/open.ts';
import { openReader, openWriter } from '../db/open.ts';
import { dayOf, dayStart, dayText, parseDay } from '../db/time.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';
import { FORMATS } from './import/formats.ts';
import type { Format } from './import/format.ts';
import { ListError } from './import/records.ts';
import { importList, type Order, type Outcome } from './import/run.ts';

const WIDTH = Math.max(...FORMATS.map(({ name }) => name.length));
const USAGE = `npm run import -- FORMAT FILE [--day YYYY-MM-DD] [--dry-run]
  [--source NAME] [--url URL] [--licence TEXT] [--note TEXT] [--retrieved YYYY-MM-DD]
Takes history that somebody else published, with its source; what was measured here is never touched, and doing it again changes nothing.
--day      the day an undated list is of, unless its file name says so
--dry-run  only says what would change
--source, --url, --licence, --note  whom the figures are from, where the format's own words are not right
--retrieved  when the list was fetched; today unless told

Formats:
${FORMATS.map(({ name, about }) => `  ${name.padEnd(WIDTH)}  ${about}`).join('\n')}`;

const OPTIONS = {
  'dry-run': { type: 'boolean', default: false },
  day: { type: 'string' },
  source: { type: 'string' },
  url: { type: 'string' },
  licence: { type: 'string' },
  note: { type: 'string' },
  retrieved: { type: 'string' },
} as const;

class UsageError extends Error {}

function readOrder(args: readonly string[], allowedSuffixes: readonly string[], now: number): Order {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [name, path, ...rest] = positionals;
  if (name === undefined || path === undefined || rest.length > 0) throw new UsageError(USAGE);
  const format = formatOf(name);
  const retrieved = dayIn('--retrieved', values.retrieved, now);
  const { publication } = format;
  return {
    format,
    path,
    at: values.day === undefined ? null : dayStart(dayIn('--day', values.day, now)),
    publication: {
      name: values.source ?? publication.name,
      url: values.url ?? publication.url,
      note: values.note ?? publication.note,
      licence: values.licence ?? publication.licence,
      retrievedOn: retrieved,
    },
    isDryRun: values['dry-run'],
    now,
    allowedSuffixes,
  };
}

function formatOf(name: string): Format {
  const format = FORMATS.find((candidate) => candidate.name === name);
  if (format !== undefined) return format;
  throw new UsageError(
    `No format is called ${JSON.stringify(name)}. There are: ${FORMATS.map((known) => known.name).join(', ')}.`,
  );
}

function dayIn(option: string, text: string | undefined, now: number): number {
  const day = text === undefined ? dayOf(now) : parseDay(text);
  if (day !== null && day <= dayOf(now)) return day;
  throw new UsageError(
    `${option} ${JSON.stringify(text)}: a day like 2022-11-20 is needed, not later than today.`,
  );
}

/** A dry run of a first import has no database to read. */
function openFor({ isDryRun }: Order, path: string): Database {
  if (!isDryRun) return openWriter(path);
  return existsSync(path) ? openReader(path) : openWriter(':memory:');
}

/** @returns the exit code: 1 when nothing could be read */
export async function importFile(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  terminal: Terminal,
): Promise<number> {
  const { databasePath, allowedSuffixes } = readCrawlerSettings(env);
  try {
    const order = readOrder(args, allowedSuffixes, wallClock());
    if (!existsSync(order.path)) throw new UsageError(`There is no file ${order.path}.`);
    const db = openFor(order, databasePath);
    try {
      return report(await importList(db, order), order, terminal);
    } finally {
      db.close();
    }
  } catch (error) {
    if (!(error instanceof UsageError || error instanceof ListError)) throw error;
    terminal.complain(error.message);
    return 1;
  }
}

const number = (count: number): string => new Intl.NumberFormat('en-GB').format(count);

function tallyText(what: string, tally: Tally): string[] {
  const parts = [
    [tally.fresh, 'new'],
    [tally.changed, 'changed'],
    [tally.same, 'there already'],
    [tally.measured, 'left alone, measured here'],
    [tally.other, 'left alone, told more fully by another list'],
  ] as const;
  const told = parts.filter(([count]) => count > 0).map(([count, word]) => `${number(count)} ${word}`);
  return told.length === 0 ? [] : [`  ${what}: ${told.join(', ')}`];
}

function report(outcome: Outcome, order: Order, { say, complain }: Terminal): number {
  const { weighed, broken, examples } = outcome;
  const of = outcome.at === null ? '' : ` of ${dayText(dayOf(outcome.at))}`;
  say(
    `${order.format.name}${of}: ${number(outcome.records)} records, ${number(outcome.read)} read, ${number(outcome.nothing)} tell nothing, ${number(broken)} cannot be read`,
  );
  for (const example of examples) complain(`  ${example}`);
  if (broken > examples.length) complain(`  … and ${number(broken - examples.length)} more`);
  if (outcome.repeated > 0)
    say(
      `  ${number(outcome.repeated)} told again what another record tells of the same day or week: the last counts`,
    );
  if (outcome.unwelcome > 0) say(`  ${number(outcome.unwelcome)} passed over: opted out, or blocked`);
  say(
    order.isDryRun
      ? 'Would be taken, as it is now:'
      : `Taken, from ${JSON.stringify(order.publication.name)}:`,
  );
  const lines = [
    ...(weighed.instances > 0 ? [`  instances: ${number(weighed.instances)} new`] : []),
    ...(weighed.candidates > 0 ? [`  names to try: ${number(weighed.candidates)} new`] : []),
    ...(weighed.passedOver > 0
      ? [`  names passed over: ${number(weighed.passedOver)}, known or forgotten lately`]
      : []),
    ...tallyText('daily figures', weighed.days),
    ...tallyText('weeks', weighed.weeks),
    ...tallyText('totals', weighed.totals),
  ];
  for (const line of lines.length > 0 ? lines : ['  nothing']) say(line);
  return outcome.read > 0 ? 0 : 1;
}

if (import.meta.main) runCommand(USAGE, () => importFile(process.argv.slice(2), process.env, TERMINAL));
