/** Rows of `run`: the passes made, and the lease that keeps two of them apart. */
import type { Database } from './open.ts';
import { prepared } from './prepared.ts';

export type RunState = 'running' | 'finished' | 'aborted' | 'interrupted';
export type Run = {
  readonly id: number;
  readonly state: RunState;
  readonly startedAt: number;
  readonly finishedAt: number | null;
  /** Why it was aborted or interrupted: a code, and for the operator's eyes a detail ('network: …', 'fault: …', 'stopped', 'killed'). */
  readonly reason: string | null;
  readonly due: number;
  readonly visited: number;
  readonly answered: number;
  readonly withheld: number;
  readonly failed: number;
};
export type RunCounts = Pick<Run, 'visited' | 'answered' | 'withheld' | 'failed'>;

/** A running pass that gave no sign of life for this long was killed, whatever its machine. Beats come every few seconds. */
const LEASE_SECONDS = 60;

export const RUN_REASONS = ['network', 'fault', 'stopped', 'killed'] as const;
export type RunReason = (typeof RUN_REASONS)[number];

/** The code of a run's reason, which anyone may see: the detail may name files of the operator's. */
export function reasonCode({ reason }: Pick<Run, 'reason'>): RunReason | null {
  return RUN_REASONS.find((code) => reason === code || reason?.startsWith(`${code}: `)) ?? null;
}

const COLUMNS = 'id, state, startedAt, finishedAt, reason, due, visited, answered, withheld, failed';

export type Lease = {
  /** The process that asks, 'host:pid'. */
  readonly owner: string;
  /** The real clock, Unix seconds: leases are real time even where the crawl's clock is simulated. */
  readonly wallAt: number;
  /** Whether the process of another owner is known to have ended. */
  readonly isGone: (owner: string) => boolean;
};

/**
 * Starts a run, closing those whose process was killed.
 * @param now the crawl's clock, Unix seconds
 * @returns the run, or `null` while another process has one going
 */
export function beginRun(db: Database, due: number, now: number, lease: Lease): Run | null {
  return db
    .transaction(() => {
      if (liveOwner(db, lease) !== null) return null;
      for (const { id } of prepared<{ id: number }>(db, `SELECT id FROM run WHERE state = 'running'`).all())
        endRun(db, id, { state: 'interrupted', reason: 'killed', at: now });
      const { lastInsertRowid } = prepared(
        db,
        `INSERT INTO run (state, owner, startedAt, beatAt, due)
         VALUES ('running', ?, ?, ?, ?)`,
      ).run(lease.owner, now, lease.wallAt, due);
      return findRun(db, Number(lastInsertRowid));
    })
    .immediate();
}

/** Closes what was under way in the original of a copy, as of its last sign of life: nobody goes on with it here. */
export function cutOffRuns(db: Database): void {
  prepared(
    db,
    `UPDATE run SET state = 'interrupted', reason = 'killed', finishedAt = max(startedAt, min(beatAt, startedAt + 86400))
     WHERE state = 'running'`,
  ).run();
}

/** The process that has a run going; `null`: none that gives signs of life. */
export function liveOwner(db: Database, { wallAt, isGone }: Pick<Lease, 'wallAt' | 'isGone'>): string | null {
  const running = prepared<{ owner: string; beatAt: number }>(
    db,
    `SELECT owner, beatAt FROM run WHERE state = 'running'`,
  ).all();
  const alive = running.find(({ owner, beatAt }) => beatAt >= wallAt - LEASE_SECONDS && !isGone(owner));
  return alive?.owner ?? null;
}

/** Notes progress and renews the lease. @param lagMs longest pause of the crawler's event loop so far; `null`: unknown */
export function beatRun(
  db: Database,
  id: number,
  counts: RunCounts,
  wallAt: number,
  lagMs: number | null = null,
): void {
  prepared(
    db,
    `UPDATE run
     SET beatAt = @wallAt, visited = @visited, answered = @answered, withheld = @withheld, failed = @failed,
       lagMs = @lagMs
     WHERE id = @id`,
  ).run({ ...counts, id, wallAt, lagMs });
}

/** Ends a run. */
export function endRun(
  db: Database,
  id: number,
  end: { state: Exclude<RunState, 'running'>; reason: string | null; at: number },
): Run {
  prepared(db, `UPDATE run SET state = @state, reason = @reason, finishedAt = @at WHERE id = @id`).run({
    ...end,
    id,
  });
  return findRun(db, id);
}

/** The run that started last; `null` before the first. */
export function latestRun(db: Database): Run | null {
  return prepared<Run>(db, `SELECT ${COLUMNS} FROM run ORDER BY id DESC LIMIT 1`).get() ?? null;
}

/** Runs with a smaller number than `id`, the newest first. */
export function runsBefore(db: Database, id: number, limit: number): readonly Run[] {
  return prepared<Run>(db, `SELECT ${COLUMNS} FROM run WHERE id < ? ORDER BY id DESC LIMIT ?`).all(id, limit);
}

/** The longest pause of the crawler's event loop in the newest run, milliseconds; `null`: not told. */
export function latestLag(db: Database): number | null {
  const run = prepared<{ lagMs: number | null }>(db, 'SELECT lagMs FROM run ORDER BY id DESC LIMIT 1').get();
  return run?.lagMs ?? null;
}

function findRun(db: Database, id: number): Run {
  const run = prepared<Run>(db, `SELECT ${COLUMNS} FROM run WHERE id = ?`).get(id);
  if (run === undefined) throw new Error(`run ${id} is not in the database`);
  return run;
}

/** A run that had nothing to do; it is not in the database. */
export function emptyRun(now: number): Run {
  const counts = { due: 0, visited: 0, answered: 0, withheld: 0, failed: 0 };
  return { id: 0, state: 'finished', startedAt: now, finishedAt: now, reason: null, ...counts };
}

/** Notes that the crawler looked for due instances, whether it found any or not. @param now Unix seconds */
export function noteLook(db: Database, now: number): void {
  prepared(db, `INSERT OR REPLACE INTO upkeep (what, at) VALUES ('look', ?)`).run(now);
}

/** When the crawler last looked for due instances, Unix seconds; `null`: never. */
export function lastLook(db: Database): number | null {
  return prepared<{ at: number }>(db, `SELECT at FROM upkeep WHERE what = 'look'`).get()?.at ?? null;
}
