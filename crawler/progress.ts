/** Tells a person at the terminal how a run goes and how it went. */
import type { Run } from '../db/runs.ts';

const BAR_WIDTH = 24;
/** Off a terminal, one line for each share of the work. */
const LINES_PER_RUN = 10;

/** Draws a bar that renews itself on a terminal, a line now and then elsewhere. */
export function progressTo(out: {
  readonly isTTY: boolean;
  write(text: string): unknown;
}): (run: Run) => void {
  let lastStep = -1;
  return (run) => {
    const share = run.due === 0 ? 1 : run.visited / run.due;
    if (out.isTTY) {
      const full = Math.round(share * BAR_WIDTH);
      out.write(`\r[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${line(run)} `);
      return;
    }
    const step = Math.floor(share * LINES_PER_RUN);
    if (step === lastStep) return;
    lastStep = step;
    out.write(`${line(run)}\n`);
  };
}

function line(run: Run): string {
  return `${run.visited}/${run.due} visited, ${run.answered} answered, ${run.withheld} withheld, ${run.failed} without an answer`;
}

/** What a run came to, in words. Ends with a line break. */
export function summaryOf(run: Run): string {
  if (run.due === 0) return 'Nothing is due.\n';
  const counted = `${line(run)}.`;
  if (run.state === 'finished') return `Run ${run.id} finished: ${counted}\n`;
  if (run.state === 'interrupted') return `Run ${run.id} was stopped: ${counted} What was recorded stays.\n`;
  return [
    `Run ${run.id} was given up: ${run.reason ?? 'unknown reason'}.`,
    `${counted} No instance was marked down.`,
    'If this machine has no way out, look at its network and name servers. "npm run demo" shows everything without the Internet.',
    '',
  ].join('\n');
}
