/** The disk, the database and its backups. Changes nothing. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { processLease } from '../../crawler/lease.ts';
import type { BackupSettings } from '../../crawler/settings.ts';
import { listBackups } from '../../db/backup/backup-files.ts';
import { checkUp, type Checkup } from '../../db/checkup.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { fail, ok, warn, type Finding } from './finding.ts';

const MEGABYTE = 1_048_576;
/** A day of the whole fediverse is some megabytes; below the first the crawler soon stops, below the second it is time. */
const ROOM = { fail: 64 * MEGABYTE, warn: 1_024 * MEGABYTE };
const FEW_INODES = 1_000;
const LONG_WAL = 128 * MEGABYTE;
/** Passes begin every few minutes. */
const SILENT_SECONDS = 3_600;

export function checkDisk(databasePath: string): readonly Finding[] {
  const folder = nearestFolder(databasePath);
  const { bavail, bsize, ffree, files } = statfsSync(folder);
  const free = bavail * bsize;
  const words = `${megabytes(free)} MB free at ${folder}`;
  const advice = 'make room, or move DATABASE_PATH to a larger disk';
  const level = free < ROOM.fail ? fail : warn;
  return [
    free < ROOM.warn ? level('disk', words, advice) : ok('disk', words),
    // Some file systems have no fixed number of them.
    files > 0 && ffree < FEW_INODES
      ? warn('inodes', `only ${ffree} files more can be made`, 'remove small files from that disk')
      : ok('inodes', 'enough'),
    access(folder),
  ];
}

function access(folder: string): Finding {
  try {
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
    return ok('permissions', `${folder} can be written to`);
  } catch {
    return fail(
      'permissions',
      `${folder} cannot be written to by this user`,
      'give it to the user that Herdbook runs as',
    );
  }
}

export function checkDatabase(databasePath: string, now: number): readonly Finding[] {
  let found: Checkup | null;
  try {
    found = checkUp(databasePath, processLease());
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return [
      fail('database', `${databasePath} cannot be read (${reason})`, 'restore a backup: npm run restore'),
    ];
  }
  if (found === null) return [warn('database', `there is none at ${databasePath} yet`, 'npm start makes it')];
  if (found.damage !== null)
    return [fail('database', `damaged: ${found.damage}`, 'restore a backup: npm run restore')];
  return [schema(found), size(found), ...wal(found), crawl(found, now)];
}

function schema({ version, latest }: Checkup): Finding {
  if (version > latest)
    return fail(
      'schema',
      `${version}, of a newer release (this one knows ${latest})`,
      'install the newer release',
    );
  return version < latest
    ? warn(
        'schema',
        `${version}, this release makes ${latest}`,
        'start the crawler once: it brings it up to date',
      )
    : ok('schema', `${version}, sound`);
}

function size({ bytes, freeBytes }: Checkup): Finding {
  return ok('size', `${megabytes(bytes)} MB, of them ${megabytes(freeBytes)} MB free to be filled again`);
}

function wal({ walBytes }: Checkup): readonly Finding[] {
  if (walBytes < LONG_WAL) return [];
  const words = `the log beside the database has ${megabytes(walBytes)} MB`;
  return [warn('log', words, 'another program keeps it from being cut: close what else reads the database')];
}

function crawl({ lastRun, lastLook, isCrawling }: Checkup, now: number): Finding {
  if (lastRun === null) return warn('crawl', 'none was made yet', 'npm start, or npm run crawl');
  const { state, reason, startedAt, finishedAt } = lastRun;
  if (isCrawling) return ok('crawl', `one is under way, for ${ageText(now - startedAt)}`);
  if (state === 'aborted')
    return warn(
      'crawl',
      `the last one was given up: ${reason ?? 'no reason given'}`,
      'look at the way out above',
    );
  const ended = finishedAt ?? startedAt;
  const words = `the last one ${state === 'running' ? 'was cut off' : 'ended'} ${ageText(now - ended)} ago`;
  // Most looks find nobody due, and make no run.
  return now - Math.max(ended, lastLook ?? 0) > SILENT_SECONDS
    ? warn('crawl', words, 'see that the crawler runs')
    : ok('crawl', words);
}

/** `40 minutes`, `5 hours`, `93 days` */
function ageText(seconds: number): string {
  if (seconds < 2 * HOUR) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 2 * DAY ? `${Math.round(seconds / HOUR)} hours` : `${Math.round(seconds / DAY)} days`;
}

export function checkBackups({ folder }: BackupSettings, now: number): Finding {
  const advice = 'npm run backup makes one; the crawler makes one a day where BACKUP_FOLDER is not off';
  if (folder === null) return warn('backups', 'BACKUP_FOLDER is off', advice);
  const newest = listBackups(folder).find(({ isReplaced }) => !isReplaced);
  if (newest === undefined) return warn('backups', `none in ${folder}`, advice);
  const days = (now - newest.at) / DAY;
  const words = `the newest in ${folder} is ${days.toFixed(1)} days old`;
  return days > 2 ? warn('backups', words, advice) : ok('backups', words);
}

function nearestFolder(path: string): string {
  let folder = dirname(path);
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

function megabytes(bytes: number): number {
  return Math.round(bytes / MEGABYTE);
}
