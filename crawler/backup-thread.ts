/** The thread that makes one backup and says how it went. Started by crawler/backups.ts alone. */
import { workerData } from 'node:worker_threads';
import { makeBackup } from '../db/backup/backup.ts';
import type { BackupThread } from './backups.ts';
import { tell } from './thread.ts';

const { databasePath, folder, at }: BackupThread = workerData;

await tell(() => makeBackup(databasePath, folder, at));
