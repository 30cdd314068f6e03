/** What the fleet's administrators see of a crawler: counted by the server, never told by the client. */
export type FleetCounts = {
  readonly requests: number;
  readonly connections: number;
  /** The most that any one host saw at once. */
  readonly connectionsAtOnce: number;
  readonly requestsAtOnce: number;
  /** The most that any one host was asked in all. */
  readonly requestsOfHost: number;
  /** Asked again although it had said 429 with a Retry-After that was not over. */
  readonly earlyAfterBusy: number;
  /** Asked for something that its robots.txt forbids. */
  readonly robotsViolations: number;
};

export type Tally = {
  /** A request begins. @returns what to call at its end */
  enter(name: string, path: string): () => void;
  /** A connection begins. @returns what to call at its end */
  connect(name: string): () => void;
  /** The host said 429. */
  refuse(name: string): void;
  /** The host's robots.txt, which forbids everything, was read. */
  forbid(name: string): void;
  counts(): FleetCounts;
};

type Host = { connections: number; running: number; requests: number; isBusy: boolean; isForbidden: boolean };

export function openTally(): Tally {
  const hosts = new Map<string, Host>();
  const counts = {
    requests: 0,
    connections: 0,
    connectionsAtOnce: 0,
    requestsAtOnce: 0,
    requestsOfHost: 0,
    earlyAfterBusy: 0,
    robotsViolations: 0,
  };
  const hostOf = (name: string): Host => {
    const host = hosts.get(name) ?? {
      connections: 0,
      running: 0,
      requests: 0,
      isBusy: false,
      isForbidden: false,
    };
    hosts.set(name, host);
    return host;
  };
  return {
    enter(name, path) {
      const host = hostOf(name);
      counts.requests += 1;
      counts.requestsAtOnce = Math.max(counts.requestsAtOnce, (host.running += 1));
      counts.requestsOfHost = Math.max(counts.requestsOfHost, (host.requests += 1));
      if (host.isBusy) counts.earlyAfterBusy += 1;
      if (host.isForbidden && path !== '/robots.txt') counts.robotsViolations += 1;
      let isRunning = true;
      return () => {
        if (isRunning) host.running -= 1;
        isRunning = false;
      };
    },
    connect(name) {
      const host = hostOf(name);
      counts.connections += 1;
      counts.connectionsAtOnce = Math.max(counts.connectionsAtOnce, (host.connections += 1));
      return () => {
        host.connections -= 1;
      };
    },
    refuse: (name) => {
      hostOf(name).isBusy = true;
    },
    forbid: (name) => {
      hostOf(name).isForbidden = true;
    },
    counts: () => counts,
  };
}
