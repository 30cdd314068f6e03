/** What is installed elsewhere, as far as it can be tried here: the image's steps as an unprivileged user, and the units as systemd reads them. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from './temporary.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const DOCKERFILE = read('Dockerfile');

function has(command: string, ...args: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe('the image', () => {
  const copied = [...DOCKERFILE.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) =>
    (match[1] ?? '').split(' '),
  );
  test('copies what is there, and only what .dockerignore lets through', () => {
    const allowed = new Set([...read('.dockerignore').matchAll(/^!(.+)$/gm)].map((match) => match[1]));
    const files = copied.filter((path) => path !== '.');
    expect(files.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    expect(files.filter((path) => !allowed.has(path))).toEqual([]);
  });
  test('runs as nobody in particular, and every command of it names a file of the image', () => {
    expect(DOCKERFILE).toMatch(/^USER node$/m);
    const commands = [
      ...`${DOCKERFILE}\n${read('compose.yaml')}`.matchAll(/(?:scripts|web|crawler)\/[\w/-]+\.ts/g),
    ];
    expect(commands.length).toBeGreaterThan(3);
    expect(commands.map(([path]) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    // What it starts with may import nothing that only the development needs.
    const { devDependencies }: { devDependencies: Record<string, string> } = JSON.parse(read('package.json'));
    const sources = ['crawler', 'db', 'web', 'scripts'].flatMap((room) =>
      readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts') && !/^(?:client|bench)/.test(name))
        .map((name) => read(join(room, name))),
    );
    const imported = sources.flatMap((text) =>
      [...text.matchAll(/^import (?!type\b)[^;]*? from '([^'.][^']*)'/gm)].map((match) => match[1] ?? ''),
    );
    expect(imported.filter((name) => name in devDependencies)).toEqual([]);
  });

  const isRoot = process.getuid?.() === 0;
  test.skipIf(!isRoot || !has('runuser', '-u', 'nobody', '--', 'true'))(
    'works for an unprivileged user on a tree that it cannot write to, but for the data',
    { timeout: 60_000 },
    async () => {
      const folder = temporaryFolder();
      const [tree, data] = [join(folder, 'tree'), join(folder, 'data')];
      mkdirSync(tree);
      for (const path of [...copied.filter((name) => name !== '.' && name !== '.npmrc'), 'dist'])
        if (existsSync(join(ROOT, path))) execFileSync('cp', ['-r', join(ROOT, path), join(tree, path)]);
      symlinkSync(join(ROOT, 'node_modules'), join(tree, 'node_modules'));
      mkdirSync(data);
      execFileSync('chown', ['nobody', data]);
      execFileSync('chmod', ['-R', 'a-w,a+rX', tree]);
      execFileSync('chmod', ['a+rx', folder]);
      const env = {
        PATH: process.env['PATH'],
        DATABASE_PATH: join(data, 'herdbook.sqlite'),
        PORT: '0',
        HOST: '127.0.0.1',
      };
      const run = (script: string, more: Record<string, string> = {}): string =>
        execFileSync('runuser', ['-u', 'nobody', '--', process.execPath, script], {
          cwd: tree,
          env: { ...env, ...more },
          encoding: 'utf8',
        });
      expect(run('scripts/ready.ts')).toMatch(/Added \d+ known instances/);
      const web = spawn('runuser', ['-u', 'nobody', '--', process.execPath, 'web/main.ts'], {
        cwd: tree,
        env,
      });
      onTestFinished(() => void web.kill('SIGKILL'));
      let said = '';
      web.stderr.on('data', (chunk) => (said += String(chunk)));
      while (!said.includes('Herdbook is at')) {
        const [chunk] = await once(web.stdout, 'data');
        said += String(chunk);
      }
      const port = /:(\d+)\n/.exec(said)?.[1] ?? '';
      expect(run('scripts/healthy.ts', { PORT: port })).toBe('');
      expect(() => run('scripts/healthy.ts', { PORT: '1' })).toThrow(/Command failed/);
      const page = await fetch(`http://127.0.0.1:${port}/en/instances`);
      expect(page.status).toBe(200);
      expect(readdirSync(data).toSorted()).toEqual(expect.arrayContaining(['herdbook.sqlite']));
      web.kill('SIGTERM');
      await once(web, 'exit');
    },
  );
});

describe.skipIf(!has('systemd-analyze', '--version'))('the units', () => {
  const units = readdirSync(join(ROOT, 'scripts/systemd'));
  test.each(units)('%s is what systemd understands, and shut in', (unit) => {
    const path = join(temporaryFolder(), unit);
    const here = read(`scripts/systemd/${unit}`)
      .replaceAll('/opt/herdbook/node_modules/.bin/node', process.execPath)
      .replaceAll('WorkingDirectory=/opt/herdbook', `WorkingDirectory=${ROOT}`)
      .replace(/^Documentation=.*\n/m, '');
    writeFileSync(path, here);
    const found = execFileSync('systemd-analyze', ['verify', path], { encoding: 'utf8', stdio: 'pipe' });
    expect(found).toBe('');
    const judged = execFileSync('systemd-analyze', ['security', '--offline=true', path], {
      encoding: 'utf8',
    });
    expect(Number(/level for .+: ([\d.]+)/.exec(judged)?.[1])).toBeLessThan(2);
    for (const [script] of here.matchAll(/(?:scripts|web|crawler)\/[\w/-]+\.ts/g))
      expect(existsSync(join(ROOT, script)), script).toBe(true);
  });
});
