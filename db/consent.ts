/** Who must not be asked: opt-outs (hashes only) and the operator's blocks. It erases nothing. */
import { parseDomain, registrableDomain } from './domain.ts';
import type { Domain } from './model.ts';
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';
import { nameHash } from './salt.ts';

/** Notes an opt-out: the name and all names below it are never taken in again. @param reason must not hold the name */
export function optOut(db: Database, domain: Domain, reason: string, now: number): void {
  prepared(
    db,
    `INSERT INTO optOut (name, at, reason)
     VALUES (?, ?, ?)
     ON CONFLICT (name) DO UPDATE SET reason = excluded.reason`,
  ).run(nameHash(db, domain), now, reason);
}

/** Takes an opt-out back. @returns whether there was one */
export function optIn(db: Database, domain: Domain): boolean {
  return prepared(db, 'DELETE FROM optOut WHERE name = ?').run(nameHash(db, domain)).changes > 0;
}

/** Whether the domain, or one that it lies under, has opted out. */
export function isOptedOut(db: Database, domain: Domain): boolean {
  if (prepared(db, 'SELECT 1 FROM optOut LIMIT 1').get() === undefined) return false;
  const find = prepared(db, 'SELECT 1 FROM optOut WHERE name = ?');
  return upwards(domain).some((name) => find.get(nameHash(db, name)) !== undefined);
}

export type Block = { readonly pattern: string; readonly at: number; readonly reason: string };

/** The canonical form of a pattern: a domain, or '*.' and a domain; `null` for anything else. */
export function parsePattern(text: string, allowedSuffixes: readonly string[]): string | null {
  const isWide = text.startsWith('*.');
  const domain = parseDomain(isWide ? text.slice(2) : text, allowedSuffixes);
  if (domain === null) return null;
  return isWide ? `*.${domain}` : domain;
}

/** Blocks a pattern. @returns how many instances of the register that puts out of sight */
export function block(db: Database, pattern: string, reason: string, now: number): number {
  return db
    .transaction(() => {
      prepared(
        db,
        `INSERT INTO block (pattern, at, reason)
         VALUES (?, ?, ?)
         ON CONFLICT (pattern) DO UPDATE SET reason = excluded.reason`,
      ).run(pattern, now, reason);
      return markBlocked(db, now).blocked;
    })
    .immediate();
}

/** Takes a block back. @returns how many instances come back into sight; `null` when there was no such block */
export function unblock(db: Database, pattern: string, now: number): number | null {
  return db
    .transaction(() => {
      const { changes } = prepared(db, 'DELETE FROM block WHERE pattern = ?').run(pattern);
      return changes === 0 ? null : markBlocked(db, now).freed;
    })
    .immediate();
}

/** All blocks, by pattern. */
export function blocks(db: Database): readonly Block[] {
  return prepared<Block>(db, 'SELECT pattern, at, reason FROM block ORDER BY pattern').all();
}

/** The block that stands against the domain; `null`: none. */
export function blockOn(db: Database, domain: Domain): Block | null {
  const find = prepared<Block>(db, 'SELECT pattern, at, reason FROM block WHERE pattern = ?');
  const above = upwards(domain).slice(1);
  const patterns = [domain, ...above.map((name) => `*.${name}`)];
  return patterns.map((pattern) => find.get(pattern)).find((found) => found !== undefined) ?? null;
}

/** Whether a block stands against the domain. */
function isBlocked(db: Database, domain: Domain): boolean {
  return blockOn(db, domain) !== null;
}

/** Whether a name must not join the register. */
export function isUnwelcome(db: Database, domain: Domain): boolean {
  return isBlocked(db, domain) || isOptedOut(db, domain);
}

/** Brings `blockedAt` in line with the blocks. Rare, so it may look at every instance. */
function markBlocked(db: Database, now: number): { blocked: number; freed: number } {
  const count = { blocked: 0, freed: 0 };
  const mark = prepared(db, 'UPDATE instance SET blockedAt = ? WHERE id = ?');
  for (const { id, domain, blockedAt } of prepared<{
    id: number;
    domain: Domain;
    blockedAt: number | null;
  }>(db, 'SELECT id, domain, blockedAt FROM instance').all()) {
    const isToBe = isBlocked(db, domain);
    if (isToBe === (blockedAt !== null)) continue;
    mark.run(isToBe ? now : null, id);
    count[isToBe ? 'blocked' : 'freed'] += 1;
  }
  return count;
}

/** The name and those it lies under, down to the registrable one. */
function upwards(domain: Domain): string[] {
  const labels = domain.split('.');
  const depth = labels.length - registrableDomain(domain).split('.').length;
  return Array.from({ length: Math.max(depth, 0) + 1 }, (_, index) => labels.slice(index).join('.'));
}
