/** `npm run probe -- <domain>`: visits one instance and prints what it found as JSON. Writes nothing. */
import { makeProbe, stranger } from '../crawler/probe.ts';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { programVersion } from '../crawler/version.ts';
import { parseDomain } from '../db/domain.ts';

async function probe(): Promise<number> {
  const [text, ...rest] = process.argv.slice(2);
  if (text === undefined || rest.length > 0) {
    process.stderr.write('Usage: npm run probe -- <domain>\n');
    return 1;
  }
  const settings = readCrawlerSettings(process.env);
  const domain = parseDomain(text, settings.allowedSuffixes);
  if (domain === null) {
    process.stderr.write(`"${text}" is not the name of a public host.\n`);
    return 1;
  }
  const now = (): number => Math.floor(Date.now() / 1000);
  const result = await makeProbe(settings, now, programVersion())(stranger(domain));
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  return 0;
}

probe().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  },
);
