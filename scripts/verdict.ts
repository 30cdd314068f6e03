/** `npm run verdict -- <domain> <figure> accept|refuse …`: overrules a rule for a period, with a reason that is shown. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { FIGURES, type Domain, type Figure } from '../db/model.ts';
import { openExisting, type Database } from '../db/open.ts';
import { dayOf, dayText, parseDay } from '../db/time.ts';
import { decide, DECISIONS, verdictsOn, withdraw, type Decision } from '../db/trust/verdicts.ts';
import { readDomains, runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run verdict -- <domain> <figure|all> accept|refuse --reason <text> [--from YYYY-MM-DD] [--until YYYY-MM-DD]
npm run verdict -- <domain>                  lists the verdicts
npm run verdict -- <domain> --withdraw <n>   takes one back
Figures: ${FIGURES.join(', ')}. Without --from it begins today, without --until it stands until it is withdrawn.
Days that are past are changed at once, and the totals made again. The reason is shown on the instance's page.`;

type Asked = {
  readonly figures: readonly Figure[];
  readonly decision: Decision;
  readonly from: number;
  readonly until: number | null;
  readonly reason: string;
};

/** @returns the exit code */
export function verdict(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: {
      from: { type: 'string' },
      until: { type: 'string' },
      reason: { type: 'string', default: '' },
      withdraw: { type: 'string' },
    },
    allowPositionals: true,
  });
  const { databasePath, allowedSuffixes } = readCrawlerSettings(env);
  const [name = '', figure, decision] = positionals;
  const domain = name === '' ? null : (readDomains([name], allowedSuffixes, terminal)?.[0] ?? null);
  const asked = figure === undefined ? null : readAsked(figure, decision, values);
  if (domain === null || typeof asked === 'string') {
    terminal.complain(typeof asked === 'string' ? `${asked}\n\n${USAGE}` : USAGE);
    return 1;
  }
  const db = openExisting(databasePath);
  try {
    if (asked !== null) return decideAll(db, domain, asked, terminal);
    return values.withdraw === undefined
      ? list(db, domain, terminal)
      : takeBack(db, domain, Number(values.withdraw), terminal);
  } finally {
    db.close();
  }
}

/** What was asked for, or what is wrong with it. */
function readAsked(
  figure: string,
  decision: string | undefined,
  { from, until, reason }: { readonly from?: string; readonly until?: string; readonly reason: string },
): Asked | string {
  const figures = figure === 'all' ? FIGURES : FIGURES.filter((one) => one === figure);
  const decided = DECISIONS.find((one) => one === decision);
  const first = from === undefined ? dayOf(wallClock()) : parseDay(from);
  const last = until === undefined ? null : parseDay(until);
  if (figures.length === 0) return `There is no figure "${figure}".`;
  if (decided === undefined) return 'A verdict is "accept" or "refuse".';
  if (first === null || (until !== undefined && last === null)) return 'Days are written YYYY-MM-DD.';
  if (last !== null && last < first) return '--until is before --from.';
  if (reason.trim() === '') return 'A verdict needs its --reason: it is shown.';
  return { figures, decision: decided, from: first, until: last, reason: reason.trim() };
}

function decideAll(
  db: Database,
  domain: Domain,
  { figures, decision, from, until, reason }: Asked,
  { say, complain }: Terminal,
): number {
  const period = { fromDay: from, untilDay: until, reason, at: wallClock() };
  for (const figure of figures) {
    const days = decide(db, domain, { figure, decision, ...period });
    if (days === null) {
      complain(`${domain} is not in the register.`);
      return 1;
    }
    say(
      `${domain}: ${figure}: ${decision} from ${dayText(from)}${until === null ? '' : ` until ${dayText(until)}`}; ${days} days changed.`,
    );
  }
  return 0;
}

function takeBack(db: Database, domain: Domain, id: number, { say, complain }: Terminal): number {
  const days = withdraw(db, domain, id);
  if (days === null) complain(`${domain} has no verdict ${id}.`);
  else say(`${domain}: verdict ${id} is withdrawn; ${days} days changed.`);
  return days === null ? 1 : 0;
}

function list(db: Database, domain: Domain, { say }: Terminal): number {
  const all = verdictsOn(db, domain);
  if (all.length === 0) say(`There is no verdict on ${domain}.`);
  for (const { id, figure, decision, fromDay, untilDay, reason } of all) {
    const until = untilDay === null ? 'on' : `until ${dayText(untilDay)}`;
    say(`${id}  ${figure}  ${decision}  from ${dayText(fromDay)} ${until}  ${reason}`);
  }
  return 0;
}

if (import.meta.main) runCommand(USAGE, () => verdict(process.argv.slice(2), process.env, TERMINAL));
