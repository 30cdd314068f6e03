/**
 * `npm run bench`: what the crawler costs, as ratios to what the same machine does at best in the same run. Loopback only,
 * no Internet; bounded. Writes nothing but throw-away files, and docs/performance.md when told to.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { hasOpenssl, makeCertificates } from './bench/certificates.ts';
import { MEASURES } from './bench/measures.ts';
import { CERTIFIED } from './bench/population.ts';
import { NOTES } from './bench/notes.ts';
import { machine, table, type Row } from './bench/report.ts';

const USAGE = `npm run bench -- [--only c1,s1] [--quick | --full] [--hosts N] [--write]
  --quick  a third of the hosts, one round      --full   30,000 instances in the pass with latency
  --hosts  hosts of the comparisons of CPU      --write  writes docs/performance.md
`;
const REPORT = new URL('../docs/performance.md', import.meta.url);
const SIZES = {
  quick: { hosts: 400, passHosts: 1_000, rounds: 1 },
  default: { hosts: 800, passHosts: 2_400, rounds: 3 },
  full: { hosts: 5_000, passHosts: 30_000, rounds: 3 },
};

async function bench(): Promise<void> {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      full: { type: 'boolean', default: false },
      hosts: { type: 'string' },
      write: { type: 'boolean', default: false },
    },
  });
  if (!hasOpenssl())
    throw new Error(
      'The benchmark needs the "openssl" command: instances speak TLS, and Node cannot make certificates.',
    );
  const size = SIZES[values.quick ? 'quick' : values.full ? 'full' : 'default'];
  const hosts = values.hosts === undefined ? size.hosts : wholeNumber(values.hosts);
  const only = values.only?.toUpperCase().split(',') ?? null;
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-bench-'));
  const rows: Row[] = [];
  try {
    const certificates = makeCertificates(folder, CERTIFIED);
    const setting = { ...size, hosts, folder, certificates };
    for (const measure of MEASURES) {
      if (only !== null && !measure.ids.some((id) => only.includes(id))) continue;
      process.stderr.write(`measuring ${measure.ids.join(', ')} …\n`);
      rows.push(...(await measure.run(setting)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const report = `${machine()}\n\n${table(rows)}`;
  process.stdout.write(report);
  if (values.write) writeFileSync(REPORT, document(report));
}

function document(report: string): string {
  return `# Performance

Measured by \`npm run bench -- --write\`, on loopback against a simulated fleet with certificates as instances have them. Figures
vary by a tenth or more with whatever else the machine does; ratios are measured in turns in one run, and vary less.

${report}
Z1 and W0 have no goal: they are to be watched. How each is measured stands in \`scripts/bench/\`. All figures come from one run.
${NOTES}`;
}

function wholeNumber(text: string): number {
  if (/^[1-9]\d{0,5}$/.test(text)) return Number(text);
  throw new Error(`--hosts takes a whole number, not "${text}"`);
}

if (import.meta.main) {
  bench().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 1;
  });
}
