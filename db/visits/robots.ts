/** Rows of `robots`: the robots.txt rules last read, kept for a day. Reads no rule. */
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';

export type RobotsFile = {
  /** When it was read, Unix seconds. */
  readonly at: number;
  /** The lines that concern us; empty: everything is allowed. */
  readonly rules: string;
};

/** Longer files are not kept but asked for each time: few, and 30,000 of them would be gigabytes. Characters. */
const MAX_RULES = 16_384;

export function findRobots(db: Database, instance: number): RobotsFile | null {
  return prepared<RobotsFile>(db, 'SELECT at, rules FROM robots WHERE instance = +?').get(instance) ?? null;
}

export function saveRobots(db: Database, instance: number, { at, rules }: RobotsFile): void {
  if (rules.length > MAX_RULES) {
    prepared(db, 'DELETE FROM robots WHERE instance = ?').run(instance);
    return;
  }
  prepared(db, 'INSERT OR REPLACE INTO robots (instance, at, rules) VALUES (?, ?, ?)').run(
    instance,
    at,
    rules,
  );
}
