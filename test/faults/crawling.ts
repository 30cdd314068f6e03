/** A process that crawls invented instances into a real file until it is killed, and says at once what is safe. Never asks anybody. */
import { writeSync } from 'node:fs';
import { runPass } from '../../crawler/run.ts';
import { openWriter } from '../../db/open.ts';
import { HOUR } from '../../db/time.ts';
import { answer, failure } from '../visits.ts';

const [path = '', start = '0'] = process.argv.slice(2);
const db = openWriter(path);
for (let at = Number(start); ; at += 7 * HOUR) {
  await runPass({
    db,
    probe: async ({ domain }) => {
      await new Promise((resolve) => void setTimeout(resolve, Math.random() * 8));
      const users = domain.length * 10 + (Math.floor(at / HOUR) % 7);
      if (Math.random() < 0.1) return failure(domain, at, { kind: 'http' });
      return answer(domain, at, { figures: { users, statuses: users * 30 }, profile: { title: domain } });
    },
    now: () => at,
    random: Math.random,
    concurrency: 20,
    signal: new AbortController().signal,
    which: 'all',
    // The pipe holds what was written even when this process is gone.
    onRecorded: (outcomes) => {
      const lines = outcomes.map(
        ({ instance, result }) => `${instance.id} ${result.at} ${Number(result.ok)}\n`,
      );
      writeSync(1, lines.join(''));
    },
  });
}
