/** `npm run export:site -- <folder>`: the whole site as files for any file host: both languages, every page, the figures of every graph. */
import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { FastifyInstance } from 'fastify';
import { openReader } from '../db/open.ts';
import { buildServer } from '../web/server.ts';
import { readWebSettings } from '../web/settings.ts';
import { runCommand, TERMINAL, wallClock, type Terminal } from './command.ts';
import { addressOf, fileOf, linksOf, rewritten } from './export-site/links.ts';

const USAGE = `npm run export:site -- <folder>
Writes the whole site into a new or empty folder, for the root of any file host.`;
const CLIENT = fileURLToPath(new URL('../dist/client/', import.meta.url));
const LANGUAGES = ['en', 'fr'] as const;
/** A register of 100,000 instances has about this many; more is a circle of links. */
const MOST_FILES = 1_000_000;
/** How often a line says how far it is. */
const LINE_EVERY_MS = 3_000;
/** Of the links that led to nothing, so many are named. */
const TOLD = 10;

type Page = { readonly file: string; readonly html: string; readonly lang: string };

/** @returns the exit code */
export async function exportSite(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  { say, complain }: Terminal,
): Promise<number> {
  const { positionals } = parseArgs({ args: [...args], options: {}, allowPositionals: true });
  const [folder] = positionals;
  if (folder === undefined || positionals.length > 1) {
    complain(USAGE);
    return 1;
  }
  if (existsSync(folder) && readdirSync(folder).length > 0) {
    complain(`${folder} is not empty.`);
    return 1;
  }
  // What a file host cannot take is not offered.
  const settings = readWebSettings({ ...env, READ_ONLY: 'yes' });
  const db = openReader(settings.databasePath);
  const at = wallClock();
  if ((env['PUBLIC_URL'] ?? '') === '')
    complain(
      `PUBLIC_URL is not set: what the pages say of their own address will be ${settings.publicUrl}. Set it to where the site will lie.`,
    );
  const app = await buildServer({ db, settings, now: () => at, isStill: true });
  try {
    // One moment for all pages, whatever is crawled meanwhile.
    db.exec('BEGIN');
    const { files, missing } = await write(app, folder, say);
    say(`${files} files in ${folder}.`);
    if (missing.length > 0)
      complain(`Links that led to nothing were taken out: ${missing.slice(0, TOLD).join(' ')}`);
    return 0;
  } finally {
    await app.close();
    db.close();
  }
}

async function write(
  app: FastifyInstance,
  folder: string,
  say: (line: string) => void,
): Promise<{ files: number; missing: readonly string[] }> {
  /** The place of each address; `null`: it leads to nothing. */
  const places = new Map<string, string | null>();
  const pages: Page[] = [];
  const waiting = LANGUAGES.map((lang) => ({ address: `/${lang}`, lang: lang as string }));
  const known = new Set(waiting.map(({ address }) => address));
  let asked = 0;
  let toldAt = performance.now();
  for (let next = waiting.pop(); next !== undefined && places.size < MOST_FILES; next = waiting.pop()) {
    const { address } = next;
    const lang = /^\/(en|fr)(?:\/|$)/.exec(address)?.[1] ?? next.lang;
    asked += 1;
    if (performance.now() - toldAt >= LINE_EVERY_MS) {
      toldAt = performance.now();
      say(`${places.size} of ${known.size} addresses known so far`);
    }
    const answer = await app.inject({
      url: address,
      remoteAddress: visitor(asked),
      headers: { accept: '*/*' },
    });
    const type = answer.headers['content-type'] ?? '';
    if (answer.statusCode !== 200) {
      places.set(address, null);
      continue;
    }
    const file = fileOf(address, type);
    places.set(address, addressOf(file));
    if (!type.startsWith('text/html')) {
      save(folder, file, answer.rawPayload);
      continue;
    }
    const html = answer.payload;
    pages.push({ file, html, lang });
    for (const linked of linksOf(html, lang)) {
      if (known.has(linked)) continue;
      known.add(linked);
      waiting.push({ address: linked, lang });
    }
  }
  const place = (address: string): string | null => places.get(address) ?? null;
  for (const { file, html, lang } of pages) save(folder, file, rewritten(html, lang, place));
  // Style sheets name files that no page does.
  if (existsSync(CLIENT)) cpSync(CLIENT, folder, { recursive: true });
  save(folder, 'index.html', FRONT);
  const missing = [...places].filter(([, found]) => found === null).map(([address]) => address);
  return { files: places.size - missing.length + 1, missing };
}

/** Each from an address of its own: the limits of rates are for strangers. */
function visitor(count: number): string {
  return `10.${(count >> 16) & 255}.${(count >> 8) & 255}.${count & 255}`;
}

function save(folder: string, file: string, content: string | Buffer): void {
  const path = join(folder, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

/** A file host does not know which language a reader prefers. */
const FRONT = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta http-equiv="refresh" content="0; url=/en/">
<title>Herdbook</title>
<p><a href="/en/">English</a> · <a href="/fr/" lang="fr">Français</a></p>
</html>
`;

if (import.meta.main) runCommand(USAGE, () => exportSite(process.argv.slice(2), process.env, TERMINAL));
