/** `npm run instance -- <domain …>`: everything known of an instance, for the operator. `--stuck`: hosts that need a look. Writes nothing. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { availability } from '../db/visits/availability.ts';
import { blockOn, isOptedOut } from '../db/consent.ts';
import { handovers } from '../db/trust/doubts.ts';
import { findInstance, type InstanceDetail } from '../db/instance.ts';
import { FIGURES, type Domain } from '../db/model.ts';
import { openReader, type Database } from '../db/open.ts';
import { dayText } from '../db/time.ts';
import { verdictsOn, type Verdict } from '../db/trust/verdicts.ts';
import { nextVisit, stuckInstances, visitLog } from '../db/visits/visits.ts';
import { readDomains, runCommand, TERMINAL, timeText, wallClock, type Terminal } from './command.ts';

const USAGE = `npm run instance -- <domain …> | --stuck
Everything known of the named instances, with their visits of the last weeks; or the hosts the crawler is stuck on.`;

/** Four a day, five weeks. */
const SHOWN_VISITS = 140;
const SHOWN_STUCK = 200;

/** @returns the exit code: 1 when a name is not known */
export function instance(args: readonly string[], env: NodeJS.ProcessEnv, terminal: Terminal): number {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { stuck: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const { databasePath, allowedSuffixes } = readCrawlerSettings(env);
  const domains = readDomains(positionals, allowedSuffixes, terminal);
  if (domains === null) return 1;
  if (domains.length === 0 && !values.stuck) {
    terminal.complain(USAGE);
    return 1;
  }
  const db = openReader(databasePath);
  try {
    if (values.stuck) showStuck(db, terminal);
    const unknown = domains.filter((domain) => !showInstance(db, domain, terminal));
    return unknown.length > 0 ? 1 : 0;
  } finally {
    db.close();
  }
}

function showStuck(db: Database, { say }: Terminal): void {
  const stuck = stuckInstances(db, wallClock(), SHOWN_STUCK);
  if (stuck.length === 0) say('No host is stuck.');
  for (const { domain, reason, nextProbeAt, lastVisitAt } of stuck) {
    say(`${reason.padEnd(8)}  ${domain}  due ${timeText(nextProbeAt)}, last visit ${timeText(lastVisitAt)}`);
  }
}

/** @returns whether anything is known of it */
function showInstance(db: Database, domain: Domain, { say, complain }: Terminal): boolean {
  if (isOptedOut(db, domain)) say(`${domain} has opted out: it is never asked.`);
  const blocked = blockOn(db, domain);
  if (blocked !== null) {
    const { pattern, reason } = blocked;
    say(
      `${domain} is blocked by the operator (${pattern}, ${reason || 'no reason given'}): it is never asked and never listed.`,
    );
  }
  const detail = findInstance(db, domain, true);
  if (detail === null) {
    complain(`${domain} is not in the register.`);
    return false;
  }
  for (const line of factsOf(db, detail)) say(line);
  say('visits (UTC, newest first):');
  for (const { at, failureKind, durationMs, requests } of visitLog(db, domain, SHOWN_VISITS)) {
    say(
      `  ${timeText(at)}  ${(failureKind ?? 'answered').padEnd(15)}  ${durationMs} ms, ${requests} requests`,
    );
  }
  return true;
}

function inWords({ figure, decision, fromDay, untilDay, reason }: Verdict): string {
  const until = untilDay === null ? 'until withdrawn' : `until ${dayText(untilDay)}`;
  return `  overruled ${figure}: ${decision}, from ${dayText(fromDay)} ${until} (${reason})`;
}

function factsOf(db: Database, detail: InstanceDetail): string[] {
  const { domain, profile, figures, failureKind, failureDetail } = detail;
  const next = nextVisit(db, domain);
  const known = FIGURES.filter((figure) => figures[figure] !== null);
  return [
    `${domain}: ${detail.state}`,
    `  in the register since ${timeText(detail.addedAt)}; last visit ${timeText(detail.lastVisitAt)}, last answer ${timeText(detail.lastAnswerAt)}`,
    `  next visit ${timeText(next?.at ?? null)} (${next?.reason ?? 'unknown'}, ${next?.failures ?? 0} failures in a row)`,
    failureKind === null ? '' : `  last failure: ${failureKind}: ${failureDetail ?? ''}`,
    detail.movedTo === null ? '' : `  points to ${detail.movedTo}`,
    profile === null
      ? ''
      : `  ${profile.softwareName ?? 'unknown software'} ${profile.softwareVersion ?? ''}: ${profile.title ?? 'no title'}`,
    known.length === 0
      ? ''
      : `  ${known.map((figure) => `${figure} ${figures[figure]}`).join(', ')} (${timeText(detail.observedAt)})`,
    ...(availability(db, domain) ?? []).map(
      ({ days, visits, answered }) => `  last ${days} days: answered ${answered} of ${visits} visits`,
    ),
    ...detail.refusals.map(
      ({ figure, rule, raw, fromAt, lastAt }) =>
        `  refused ${figure} "${raw}": ${rule}, ${timeText(fromAt)} to ${timeText(lastAt)}`,
    ),
    ...verdictsOn(db, domain).map(inWords),
    ...handovers(db, domain).map(({ at, reason }) => `  changed hands ${timeText(at)} (${reason})`),
  ].filter((line) => line !== '');
}

if (import.meta.main) runCommand(USAGE, () => instance(process.argv.slice(2), process.env, TERMINAL));
