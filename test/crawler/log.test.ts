import { expect, test } from 'vitest';
import { makeLog, type Log } from '../../crawler/log.ts';
import type { Run } from '../../db/runs.ts';

const RUN: Run = {
  id: 7,
  state: 'running',
  startedAt: 0,
  finishedAt: null,
  reason: null,
  due: 100,
  visited: 0,
  answered: 0,
  withheld: 0,
  failed: 0,
};

function told(isTTY: boolean, format: 'json' | 'text' | null, tell: (log: Log) => void): string[] {
  let text = '';
  const write = (more: unknown): boolean => {
    text += String(more);
    return true;
  };
  tell(makeLog(format, { isTTY, write }, { write }));
  return text.split('\n').filter((line) => line !== '');
}

function everything(log: Log): void {
  for (let visited = 0; visited <= 100; visited += 1) log.progress({ ...RUN, visited, answered: visited });
  log.ended({ ...RUN, state: 'finished', visited: 100, answered: 100 });
  log.note('A backup\nwas made');
  log.warn('The disk is full');
  log.ended({ ...RUN, state: 'aborted', reason: 'network: nobody answered' });
  log.fault(new Error('a bug'));
}

test('off a terminal each line is a JSON object with time, level, event and words, and runs have their numbers', () => {
  const lines = told(false, null, everything).map((line) => JSON.parse(line));
  expect(lines.filter(({ event }) => event === 'progress')).toHaveLength(11);
  expect(lines[10]).toMatchObject({ level: 'info', event: 'progress', run: { id: 7, visited: 100 } });
  expect(lines.slice(11)).toMatchObject([
    { level: 'info', event: 'run', run: { state: 'finished', answered: 100 } },
    { level: 'info', event: 'note', message: 'A backup\nwas made' },
    { level: 'warn', event: 'note', message: 'The disk is full' },
    { level: 'warn', event: 'run', run: { reason: 'network: nobody answered' } },
    { level: 'error', event: 'fault', message: expect.stringContaining('a bug') },
  ]);
  for (const { time } of lines) expect(new Date(time).toISOString()).toBe(time);
});

test('on a terminal there are words, unless the setting says otherwise', () => {
  expect(told(true, null, everything).join('\n')).toMatch(
    /Run 7 finished: .*\n.*was made\nThe disk is full/s,
  );
  expect(told(true, 'json', (log) => log.note('x'))[0]).toMatch(/^\{"time":/);
  expect(told(false, 'text', (log) => log.note('x'))).toEqual(['x']);
});
