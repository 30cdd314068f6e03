/** Who we are to other processes of the same database, and whether the owner of a lease still lives. */
import { hostname } from 'node:os';
import type { Lease } from '../db/runs.ts';

/** This process's claim on a run. */
export function processLease(): Lease {
  return { owner: `${hostname()}:${process.pid}`, wallAt: Math.floor(Date.now() / 1000), isGone };
}

/** Only processes of this machine can be known to have ended; others must let their lease run out. */
function isGone(owner: string): boolean {
  const [host, pid] = owner.split(':');
  if (host !== hostname() || Number(pid) === process.pid) return host === hostname();
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
