/** What every measure is given, and how a measure gets its fleet. */
import type { Certificates } from './certificates.ts';
import { contend, startFleet, type Fleet } from './children.ts';
import type { CrawlCost } from './crawl.ts';
import type { FleetOptions } from './fleet.ts';
import { population, type Mix } from './population.ts';
import type { Row } from './report.ts';

export type Setting = {
  /** Throw-away, for databases and such. */
  readonly folder: string;
  readonly certificates: Certificates;
  /** Hosts of a comparison, and of a pass with latency. */
  readonly hosts: number;
  readonly passHosts: number;
  readonly rounds: number;
};
export type Measure = {
  readonly ids: readonly string[];
  readonly run: (setting: Setting) => Promise<readonly Row[]>;
};

/** Visits before the measuring: start-up and compilation are not what a long run consists of. */
export const WARM_UP = 300;

/** Runs `work` with a fleet of its own, and ends the fleet. */
export async function withFleet<T>(
  { certificates }: Setting,
  options: Omit<FleetOptions, 'certificates'>,
  work: (fleet: Fleet) => Promise<T>,
): Promise<T> {
  const fleet = await startFleet({ certificates, ...options });
  try {
    return await work(fleet);
  } finally {
    await fleet.end();
  }
}

export type Pass = {
  readonly hosts: number;
  readonly places: number;
  readonly mix: Mix;
  readonly databasePath?: string;
};

/** One pass of the crawler in a process of its own. */
export async function makePass(
  { certificates }: Setting,
  fleet: Fleet,
  { hosts, mix, ...rest }: Pass,
): Promise<CrawlCost> {
  const domains = [...population(WARM_UP, 'sound', 'w'), ...population(hosts, mix)];
  const ports = { https: fleet.https, dns: fleet.dns };
  return await contend('crawl', { ports, domains, warmUp: WARM_UP, ...rest }, certificates.authority);
}
