/** Brings everything that is curated in files of the repository into the database, in the order it hangs together. Repeatable. */
import { importUnsuggested } from './choice/candidates.ts';
import { importCatalogue } from './catalogue/catalogue.ts';
import { importOfficial } from './official/official-file.ts';
import type { Database } from './open.ts';
import { importPress } from './press/press.ts';
import { importRegister } from './register/register.ts';
import { renewTotals } from './totals/version.ts';

/**
 * Register and public instances first: the catalogue holds facts about what is in the register. Totals last: they rest on all.
 * @param now Unix seconds; new instances are due at once
 * @returns how many instances, and how many daily rows that others published, were new
 */
export function importCurated(db: Database, now: number): { instances: number; days: number } {
  const { instances, days } = importRegister(db, now);
  const official = importOfficial(db, now);
  importPress(db);
  importUnsuggested(db);
  importCatalogue(db);
  renewTotals(db, now);
  return { instances: instances + official, days };
}
