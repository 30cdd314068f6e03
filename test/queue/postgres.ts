/** A PostgreSQL of one test file's own: Debian's package, a throw-away cluster on a free port. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const DEBIAN = '/usr/lib/postgresql';

export type Postgres = {
  readonly url: string;
  readonly port: number;
  /** As the owner of everything. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
};

function binaries(): string | null {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).toSorted((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(DEBIAN, version, 'bin'));
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** Why there is no PostgreSQL here; `null`: there is one. */
export function whyNoPostgres(): string | null {
  if (binaries() === null) return 'PostgreSQL is not installed (apt-get install postgresql)';
  // It refuses to run as root.
  if (process.getuid?.() === 0 && userId('postgres') === null)
    return 'root needs the user postgres to start it';
  return null;
}

function userId(name: string): number | null {
  try {
    return Number(
      execFileSync('id', ['-u', name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  } catch {
    return null;
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

export async function startPostgres(): Promise<Postgres> {
  const bin = binaries() ?? '';
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-postgres-'));
  const isRoot = process.getuid?.() === 0;
  const as = (command: string, args: readonly string[]): [string, string[]] =>
    isRoot ? ['runuser', ['-u', 'postgres', '--', command, ...args]] : [command, [...args]];
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o755);
  const place = join(folder, 'cluster');
  execFileSync(
    ...as(join(bin, 'initdb'), ['-D', place, '-U', 'owner', '-A', 'trust', '--no-sync', '-E', 'UTF8']),
    { stdio: 'ignore', cwd: folder },
  );
  const port = await freePort();
  const options = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `unix_socket_directories=${folder}`,
    '-c',
    'fsync=off',
  ];
  const server = spawn(...as(join(bin, 'postgres'), ['-D', place, '-p', String(port), ...options]), {
    stdio: 'ignore',
    cwd: folder,
  });
  const url = `postgres://owner@127.0.0.1:${port}/postgres`;
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on('error', () => undefined);
  for (let tries = 0; ; tries += 1) {
    try {
      await pool.query('SELECT 1');
      break;
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
  return {
    url,
    port,
    query: async (sql, values = []) => (await pool.query<Record<string, unknown>>(sql, [...values])).rows,
    async close() {
      await pool.end();
      // Its own word for "now": runuser would not hand a signal on to whom it started.
      execFileSync(...as(join(bin, 'pg_ctl'), ['-D', place, '-m', 'immediate', 'stop']), {
        stdio: 'ignore',
        cwd: folder,
      });
      if (server.exitCode === null) await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
