/** /metrics/network and /metrics/instances: figures of the network and of chosen instances, for Prometheus. Not our own health, which is /metrics. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox';
import type { FastifyInstance } from 'fastify';
import { Gauge, Registry } from 'prom-client';
import { Type } from 'typebox';
import { findInstance } from '../../db/instance.ts';
import { NETWORK_FIGURES, STATES, FIGURES } from '../../db/model.ts';
import { networkNow, softwareShares } from '../../db/network/network.ts';
import { dayStart } from '../../db/time.ts';
import { RequestError } from '../failure.ts';
import type { Site } from '../site.ts';
import { readDomain } from './api/parameters.ts';
import { openToOthers } from './open.ts';

/** A scrape a minute is the usual; figures change four times a day. */
const CACHING = 'public, max-age=60';
/** A dashboard of more is a catalogue: those who want all take the API. */
const MOST_INSTANCES = 50;
/** Software named one by one, the largest; a label for each there is would fill somebody's memory. */
const MOST_SOFTWARE = 30;

const InstancesQuery = Type.Object(
  { i: Type.String({ maxLength: 13_000 }) },
  { additionalProperties: false },
);

/** `activeMonth` → `active_month`. */
function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type Add = (
  name: string,
  help: string,
  value: number | null,
  labels?: Readonly<Record<string, string>>,
) => void;

/** A registry of one answer: what is unknown is left out, never 0. */
async function written(fill: (add: Add) => void): Promise<string> {
  const registry = new Registry();
  const gauges = new Map<string, Gauge>();
  fill((name, help, value, labels = {}) => {
    if (value === null) return;
    const full = `fediverse_${name}`;
    const gauge =
      gauges.get(full) ??
      new Gauge({ name: full, help, labelNames: Object.keys(labels), registers: [registry] });
    gauges.set(full, gauge);
    gauge.set({ ...labels }, value);
  });
  return registry.metrics();
}

function network(site: Site, add: Add): void {
  const now = networkNow(site.db);
  for (const figure of NETWORK_FIGURES)
    add(`network_${snake(figure)}`, `Sum of ${figure} over the instances in the total.`, now[figure]);
  add('network_instances', 'Instances in the totals.', now.instances);
  add('network_measured_instances', 'Of them, measured on the day of the totals.', now.measured);
  add('network_carried_instances', 'Of them, with a figure up to 7 days old.', now.carried);
  add('network_known_instances', 'All instances in the register.', now.known);
  add('network_day_seconds', 'Day of the totals.', now.day === null ? null : dayStart(now.day));
  for (const { softwareName, instances: count, users } of softwareShares(site.db).slice(0, MOST_SOFTWARE)) {
    const labels = { software: softwareName ?? 'unknown' };
    add('software_instances', 'Instances by software.', count, labels);
    add('software_users', 'Accounts by software.', users, labels);
  }
}

function instances(site: Site, names: readonly string[], add: Add): void {
  for (const name of names) {
    const domain = readDomain(name, site.settings.allowedSuffixes);
    const found = findInstance(site.db, domain);
    if (found === null) throw new RequestError(404, 'unknown-instance', `${domain} is not in the register.`);
    const labels = { instance_domain: domain };
    for (const figure of FIGURES)
      add(`instance_${snake(figure)}`, `${figure} of the instance.`, found.figures[figure], labels);
    add('instance_availability_ratio', 'Share of visits of 90 days answered.', found.availability, labels);
    add('instance_observed_seconds', 'When the figures are of.', found.observedAt, labels);
    for (const state of STATES)
      add('instance_state', 'Its state is 1, the others 0.', Number(found.state === state), {
        ...labels,
        state,
      });
  }
}

export async function figuresMetricsRoutes(parent: FastifyInstance, site: Site): Promise<void> {
  const type = Registry.PROMETHEUS_CONTENT_TYPE;
  await parent.register(async (scope) => {
    openToOthers(scope, CACHING);
    const app = scope.withTypeProvider<TypeBoxTypeProvider>();
    app.get('/metrics/network', async (_request, reply) =>
      reply.type(type).send(await written((add) => network(site, add))),
    );
    app.get('/metrics/instances', { schema: { querystring: InstancesQuery } }, async (request, reply) => {
      const names = [...new Set(request.query.i.split(',').filter((name) => name.trim() !== ''))];
      if (names.length > MOST_INSTANCES)
        throw new RequestError(
          400,
          'invalid-parameter',
          `i: no more than ${MOST_INSTANCES} instances at once.`,
        );
      return reply.type(type).send(await written((add) => instances(site, names, add)));
    });
  });
}
