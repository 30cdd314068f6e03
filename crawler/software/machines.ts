/** Relays, bridges and Threads (docs/protocol.md 4, 9): listed with their names, but their constants and foreign accounts are in no total. */
import { foregoing } from './foregone.ts';
import { combine } from './reading.ts';
import type { Software } from './software.ts';

export const machines: Software = {
  names: [
    'aoderelay',
    'activityrelay',
    'activity-relay',
    'pub-relay',
    'buzzrelay',
    'relayd',
    'unirelay',
    'litepub-relay',
    'selective-relay',
    'bridgy-fed',
    'bridgyfed',
    'mostr',
    'momostr',
    'birdsitelive',
    'bird.makeup',
    'threads',
  ],
  asks: {},
  parse: (_answers, nodeinfo) => {
    const told = nodeinfo === null ? null : foregoing(nodeinfo, 'machine');
    return combine(nodeinfo, { figures: [told], profile: [nodeinfo] });
  },
};

const NAMES: ReadonlySet<string> = new Set(machines.names);

/** @param software NodeInfo's name, lower case */
export function isMachine(software: string | null): boolean {
  return software !== null && NAMES.has(software);
}
