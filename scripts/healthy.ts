/** Asks the web app of this machine whether it is well: exit code 0 or 1, for those who watch over processes. */
import { readWebSettings } from '../web/settings.ts';

const WAIT_MS = 4_000;

const { host, port } = readWebSettings(process.env);
const here = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
try {
  const answer = await fetch(`http://${here.includes(':') ? `[${here}]` : here}:${port}/healthz`, {
    signal: AbortSignal.timeout(WAIT_MS),
  });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
