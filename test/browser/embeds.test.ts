/** Embedded graphs in a real browser, on a page of somebody else's, show what the API says. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, Frame } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SentGraphPoints } from '../../web/charts/graph-points.ts';
import type { SentOverlayPoints } from '../../web/charts/overlay-points.ts';
import { timesOf } from '../../web/client/times.ts';
import { serve, startBrowser, type Served } from './browser.ts';
import { importOfficial } from '../../db/official/official-file.ts';
import type { Database } from '../../db/open.ts';
import { AT0, domainOf } from '../rows.ts';
import { OFFICIAL } from '../web/choosing.ts';
import { MAIN_INSTANCE, ODD_INSTANCE, writeHerd } from './herd.ts';

const OTHER_INSTANCE = 'instance-7.example.test';

/** The made-up register, with one instance run by a public body. */
function withPublicSector(path: string): Database {
  const db = writeHerd(path);
  importOfficial(db, AT0, [{ ...OFFICIAL, domain: domainOf(OTHER_INSTANCE) }]);
  return db;
}

let browser: Browser;
let site: Served;
/** Somebody else's site: another port is another origin. */
let elsewhere: Server;
let theirPage = '';
beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), serve(withPublicSector)]);
  elsewhere = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end(theirPage),
  );
  await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await browser.close();
  await site.stop();
  elsewhere.close();
});

type Series = { points: [at: number, ...values: (number | null)[]][] };
const apiPoints = async (path: string): Promise<Series['points']> =>
  ((await (await fetch(`${site.origin}/api/v1/${path}`)).json()) as Series).points;

type Pasted = {
  readonly frame: Frame;
  readonly desc: string;
  readonly sizes: unknown;
  /** Red of the pixel in the corner of the PNG, 0 to 255. */
  readonly corner: number;
  readonly theme: string | null;
  readonly problems: readonly string[];
  readonly close: () => Promise<void>;
};

/** All three forms of a graph on somebody else's page. */
async function pasted(path: string, query: string): Promise<Pasted> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  const address = (ending: string, more = ''): string => {
    const [name, own] = path.split('?');
    const asked = [own, query, more].filter((part) => part !== undefined && part !== '').join('&');
    return `${site.origin}/embed/${name}${ending}?${asked}`;
  };
  theirPage = `<iframe src="${address('')}" width="800" height="600"></iframe>
    <img src="${address('.svg')}"><img crossorigin="anonymous" src="${address('.png', 'width=640&height=360')}">`;
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  const frame = page.frames()[1];
  if (frame === undefined) throw new Error('the frame is not there');
  const corner = Number(
    await page.evaluate(`(() => {
      const canvas = document.createElement('canvas').getContext('2d');
      canvas.drawImage(document.images[1], 0, 0);
      return canvas.getImageData(2, 2, 1, 1).data[0];
    })()`),
  );
  const svg = await (await fetch(address('.svg'))).text();
  return {
    frame,
    desc: /<desc[^>]*>([^<]*)<\/desc>/.exec(svg)?.[1] ?? '',
    sizes: await page.evaluate('[...document.images].map((one) => [one.naturalWidth, one.naturalHeight])'),
    corner,
    theme: await frame.locator('html').getAttribute('data-theme'),
    problems,
    close: () => page.close(),
  };
}

const SIZES = [
  [800, 420],
  [640, 360],
];

test.each([
  ['network/users', 'network/series?metric=users', 'range=30d&lang=en'],
  ['network/active', 'network/series?metric=activeMonth', 'range=7d&theme=dark&lang=en'],
  ['network/connections', 'network/series?metric=connections', 'range=1y&lang=fr&theme=light'],
  ['network/statuses', 'network/series?metric=statuses', 'range=all&lang=en'],
  [`instances/${MAIN_INSTANCE}/statuses`, `instances/${MAIN_INSTANCE}/series?metric=statuses`, 'lang=fr'],
  [
    `instances/${ODD_INSTANCE}/connections`,
    `instances/${ODD_INSTANCE}/series?metric=peersListed`,
    'range=90d&lang=en&theme=dark',
  ],
  ['public-sector/users?country=fr', 'public-sector/series?country=fr', 'range=30d&lang=en'],
  ['public-sector/active', 'public-sector/series?metric=activeMonth', 'range=90d&lang=fr&theme=dark'],
])('frame and pictures of %s have the figures of %s (%s)', async (path, series, query) => {
  const known = new Map((await apiPoints(series)).map(([at, value]) => [at, value ?? null]));
  const last = [...known.values()].findLast((value) => value !== null) ?? 0;
  const { frame, desc, sizes, corner, theme, problems, close } = await pasted(path, query);
  const { at: steps, value }: SentGraphPoints = JSON.parse(
    (await frame.locator('.plot-points').textContent()) ?? '{}',
  );
  const at = timesOf(steps);
  expect(at.length).toBeGreaterThan(1);
  for (const [index, time] of at.entries())
    expect([time, value[index]]).toEqual([time, known.get(time) ?? null]);
  expect(value.findLast((one) => one !== null)).toBe(last);
  expect(sizes).toEqual(SIZES);
  // The newest value of the API, in the words that the picture gives to those who cannot see it.
  const lang = query.includes('lang=fr') ? 'fr' : 'en';
  expect(desc).toContain(last.toLocaleString(lang));
  const asked = /theme=(\w+)/.exec(query)?.[1] ?? 'auto';
  expect(theme).toBe(asked);
  expect(corner < 60).toBe(asked === 'dark');
  expect(problems).toEqual([]);
  await close();
});

