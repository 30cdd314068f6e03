/** A child process of the benchmark: does one task, says what it cost, and ends. */
import { crawl } from './crawl.ts';
import { directory } from './directory.ts';
import { pages } from './pages.ts';
import { rebuild } from './rebuild.ts';
import { shakeHands, undiciVisits } from './references.ts';
import { store } from './store.ts';
import { web } from './web.ts';
import { years } from './years.ts';

const WORK = {
  crawl,
  undici: undiciVisits,
  handshake: shakeHands,
  store,
  directory,
  rebuild,
  pages,
  web,
  years,
};

export type Tasks = { [Name in keyof typeof WORK]: Parameters<(typeof WORK)[Name]>[0] };
export type Results = { [Name in keyof typeof WORK]: Awaited<ReturnType<(typeof WORK)[Name]>> };
type Message = { [Name in keyof Tasks]: { readonly name: Name; readonly task: Tasks[Name] } }[keyof Tasks];

async function contend(message: Message): Promise<void> {
  process.send?.(await work(message), () => process.exit());
}

async function work({ name, task }: Message): Promise<unknown> {
  if (name === 'crawl') return await WORK.crawl(task);
  if (name === 'undici') return await WORK.undici(task);
  if (name === 'directory') return await WORK.directory(task);
  if (name === 'web') return await WORK.web(task);
  if (name === 'pages') return await WORK.pages(task);
  if (name === 'years') return await WORK.years(task);
  if (name === 'rebuild') return await WORK.rebuild(task);
  return name === 'handshake' ? await WORK.handshake(task) : await WORK.store(task);
}

// A benchmark that is killed leaves nothing running.
process.once('disconnect', () => process.exit());
process.once('message', (message: Message) => void contend(message));
