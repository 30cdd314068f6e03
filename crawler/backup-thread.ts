/** The thread that makes one backup and says how it went. Started by crawler/backups.ts alone. */
import { parentPort, workerData } from 'node:worker_threads';
import { makeBackup } from '../db/backup.ts';
import type { BackupThread, BackupTold } from './backups.ts';

const { databasePath, folder, at }: BackupThread = workerData;

async function told(): Promise<BackupTold> {
  try {
    return { made: await makeBackup(databasePath, folder, at) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(await told());
