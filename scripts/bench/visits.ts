/** Measures of a visit's CPU: the crawler, undici and bare handshakes take turns with the same hosts. */
import { contend } from './children.ts';
import { median } from './cost.ts';
import { population } from './population.ts';
import { short } from './report.ts';
import { WARM_UP, withFleet, type Measure } from './setting.ts';

/** Only CPU counts here: enough at once to keep it busy. */
const PLACES = 100;

export const visitCpu: Measure = {
  ids: ['C1', 'C2'],
  run: (setting) =>
    withFleet(setting, { latencyMs: 0, dnsMs: 0 }, async (fleet) => {
      const { authority } = setting.certificates;
      const costs = { crawl: [] as number[], undici: [] as number[], handshake: [] as number[] };
      for (let round = 0; round < setting.rounds; round += 1) {
        for (const name of ['crawl', 'undici', 'handshake'] as const) {
          const domains = population(WARM_UP + setting.hosts, 'sound', `${round}${name}`);
          const ports = { https: fleet.https, dns: fleet.dns };
          const task = { ports, domains, warmUp: WARM_UP, places: PLACES, authority };
          const { cpuMs } = await contend(name, task, authority);
          costs[name].push(cpuMs / setting.hosts);
        }
      }
      const crawl = median(costs.crawl);
      const undici = median(costs.undici);
      const handshake = median(costs.handshake);
      const note = `${short(crawl)}, ${short(undici)} and ${short(handshake)} ms; 4.4 requests a visit, medians of ${setting.rounds} rounds of ${setting.hosts} hosts`;
      return [
        row('C1', 'CPU of a visit, names to database, ÷ undici doing the same requests', crawl / undici, 1.6),
        row('C2', 'the same ÷ a bare TLS handshake', crawl / handshake, 1.8),
      ];
      function row(id: string, what: string, value: number, most: number) {
        return { id, what, value, unit: '', most, note };
      }
    }),
};
