/** Every table of every page against the CSV that the page offers for it: walked in a browser from the home page, as a reader would. */
import type { Browser } from 'playwright-core';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serve, startBrowser, visit, type Served } from './browser.ts';

let browser: Browser;
let site: Served;

beforeAll(async () => {
  [browser, site] = await Promise.all([startBrowser(), serve()]);
});
afterAll(async () => {
  await browser.close();
  await site.stop();
});

type Cell = { readonly text: string; readonly exact: string | null };
type Found = {
  readonly name: string;
  /** Its columns are instances: rows of words, and of shares of their own figures. */
  readonly isTurned: boolean;
  /** CSV addresses in the smallest part of the page that has any. */
  readonly csv: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
};
type Looked = { readonly tables: readonly Found[]; readonly links: readonly string[] };

/** Runs in the page. Text, because what it names is not in the library of the server's code. */
const LOOK = `(() => {
  const csvIn = (part) => [...part.querySelectorAll('a[href*=".csv"]')].map((link) => link.getAttribute('href'));
  const tables = [...document.querySelectorAll('main table')].map((table) => {
    let part = table.parentElement;
    while (part !== null && part.localName !== 'main' && csvIn(part).length === 0) part = part.parentElement;
    const name = table.closest('figure, section')?.querySelector('h2, .finding, caption')?.textContent ?? table.className;
    const rows = [...table.querySelectorAll('tbody tr')].map((row) =>
      [...row.querySelectorAll('th, td')].map((cell) => ({
        text: cell.textContent.replaceAll(/\\s+/g, ' ').trim(),
        exact: cell.querySelector('time')?.getAttribute('datetime') ?? null,
      })),
    );
    const isOurs = part !== null && part.localName !== 'main';
    return { name: name.trim(), isTurned: table.matches('.comparison'), csv: isOurs ? csvIn(part) : [], rows };
  });
  const links = [...document.querySelectorAll('a[href^="/"]')].map((link) => link.getAttribute('href'));
  return { tables, links };
})()`;

/** The value of a cell as far as it is told: a number and half of its last digit. `null`: no number. */
function told({ text }: Cell): { readonly value: number; readonly within: number } | null {
  const found = /^([+−-]?)([\d,]+(?:\.(\d+))?)([KMB%]?)$/.exec(text);
  if (found === null) return null;
  const [, sign = '', digits = '', decimals = '', unit = ''] = found;
  const scale = { K: 1e3, M: 1e6, B: 1e9, '%': 0.01 }[unit] ?? 1;
  const value = Number(digits.replaceAll(',', '')) * scale * (sign === '' || sign === '+' ? 1 : -1);
  return { value, within: (0.5 * scale) / 10 ** decimals.length + 1e-9 };
}

/** Whether a record of the CSV has every number that the row shows, each in a field of its own. */
function holds(record: readonly string[], row: readonly Cell[]): boolean {
  const left = record.filter((field) => field !== '').map((field) => ({ field, value: Number(field) }));
  return row.every((cell) => {
    const number = told(cell);
    if (number === null) {
      // A day or a name: there as it is, where the page says exactly which.
      const { exact } = cell;
      return (
        exact === null ||
        !/^\d{4}-\d{2}-\d{2}$/.test(exact) ||
        record.some((field) => field.startsWith(exact))
      );
    }
    const isExact = number.within < 0.6 && Number.isInteger(number.value);
    const at = left.findIndex(
      ({ value }) => Math.abs(value - number.value) <= (isExact ? 1e-9 : number.within),
    );
    if (at === -1) return false;
    left.splice(at, 1);
    return true;
  });
}

const files = new Map<string, Promise<readonly string[][]>>();

/** Each file is asked for once. @throws Error where the page leads to a CSV that is none */
async function recordsOf(address: string): Promise<readonly string[][]> {
  const asked = files.get(address) ?? fetchRecords(address);
  files.set(address, asked);
  return asked;
}

async function fetchRecords(address: string): Promise<readonly string[][]> {
  const file = await fetch(new URL(address, site.origin));
  if (!file.ok) throw new Error(`${address} answered ${file.status}`);
  return parse(await file.text(), { relax_column_count: true });
}

/** One address for each kind of page: walking all instances and days would tell nothing more. */
function kindOf(link: string): string {
  const { pathname, searchParams } = new URL(link, 'http://site.invalid');
  const kind = pathname
    .replace(/^\/en(?=\/)/, '')
    .replace(/\/instances\/[^/]+/, '/instances/:')
    .replace(/\/days\/[^/]+/, '/days/:')
    .replace(/\/public-sector\/.+/, '/public-sector/:');
  // A past day once for each page, whatever it shows.
  if (searchParams.has('on')) return `${kind}?on`;
  const asked = [...searchParams].filter(([name]) =>
    ['metric', 'mode', 'by', 'per', 'reading'].includes(name),
  );
  return `${kind}?${asked.map(([name, value]) => `${name}=${value}`).join('&')}`;
}

/** Tables without figures of ours: what they say is in the documents that they stand in. */
const WORDS = new Set(['/method?', '/api?']);
const MOST_PAGES = 90;

test('each table of each page is in the CSV that the page offers for it', { timeout: 240_000 }, async () => {
  const { page, close } = await visit(browser, site.origin, { javaScriptEnabled: false });
  const [waiting, seen] = [
    ['/en/', '/en/network?on=2025-12-01', '/en/compare?i=toots.example.test&i=odd.example.test'],
    new Set<string>(),
  ];
  const faults: string[] = [];
  let compared = 0;
  for (let link = waiting.shift(); link !== undefined && seen.size < MOST_PAGES; link = waiting.shift()) {
    const kind = kindOf(link);
    if (seen.has(kind) || !/^\/en(\/|$)/.test(link) || /\/(choose|suggest|visits|dashboard)/.test(link))
      continue;
    seen.add(kind);
    const answer = await page.goto(link);
    expect(answer?.status(), link).toBe(200);
    const { tables, links } = await page.evaluate<Looked>(LOOK);
    waiting.push(...links.map((one) => one.split('#', 1)[0] ?? ''));
    if (WORDS.has(kind)) continue;
    for (const { name, isTurned, csv, rows } of tables) {
      const counted = rows.filter((row) => row.some((cell) => /\d/.test(cell.text)));
      if (counted.length === 0) continue;
      if (csv.length === 0) {
        faults.push(`${link}: “${name}” has no CSV`);
        continue;
      }
      const offered = await Promise.all(csv.map(recordsOf));
      if (isTurned) continue;
      const lost = counted.filter(
        (row) => !offered.some((records) => records.some((record: string[]) => holds(record, row))),
      );
      compared += counted.length;
      if (lost.length > 0)
        faults.push(
          `${link}: “${name}”: ${lost.length} of ${counted.length} rows are not in ${csv.join(' ')}: ${lost[0]?.map(({ text }) => text).join(' | ')}`,
        );
    }
  }
  await close();
  expect(faults).toEqual([]);
  expect(compared).toBeGreaterThan(1_000);
  expect(seen.size).toBeGreaterThan(30);
});
