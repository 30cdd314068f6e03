/** A web app over a temporary database file, as visitors meet it; writes only what a test puts in. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { onTestFinished } from 'vitest';
import { openReader, openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { AT0 } from '../rows.ts';

export type Served = {
  readonly app: FastifyInstance;
  /** The crawler's side, to write while the app is running. */
  readonly writer: Database;
  /** The app's own connection. */
  readonly reader: Database;
};

/**
 * Builds the app over a database filled by `fill`; everything is closed and removed when the test ends.
 * @param env settings beside the defaults; the suffix `test` is admitted
 * @param now Unix seconds; an hour after the day tests count from, and standing still, unless given
 */
export async function served(
  fill: (db: Database) => void = () => undefined,
  env: Readonly<Record<string, string>> = {},
  now: () => number = () => AT0 + 3_600,
): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'herdbook-'));
  const path = join(folder, 'test.sqlite');
  const writer = openWriter(path);
  fill(writer);
  const reader = openReader(path);
  const settings = readWebSettings({ ALLOWED_SUFFIXES: 'test', DATABASE_PATH: path, ...env });
  const app = await buildServer({ db: reader, settings, now });
  onTestFinished(async () => {
    await app.close();
    for (const db of [reader, writer]) db.close();
    rmSync(folder, { recursive: true });
  });
  return { app, writer, reader };
}
