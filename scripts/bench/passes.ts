/** Measures of whole passes over a fleet with latency, faults and malice, as the fleet and the system saw them. */
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { CrawlCost } from './crawl.ts';
import { short, type Row } from './report.ts';
import { makePass, withFleet, type Measure } from './setting.ts';
import type { FleetCounts } from './tally.ts';
import { startWeb } from './visitors.ts';

/** Medians of what instances and name servers take. */
const REAL = { latencyMs: 300, dnsMs: 30 };
/** Shorter, where only many visits at once matter. */
const SHORT = { latencyMs: 100, dnsMs: 0 };
const PLACES = 200;
/** Between these the memory is compared. */
const FEW = 50;
const MANY = 500;
/** The whole fediverse, for what is told of it. */
const FEDIVERSE = 30_000;
const MB = 1_000_000;
/** How long the web app is measured while nothing else happens. */
const IDLE_MS = 6_000;

/** A realistic pass; what is told of 30,000 instances is reckoned from the middle of this one where it is smaller. */
export const realisticPass: Measure = {
  ids: ['C6', 'C7', 'C8'],
  run: (setting) =>
    withFleet(setting, REAL, async (fleet) => {
      const cost = await makePass(setting, fleet, {
        hosts: setting.passHosts,
        places: PLACES,
        mix: 'realistic',
      });
      return [efficiency(cost), wholeFediverse(cost), politeness(await fleet.counts())];
    }),
};

function efficiency(cost: CrawlCost): Row {
  const { visitMs, wallMs, visits } = cost;
  const whole = ((visitMs / visits) * Math.max(visits, FEDIVERSE)) / PLACES / wholeMs(cost);
  return {
    id: 'C6',
    what: 'share of a pass in which the places worked',
    value: visitMs / PLACES / wallMs,
    unit: '',
    least: 0.85,
    note: `${visits} hosts, ${PLACES} at once, 300 ms a request, four fifths answer; reckoned for ${FEDIVERSE} hosts ${short(whole)}, because the last time-outs weigh less`,
  };
}

/** This pass as it was, with its start and its tail, and those that it left out at the pace of its middle. */
function wholeMs({ wallMs, visits, steadyPerSecond }: CrawlCost): number {
  return wallMs + (1_000 * Math.max(0, FEDIVERSE - visits)) / steadyPerSecond;
}

function wholeFediverse(cost: CrawlCost): Row {
  const { visits, wallMs, steadyPerSecond, requests, peakBytes, cpuMs } = cost;
  const isWhole = visits >= FEDIVERSE;
  return {
    id: 'C7',
    what: `minutes for ${FEDIVERSE} instances at 300 ms a request`,
    value: wholeMs(cost) / 60_000,
    unit: ' min',
    most: 5,
    note: `${isWhole ? 'measured' : `reckoned from ${visits} instances at ${short(steadyPerSecond)} a second`}, ${short(requests / visits)} requests each, ${short((100 * cpuMs) / wallMs)} % of a core, ${short(peakBytes / MB)} MB at most (goal 350)`,
  };
}

function politeness(counts: FleetCounts): Row {
  const { connectionsAtOnce, requestsAtOnce, requestsOfHost, earlyAfterBusy, robotsViolations } = counts;
  const isKept = connectionsAtOnce === 1 && requestsAtOnce === 1 && requestsOfHost <= 8;
  return {
    id: 'C8',
    what: 'politeness kept, counted by the servers (1: yes)',
    value: isKept && earlyAfterBusy + robotsViolations === 0 ? 1 : 0,
    unit: '',
    least: 1,
    note: `at most ${connectionsAtOnce} connection and ${requestsAtOnce} request at once and ${requestsOfHost} requests in all for a host, ${earlyAfterBusy} after 429, ${robotsViolations} against robots.txt`,
  };
}

export const memory: Measure = {
  ids: ['C10'],
  run: (setting) =>
    withFleet(setting, SHORT, async (fleet) => {
      const hosts = Math.max(setting.passHosts, 2_000);
      const few = await makePass(setting, fleet, { hosts, places: FEW, mix: 'sound' });
      const many = await makePass(setting, fleet, { hosts, places: MANY, mix: 'sound' });
      const value = (many.peakBytes - few.peakBytes) / (MANY - FEW) / MB;
      const note = `${short(few.peakBytes / MB)} MB with ${FEW} visits at once, ${short(many.peakBytes / MB)} MB with ${MANY}`;
      return [{ id: 'C10', what: 'memory for one more visit at once', value, unit: ' MB', most: 0.3, note }];
    }),
};

export const malice: Measure = {
  ids: ['Z1'],
  run: (setting) =>
    withFleet(setting, REAL, async (fleet) => {
      const hosts = setting.passHosts / 2;
      const paces = { sound: [] as number[], hostile: [] as number[] };
      for (let round = 0; round < Math.min(setting.rounds, 2); round += 1) {
        for (const mix of ['sound', 'hostile'] as const) {
          const { steadyPerSecond } = await makePass(setting, fleet, { hosts, places: PLACES, mix });
          paces[mix].push(steadyPerSecond);
        }
      }
      const [sound, hostile] = [Math.max(...paces.sound), Math.max(...paces.hostile)];
      const value = hostile / sound;
      const note = `${short(sound)} and ${short(hostile)} visits a second with ${PLACES} at once; the hosts hang, drip, flood, bomb or cut their answers`;
      return [{ id: 'Z1', what: 'throughput kept with 5 % hostile hosts', value, unit: '', note }];
    }),
};

export const webWhileCrawling: Measure = {
  ids: ['W0'],
  run: (setting) =>
    withFleet(setting, SHORT, async (fleet) => {
      const databasePath = join(setting.folder, 'web.sqlite');
      const pass = { hosts: setting.hosts, places: 48, mix: 'sound', databasePath } as const;
      await makePass(setting, fleet, pass);
      const web = await startWeb(databasePath);
      try {
        await web.visit(wait(IDLE_MS / 4));
        const idle = await web.visit(wait(IDLE_MS));
        const busy = await web.visit(makePass(setting, fleet, pass));
        const note = `median ${short(idle.p50)} ms idle and ${short(busy.p50)} ms while crawling, 99 % within ${short(idle.p99)} and ${short(busy.p99)} ms; crawler, web app and fleet share the machine`;
        return [
          {
            id: 'W0',
            what: 'web latency while crawling ÷ idle, median',
            value: busy.p50 / idle.p50,
            unit: '',
            note,
          },
        ];
      } finally {
        await web.end();
      }
    }),
};
