/** Where the web app listens: whether it is there already, or can be. Takes the port for a moment only. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { SharedSettings } from '../../db/settings.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const WAIT_MS = 3_000;

type Place = Pick<SharedSettings, 'host' | 'port'>;

export async function checkPort(place: Place): Promise<Finding> {
  const where = `${place.host}, port ${place.port}`;
  const code = await refusal(place);
  if (code === null) return ok('port', `${where}: free`);
  if (code === 'EADDRINUSE')
    return (await isHerdbook(place))
      ? ok('port', `${where}: a Herdbook answers there`)
      : warn('port', `${where}: another program has it`, 'stop it, or set PORT');
  if (code === 'EACCES')
    return fail('port', `${where}: this user may not listen there`, 'set PORT to one above 1023');
  return fail(
    'port',
    `${where}: nobody can listen there (${code})`,
    'set HOST to an address of this machine',
  );
}

/** Why it cannot be listened at; `null`: it can. */
async function refusal({ host, port }: Place): Promise<string | null> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, 'listening');
    server.close();
    await once(server, 'close');
    return null;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
}

/** Only Herdbook's own answer proves that it is one: any program may say 200. */
async function isHerdbook({ host, port }: Place): Promise<boolean> {
  const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  try {
    const address = `http://${here.includes(':') ? `[${here}]` : here}:${port}/healthz`;
    const answer = await fetch(address, { signal: AbortSignal.timeout(WAIT_MS) });
    const told: unknown = await answer.json();
    return typeof told === 'object' && told !== null && 'database' in told && 'lastRun' in told;
  } catch {
    return false;
  }
}