test.each([
  ['total', 'day'],
  ['day', 'day'],
  ['week', 'week'],
])('a frame read as %s has the changes of the API', async (mode, interval) => {
  const known = new Map(
    (await apiPoints(`network/series?mode=${mode}&interval=${interval}`)).map(([at, value]) => [at, value]),
  );
  const { frame, close } = await pasted('network/users', `mode=${mode}&range=90d&lang=en`);
  const { at: steps, value }: SentGraphPoints = JSON.parse(
    (await frame.locator('.plot-points').textContent()) ?? '{}',
  );
  const at = timesOf(steps);
  expect(at.length).toBeGreaterThan(10);
  for (const [index, time] of at.entries())
    expect([time, value[index]]).toEqual([time, known.get(time) ?? null]);
  await close();
});

test.each(['absolute', 'indexed', 'week'])(
  'several instances read as %s have the API’s figures',
  async (reading) => {
    const of = `i=${MAIN_INSTANCE}&i=${OTHER_INSTANCE}`;
    const points = await apiPoints(`compare?${of}&reading=${reading}&range=90d`);
    const { frame, desc, sizes, corner, problems, close } = await pasted(
      `compare/users?${of}`,
      `reading=${reading}&range=90d&lang=en&theme=dark`,
    );
    const { lines }: SentOverlayPoints = JSON.parse(
      (await frame.locator('.overlay-points').textContent()) ?? '{}',
    );
    expect(lines.map(({ name }) => name)).toEqual([MAIN_INSTANCE, OTHER_INSTANCE]);
    for (const [column, line] of lines.entries()) {
      const known = new Map(points.map(([at, ...values]) => [at, values[column] ?? null]));
      const at = timesOf(line.at);
      expect(at.length).toBeGreaterThan(10);
      for (const [index, time] of at.entries())
        expect([time, line.value[index]]).toEqual([time, known.get(time) ?? null]);
      const last = Math.abs([...known.values()].findLast((value) => value !== null) ?? 0);
      expect(desc).toContain(last.toLocaleString('en'));
    }
    expect(sizes).toEqual(SIZES);
    expect(corner).toBeLessThan(60);
    expect(problems).toEqual([]);
    await close();
  },
);

test.each([
  ['/en/', 1],
  ['/fr/network', 1],
  [`/en/compare?i=${MAIN_INSTANCE}&i=${OTHER_INSTANCE}`, 1],
  ['/en/public-sector/fr', 1],
  [`/fr/instances/${MAIN_INSTANCE}`, 4],
])('what %s gives to copy shows its graphs elsewhere, without script on either side', async (path, least) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site.origin}${path}`);
  const graphs = await page.locator('figure.graph:has(svg.line-graph, svg.overlay-graph, .plot svg)').count();
  const copied = await page
    .locator('.share textarea')
    .evaluateAll((boxes) => boxes.map((box) => box.textContent ?? ''));
  expect(graphs).toBeGreaterThanOrEqual(least);
  expect(copied).toHaveLength(graphs * 2);
  theirPage = copied
    .join('\n')
    .replaceAll(/https?:\/\/[^/"]+\/embed/g, `${site.origin}/embed`)
    .replaceAll('loading="lazy"', '');
  await page.goto(`http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`);
  await page.waitForLoadState('load');
  const widths = await page
    .locator('img')
    .evaluateAll((images) => images.map((image) => ('naturalWidth' in image ? image.naturalWidth : null)));
  expect(widths).toEqual(Array.from({ length: graphs }, () => 800));
  const frames = page.frames().slice(1);
  expect(frames).toHaveLength(graphs);
  for (const frame of frames) expect(await frame.locator('.plot svg').count()).toBeGreaterThan(0);
  await context.close();
});
