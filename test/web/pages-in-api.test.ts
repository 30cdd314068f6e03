/** Everything a page shows is in the API: each page's figures and names are looked for in the answers that stand for it. */
import { describe, expect, test, beforeAll, afterAll } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { importOfficial } from '../../db/official/official-file.ts';
import type { Database } from '../../db/open.ts';
import { STAT_TABLES } from '../../db/statistics/tables.ts';
import { WEEK } from '../../db/time.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import { HERD_NOW, MAIN_INSTANCE, ODD_INSTANCE, writeHerd } from '../browser/herd.ts';
import { AT0, domainOf, insertObservation, insertWeek } from '../rows.ts';
import { OFFICIAL } from './choosing.ts';

const OTHER = 'instance-7.example.test';
const METRICS = ['users', 'activeMonth', 'statuses', 'connections'] as const;
const SERIES = METRICS.map((metric) => `network/series?metric=${metric}`);
const STATISTICS = [
  ...SERIES,
  // The bars of a month's growth.
  ...METRICS.map((metric) => `network/series?metric=${metric}&mode=month`),
  'events',
  ...STAT_TABLES.map((table) => `network/tables/${table}`),
];
const DIMENSIONS = ['software', 'language', 'size'];

function ofInstance(domain: string): readonly string[] {
  return [
    `instances/${domain}`,
    `instances/${domain}/availability`,
    `instances/${domain}/published`,
    ...[...METRICS, 'peersListed'].map((metric) => `instances/${domain}/series?metric=${metric}`),
  ];
}

/** Each page with the answers that hold what it shows. */
const PAGES: readonly (readonly [page: string, answers: readonly string[]])[] = [
  [
    '/',
    [
      'network',
      ...SERIES,
      'network/series?metric=instances',
      'changes',
      'events',
      'instances?sort=growth',
      'instances?sort=growth&order=asc',
    ],
  ],
  [
    '/?metric=statuses&range=1y&mode=week',
    [
      'network',
      ...SERIES,
      'network/series?metric=statuses&mode=week',
      'changes',
      'instances?sort=growth',
      'instances?sort=growth&order=asc',
    ],
  ],
  ['/instances', ['instances', 'facets']],
  ['/instances?language=fr&sort=statuses', ['instances?language=fr&sort=statuses', 'facets?language=fr']],
  [`/instances/${MAIN_INSTANCE}`, ofInstance(MAIN_INSTANCE)],
  [
    `/instances/${MAIN_INSTANCE}?mode=day&range=all`,
    [
      ...ofInstance(MAIN_INSTANCE),
      ...METRICS.map((metric) => `instances/${MAIN_INSTANCE}/series?metric=${metric}&mode=day`),
    ],
  ],
  [`/instances/${ODD_INSTANCE}`, ofInstance(ODD_INSTANCE)],
  [
    `/instances/${MAIN_INSTANCE}/visits`,
    [`instances/${MAIN_INSTANCE}/visits`, `instances/${MAIN_INSTANCE}/availability`],
  ],
  ['/network', [...STATISTICS, 'network/tables/parts?dimension=software']],
  ...DIMENSIONS.map((dimension): readonly [string, readonly string[]] => [
    `/network?by=${dimension}`,
    [...STATISTICS, `network/tables/parts?dimension=${dimension}`],
  ]),
  ['/network/days/2026-03-02', ['network/days/2026-03-02']],
  [
    `/compare?i=${MAIN_INSTANCE}&i=${OTHER}&metric=users&range=90d`,
    [`compare?i=${MAIN_INSTANCE},${OTHER}`, `instances/${MAIN_INSTANCE}`, `instances/${OTHER}`],
  ],
  [
    `/compare?i=${MAIN_INSTANCE}&i=${OTHER}&reading=week&range=1y`,
    [
      `compare?i=${MAIN_INSTANCE},${OTHER}&reading=week&range=1y`,
      `instances/${MAIN_INSTANCE}`,
      `instances/${OTHER}`,
    ],
  ],
  [
    '/public-sector/fr',
    [
      'public-sector?country=fr',
      ...METRICS.map((metric) => `public-sector/series?country=fr&metric=${metric}`),
      `instances/${MAIN_INSTANCE}`,
    ],
  ],
  ['/choose?step=result&seed=a', ['choose?seed=a', 'instances?limit=500']],
];

