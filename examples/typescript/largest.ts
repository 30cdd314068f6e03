/** The ten largest instances, and by how much each has grown since it is known. Node.js 24 runs it as it is. Usage: largest.ts [https://herdbook.example] */
import type { paths } from './herdbook.d.ts';

const SITE = process.argv[2] ?? 'http://127.0.0.1:3000';

type Get<Path extends keyof paths> = paths[Path] extends { get: infer Operation } ? Operation : never;
/** What a route answers, and which parameters it takes after the question mark. */
type Answer<Path extends keyof paths> =
  Get<Path> extends { responses: { 200: { content: { 'application/json': infer Body } } } } ? Body : never;
type Query<Path extends keyof paths> =
  Get<Path> extends { parameters: { query?: infer Asked } } ? Asked : never;

/** @param values what stands in the place of the path's parameters */
async function get<Path extends keyof paths>(
  path: Path,
  query: Query<Path>,
  values: Readonly<Record<string, string>> = {},
): Promise<Answer<Path>> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const address = new URL(filled, SITE);
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, String(value));
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.href}: ${answer.status} ${await answer.text()}`);
  const body: Answer<Path> = JSON.parse(await answer.text());
  return body;
}

const { data } = await get('/api/v1/instances', { sort: 'users', limit: 10 });
for (const { domain, users } of data) {
  const { points } = await get('/api/v1/instances/{domain}/series', { metric: 'users' }, { domain });
  // null is a gap: unknown, not zero.
  const known = points.flatMap(([, value]) => value ?? []);
  const growth = (known.at(-1) ?? 0) - (known[0] ?? 0);
  process.stdout.write(`${domain}\t${users ?? 'unknown'}\t${growth < 0 ? growth : `+${growth}`}\n`);
}
