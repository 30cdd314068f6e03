/** `npm run doctor -- [--json] [host …]`: looks at everything Herdbook needs, says what is wrong and what to do. Changes nothing. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { parseDomain } from '../db/domain.ts';
import { allInstances } from '../db/instances.ts';
import type { Domain } from '../db/model.ts';
import { openReader } from '../db/open.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';
import { ok, type Finding } from './doctor/finding.ts';
import { checkNetwork } from './doctor/network.ts';
import { checkPort } from './doctor/port.ts';
import { checkIdentity, checkSettings } from './doctor/settings.ts';
import { checkBackups, checkDatabase, checkDisk } from './doctor/store.ts';

const USAGE = `npm run doctor -- [--json] [host …]
Looks at the way out, name servers, clock, disk, database, backups and settings, and says what to do. Changes nothing.
Hosts named are asked for their robots.txt instead of instances that answered last. Exit code 1: something is broken.`;

/** Asked when the register has nobody to offer; large, and on different networks. */
const KNOWN = ['mastodon.social', 'mstdn.jp', 'social.network.europa.eu'];
const ASKED = 3;

/** @returns the exit code: 1 when something is broken, 0 when all is well or only worth a look */
export async function doctor(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { say }: Terminal,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { json: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const findings = await examine(positionals, env);
  if (values.json) say(JSON.stringify(findings, null, 2));
  else for (const finding of findings) say(lineOf(finding));
  return findings.some(({ level }) => level === 'fail') ? 1 : 0;
}

async function examine(hosts: readonly string[], env: NodeJS.ProcessEnv): Promise<readonly Finding[]> {
  const now = wallClock();
  const node = ok('node', `${process.version} at ${process.execPath}`);
  const { findings, usable } = checkSettings(env);
  const settings = readCrawlerSettings(usable);
  const named = hosts.map((host) => parseDomain(host, settings.allowedSuffixes));
  const asked = named.filter((domain) => domain !== null);
  const network = await checkNetwork(settings, asked.length > 0 ? asked : witnesses(settings.databasePath));
  return [
    node,
    ...findings,
    ...checkIdentity(settings),
    await checkPort(settings),
    ...network,
    ...checkDisk(settings.databasePath),
    ...checkDatabase(settings.databasePath, now),
    checkBackups(settings.backups, now),
  ];
}

/** Instances that answered last. */
function witnesses(databasePath: string): readonly Domain[] {
  let known: readonly Domain[] = [];
  try {
    const db = openReader(databasePath);
    known = allInstances(db)
      .filter(({ state }) => state === 'up')
      .toSorted((a, b) => (b.lastAnswerAt ?? 0) - (a.lastAnswerAt ?? 0))
      .map(({ domain }) => domain);
    db.close();
  } catch {
    // What is wrong with the database is said where the database is looked at.
  }
  const others = KNOWN.map((name) => parseDomain(name, [])).filter((domain) => domain !== null);
  return [...known, ...others].slice(0, ASKED);
}

function lineOf({ about, level, words, advice }: Finding): string {
  const line = `${level.padEnd(4)}  ${about}: ${words}`;
  return advice === null ? line : `${line}\n      ${advice}.`;
}

if (import.meta.main) runCommand(USAGE, () => doctor(process.argv.slice(2), process.env, TERMINAL));
