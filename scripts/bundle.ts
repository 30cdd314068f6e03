/** `npm run bundle -- [folder]`: everything public in the database as CSV, Parquet and SQLite, with schema, checksums and citation. */
import { parseArgs } from 'node:util';
import { readCrawlerSettings } from '../crawler/settings.ts';
import { programVersion } from '../crawler/version.ts';
import { bundleFolderOf, rotateBundles } from '../db/bundle/files.ts';
import { makeBundle } from '../db/bundle/make.ts';
import { runCommand, TERMINAL, type Terminal } from './command.ts';

const USAGE = `npm run bundle -- [folder]
Writes everything public as CSV, Parquet and SQLite with schema, checksums and citation, into the folder named, or BUNDLE_FOLDER.`;

/** @returns the exit code; throws when no bundle was made */
export function bundle(args: readonly string[], env: NodeJS.ProcessEnv, { say }: Terminal): number {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const { databasePath, publicUrl, bundles } = readCrawlerSettings(env);
  const folder = positionals[0] ?? bundles.folder ?? bundleFolderOf(databasePath);
  const made = makeBundle({ databasePath, folder, site: publicUrl, programVersion: programVersion() });
  rotateBundles(folder, bundles.kept);
  say(`${made.path}: ${made.rows} rows in CSV, Parquet and SQLite.`);
  return 0;
}

if (import.meta.main) runCommand(USAGE, () => bundle(process.argv.slice(2), process.env, TERMINAL));
