import { expect, test } from 'vitest';
import { visitAll } from '../../crawler/rounds.ts';
import { domain } from '../visits.ts';

const items = (count: number, name = 'i'): { domain: ReturnType<typeof domain> }[] =>
  Array.from({ length: count }, (_, index) => ({ domain: domain(`${name}${index}.test`) }));
const never = new AbortController().signal;

test('hosts of one block begin a second apart, and keep nobody else waiting', async () => {
  const beganAt = new Map<string, number>();
  const startedAt = performance.now();
  const visit = async (item: { domain: string }): Promise<void> => {
    beganAt.set(item.domain, performance.now() - startedAt);
  };
  await visitAll([...items(3, 'shared'), ...items(20, 'own')], visit, {
    concurrency: 2,
    stop: never,
    locate: async (name) => (name.startsWith('shared') ? 'one block' : null),
  });
  expect(beganAt.size).toBe(23);
  const shared = [0, 1, 2].map((index) => beganAt.get(`shared${index}.test`) ?? 0);
  expect(shared[1]).toBeGreaterThan(950);
  expect(shared[2]).toBeGreaterThan(1_950);
  expect(
    Math.max(...[...beganAt].filter(([name]) => name.startsWith('own')).map(([, at]) => at)),
  ).toBeLessThan(900);
});

test('a thousand places are opened a hundred at a time', async () => {
  let begun = 0;
  const seen: number[] = [];
  const watch = setInterval(() => seen.push(begun), 500);
  const visit = async (): Promise<void> => {
    begun += 1;
    await new Promise((resolve) => void setTimeout(resolve, 1_700));
  };
  await visitAll(items(250), visit, { concurrency: 1_000, stop: never, locate: null });
  clearInterval(watch);
  expect(seen[0]).toBe(100);
  expect(seen[2]).toBe(200);
  expect(begun).toBe(250);
});

test('a stop ends those that wait for their turn', async () => {
  const stop = new AbortController();
  let visited = 0;
  const startedAt = performance.now();
  setTimeout(() => stop.abort(), 100);
  await visitAll(items(50), async () => void (visited += 1), {
    concurrency: 4,
    stop: stop.signal,
    locate: async () => 'one block',
  });
  expect(visited).toBe(1);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('a visit that breaks ends the round, and cuts the others off', async () => {
  let cut = 0;
  const visit = async ({ domain: name }: { domain: string }, end: AbortSignal): Promise<void> => {
    if (name === 'i3.test') throw new TypeError('a bug');
    await new Promise((resolve) => end.addEventListener('abort', resolve));
    cut += 1;
  };
  await expect(visitAll(items(30), visit, { concurrency: 5, stop: never, locate: null })).rejects.toThrow(
    'a bug',
  );
  // One more may have taken the free place before the fault was known.
  expect([4, 5]).toContain(cut);
});
