/** Runs the look-ups where the system's own resolver can be led to a server of ours: in a namespace, where the machine allows that. */
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LookupRates } from './lookups.ts';

const LOOKUPS = fileURLToPath(new URL('./lookups.ts', import.meta.url));
const TIMEOUT_MS = 120_000;
/** A network and a file system of its own: port 53 is free there and resolv.conf says what we like. */
const IN_NAMESPACE = 'ip link set lo up && mount --bind "$0" /etc/resolv.conf && exec "$@"';

const run = promisify(execFile);

/** @param folder for a resolver file. Without namespaces only our own rate is measured. */
export async function measureRates(folder: string, latencyMs: number): Promise<LookupRates> {
  const resolver = join(folder, 'resolv.conf');
  writeFileSync(resolver, 'nameserver 127.0.0.1\n');
  const command = [process.execPath, LOOKUPS, String(latencyMs)];
  const options = { timeout: TIMEOUT_MS };
  const inNamespace = ['-rmn', 'sh', '-c', IN_NAMESPACE, resolver, ...command, 'both'];
  const answer = await run('unshare', inNamespace, options).catch(async () => {
    // No unshare, no ip, or not allowed here.
    return await run(process.execPath, [LOOKUPS, String(latencyMs), 'ours'], options);
  });
  return JSON.parse(answer.stdout);
}
