/** `npm run probe -- <domain>`: visits one instance and prints what it found as JSON. Writes nothing. */
import { makeProbe, stranger } from '../crawler/probe.ts';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { programVersion } from '../crawler/version.ts';
import { readDomains, runCommand, TERMINAL, wallClock } from './command.ts';

const USAGE = `npm run probe -- <domain>
Visits one instance and prints what it found as JSON. Writes nothing.`;

async function probe(): Promise<number> {
  const [text, ...rest] = process.argv.slice(2);
  if (text === undefined || rest.length > 0) {
    TERMINAL.complain(USAGE);
    return 1;
  }
  const settings = readCrawlerSettings(process.env);
  const [domain] = readDomains([text], settings.allowedSuffixes) ?? [];
  if (domain === undefined) return 1;
  const result = await makeProbe(settings, wallClock, programVersion())(stranger(domain));
  TERMINAL.say(JSON.stringify(result, null, 2));
  return 0;
}

runCommand(USAGE, probe);
