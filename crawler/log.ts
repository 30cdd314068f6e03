/** How the crawler tells what it does: in words on a terminal, as a JSON object a line for programs. The one place that chooses; judges nothing. */
import type { Run } from '../db/runs.ts';
import { progressTo, summaryOf } from './progress.ts';

export const LOG_FORMATS = ['json', 'text'] as const;
export type LogFormat = (typeof LOG_FORMATS)[number];

export type Log = {
  /** How far a run is; to be called after each visit. */
  readonly progress: (run: Run) => void;
  /** What a run came to. */
  readonly ended: (run: Run) => void;
  /** For the operator to know. */
  readonly note: (words: string) => void;
  /** For the operator to look at. */
  readonly warn: (words: string) => void;
  /** What ends the process. */
  readonly fault: (error: unknown) => void;
};

type Out = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/** @param format `null`: words where `out` is a terminal, JSON elsewhere @param err for warnings in words; JSON is one stream */
export function makeLog(
  format: LogFormat | null,
  out: Out = process.stdout,
  err: Pick<Out, 'write'> = process.stderr,
): Log {
  return (format ?? (out.isTTY ? 'text' : 'json')) === 'text' ? inWords(out, err) : inJson(out);
}

function inWords(out: Out, err: Pick<Out, 'write'>): Log {
  const progress = progressTo(out);
  return {
    progress,
    ended: (run) => void out.write(`\n${summaryOf(run)}`),
    note: (words) => void out.write(`${words}\n`),
    warn: (words) => void err.write(`${words}\n`),
    fault: (error) => void err.write(`${traceOf(error)}\n`),
  };
}

type Level = 'info' | 'warn' | 'error';

/** `time` (ISO 8601, UTC), `level`, `event` and `message` on each line; with the numbers of a run, what it is about. */
function inJson(out: Out): Log {
  const tell = (level: Level, event: string, message: string, more: object = {}): void => {
    const line = { time: new Date().toISOString(), level, event, message: message.trim(), ...more };
    out.write(`${JSON.stringify(line)}\n`);
  };
  let lastRun: Run | null = null;
  const progress = progressTo({
    isTTY: false,
    write: (words) => {
      tell('info', 'progress', words, lastRun === null ? {} : { run: lastRun });
      return true;
    },
  });
  return {
    progress: (run) => {
      lastRun = run;
      progress(run);
    },
    ended: (run) => tell(run.state === 'aborted' ? 'warn' : 'info', 'run', summaryOf(run), { run }),
    note: (words) => tell('info', 'note', words),
    warn: (words) => tell('warn', 'note', words),
    fault: (error) => tell('error', 'fault', traceOf(error)),
  };
}

function traceOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
