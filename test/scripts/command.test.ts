/** What all commands have in common, seen from outside: help, arguments nobody knows, missing databases, readers that leave. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { addInstances } from '../../db/instances.ts';
import { openWriter } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { domain } from '../visits.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PATIENCE_MS = 60_000;
/** Programs of npm scripts that are Herdbook's own: `[script, file]`. */
const PROGRAMS = Object.entries(
  (JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> })
    .scripts,
).flatMap(([name, line]): [string, string][] => {
  const file = /exec node .*?((?:scripts|crawler|web)\/[\w-]+\.ts)$/.exec(line)?.[1];
  return file === undefined || name === 'bench' ? [] : [[name, file]];
});

type Ended = { readonly code: number | null; readonly output: string; readonly complaints: string };

async function run(file: string, args: readonly string[], path: string): Promise<Ended> {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], {
    env: { PATH: process.env['PATH'], DATABASE_PATH: path, ALLOWED_SUFFIXES: 'test' },
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let [output, complaints] = ['', ''];
  child.stdout.on('data', (text) => (output += String(text)));
  child.stderr.on('data', (text) => (complaints += String(text)));
  await once(child, 'close');
  return { code: child.exitCode, output, complaints };
}

describe('every command', () => {
  test('is known to this test', () => {
    expect(PROGRAMS.map(([name]) => name)).toContain('rebuild');
    expect(PROGRAMS.length).toBeGreaterThan(20);
  });

  test.each(PROGRAMS)(
    '%s tells its usage on --help, and does nothing',
    async (name, file) => {
      const path = join(temporaryFolder(), 'none.sqlite');
      const { code, output, complaints } = await run(file, ['--help'], path);
      expect({ code, complaints }).toEqual({ code: 0, complaints: '' });
      expect(output).toContain(name === 'start' ? 'npm start' : `npm run ${name}`);
      expect(existsSync(path)).toBe(false);
    },
    PATIENCE_MS,
  );
});

test.each([
  ['rebuild', []],
  ['verdict', ['lantern.test']],
  ['block', []],
  ['optout', ['lantern.test']],
  ['erase', ['lantern.test']],
  ['instance', ['lantern.test']],
  ['backup', []],
  ['bundle', []],
  ['export-site', ['site']],
])(
  '%s refuses a database that does not exist, by name, and makes none',
  async (name, args) => {
    const folder = temporaryFolder();
    const path = join(folder, 'mistyped.sqlite');
    const own = args.map((arg) => (arg === 'site' ? join(folder, 'site') : arg));
    const { code, complaints } = await run(`scripts/${name}.ts`, own, path);
    expect(code).toBe(1);
    expect(complaints).toContain(`There is no database at ${path}`);
    expect([existsSync(path), existsSync(join(folder, 'site'))]).toEqual([false, false]);
  },
  PATIENCE_MS,
);

test(
  'an option that is not known is named, with the usage and no hints for programmers',
  async () => {
    const { code, complaints } = await run('scripts/backup.ts', ['--fast'], join(temporaryFolder(), 'x'));
    expect(code).toBe(1);
    expect(complaints).toMatch(/^Unknown option '--fast'\.\n\nnpm run backup -- /);
  },
  PATIENCE_MS,
);

test(
  'a reader that has seen enough ends a command without a word',
  async () => {
    const path = join(temporaryFolder(), 'herdbook.sqlite');
    const db = openWriter(path);
    const names = Array.from({ length: 3_000 }, (_, index) => domain(`i${index}.test`));
    addInstances(db, names, 'operator', 0);
    db.prepare("UPDATE instance SET state = 'failing', failures = 50, lastVisitAt = 1").run();
    db.close();
    const child = spawn(process.execPath, [join(ROOT, 'scripts/instance.ts'), ...names.slice(0, 1_000)], {
      env: { PATH: process.env['PATH'], DATABASE_PATH: path, ALLOWED_SUFFIXES: 'test' },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let complaints = '';
    child.stderr.on('data', (text) => (complaints += String(text)));
    child.stdout.once('data', () => child.stdout.destroy());
    await once(child, 'close');
    expect(complaints).toBe('');
  },
  PATIENCE_MS,
);
