/** Erases instances from backups too, on a copy of each that then takes its place. Removes no backup. */
import { constants, copyFileSync, renameSync, rmSync } from 'node:fs';
import { leaveWal, assertSound, syncFile } from './backup.ts';
import { listBackups } from './backup-files.ts';
import { countInFiles, eraseInstance, holdersOf, rewriteFile } from '../erase.ts';
import type { Domain } from '../model.ts';
import { openWriter, type Database } from '../open.ts';

export type ErasedBackup = {
  readonly path: string;
  /** Of the names, those whose letters still stand in the file and in no other instance's name or words. */
  readonly left: readonly Domain[];
  /** Why nothing was erased in it; `null`: it was done. */
  readonly refused: string | null;
};

/**
 * Erases names in every backup of a folder; an older one is brought to this release's schema by it.
 * @param also what else a restored database would have to know, such as an opt-out
 */
export function eraseInBackups(
  folder: string,
  domains: readonly Domain[],
  isFromTotals: boolean,
  also: (db: Database) => void = () => undefined,
): readonly ErasedBackup[] {
  return listBackups(folder).map(({ path }) => {
    const copy = `${path}.part`;
    try {
      copyFileSync(path, copy, constants.COPYFILE_FICLONE);
      const left = eraseInCopy(copy, domains, isFromTotals, also);
      assertSound(copy);
      syncFile(copy);
      renameSync(copy, path);
      syncFile(folder);
      // A database put aside by a restore may have brought its log along.
      for (const ending of ['-wal', '-shm']) rmSync(`${path}${ending}`, { force: true });
      return { path, left, refused: null };
    } catch (error) {
      return { path, left: [], refused: error instanceof Error ? error.message : String(error) };
    } finally {
      for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(`${copy}${ending}`, { force: true });
    }
  });
}

function eraseInCopy(
  copy: string,
  domains: readonly Domain[],
  isFromTotals: boolean,
  also: (db: Database) => void,
): readonly Domain[] {
  const db = openWriter(copy);
  try {
    also(db);
    for (const domain of domains) eraseInstance(db, domain, isFromTotals);
    rewriteFile(db);
    return domains.filter((domain) => countInFiles(copy, domain) > 0 && holdersOf(db, domain).length === 0);
  } finally {
    db.close();
    leaveWal(copy);
  }
}