let app: FastifyInstance;
let db: Database;
beforeAll(async () => {
  db = writeHerd(':memory:');
  importOfficial(db, AT0, [{ ...OFFICIAL, domain: domainOf(MAIN_INSTANCE), admits: 'public' }]);
  const id = Number(db.prepare('SELECT id FROM instance WHERE domain = ?').pluck().get(MAIN_INSTANCE));
  for (let visit = 0; visit < 60; visit += 1) insertObservation(db, id, AT0 + 30_000 - visit * 21_600, {});
  for (let week = 1; week < 9; week += 1)
    insertWeek(db, id, AT0 - week * WEEK, {
      registrations: 1_100 + week,
      logins: 2_200 + week,
      statuses: 70_003,
    });
  app = await buildServer({
    db,
    settings: readWebSettings({ ALLOWED_SUFFIXES: 'test' }),
    now: () => HERD_NOW,
  });
});
afterAll(async () => {
  await app.close();
  db.close();
});

/** What a graph's words reckon from its figures, and what is around them: not figures of their own. */
const RECKONED = [
  /<(script|form|text|title|desc|figcaption|textarea|pre)\b[\s\S]*?<\/\1>/g,
  /<div class="graph-words">[\s\S]*?<\/div>/g,
  // Why a suggestion fits, rounded; the classes' own bounds.
  /<ul class="for">[\s\S]*?<\/ul>/g,
  /(?:under |from )?1,000(?: to 9,999)?|10,000/g,
];

/** Counts in full and exact ones; not what is rounded for the eye, such as 1.2M. */
function figuresOf(html: string): readonly number[] {
  const bare = RECKONED.reduce((text, part) => text.replaceAll(part, ' '), html);
  const text = bare.replaceAll(/<[^>]+>/g, ' ');
  const full = [...text.matchAll(/(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d.,]*\d|[KMB%])/g)].map(([number]) =>
    Number(number.replaceAll(',', '')),
  );
  const exact = [...bare.matchAll(/<data value="(\d+)"/g)].map(([, number]) => Number(number));
  return [...new Set([...full, ...exact])];
}

function domainsOf(html: string): readonly string[] {
  return [
    ...new Set([...html.matchAll(/href="\/en\/instances\/([a-z0-9.-]+)"/g)].map(([, name]) => name ?? '')),
  ];
}

/** All numbers of an answer, however deep, as they are without their sign. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [Math.abs(value)];
  if (typeof value === 'string') return /^\d{4,}$/.test(value) ? [Number(value)] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}

type Day = { figures: { before: number | null; now: number | null; same: number }[] };

/** What a page says of the days that it links to: the step of each total, and that of the same instances. */
async function stepsOn(html: string): Promise<readonly number[]> {
  const days = [...html.matchAll(/href="\/en\/network\/days\/([0-9-]{10})"/g)].map(([, day]) => day);
  const answers = await Promise.all(
    [...new Set(days)].map((day) => app.inject(`/api/v1/network/days/${day}`)),
  );
  return answers
    .filter(({ statusCode }) => statusCode === 200)
    .flatMap((answer) => answer.json<Day>().figures)
    .flatMap(({ before, now, same }) => [Math.abs((now ?? 0) - (before ?? 0)), Math.abs(same)]);
}

async function pageOf(path: string): Promise<string> {
  const answer = await app.inject(`/en${path}`);
  expect(answer.statusCode, path).toBe(200);
  return (answer.payload.split('<main')[1] ?? '').split('</main>')[0] ?? '';
}

describe.each(PAGES)('%s', (page, answers) => {
  test('shows figures and instances that the API has', async () => {
    const html = await pageOf(page);
    const asked = await Promise.all(answers.map((path) => app.inject(`/api/v1/${path}`)));
    for (const [index, { statusCode }] of asked.entries()) expect(statusCode, answers[index]).toBe(200);
    const known = new Set([...asked.flatMap((answer) => numbersIn(answer.json())), ...(await stepsOn(html))]);
    expect(figuresOf(html).filter((figure) => !known.has(figure))).toEqual([]);
    const text = asked.map(({ payload }) => payload).join('\n');
    expect(
      domainsOf(html).filter((domain) => !text.includes(`"${domain}"`) && !page.includes(domain)),
    ).toEqual([]);
  });
});

test('the pages looked at show enough to look for', async () => {
  const counts = await Promise.all(
    PAGES.map(async ([page]) => {
      const html = await pageOf(page);
      return figuresOf(html).length + domainsOf(html).length;
    }),
  );
  expect(Math.min(...counts)).toBeGreaterThanOrEqual(1);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(500);
});
