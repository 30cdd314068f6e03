/** How large scripts are as they travel: that of our graphs, and chart.js/auto bundled by the same tool. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';

const CLIENT = new URL('../../dist/client/', import.meta.url);
const PLAIN = fileURLToPath(new URL('./plain-chart.ts', import.meta.url));

type Manifest = Readonly<Record<string, { readonly file: string; readonly imports?: readonly string[] }>>;

/** Bytes after gzip, each file compressed by itself as it is sent. The client has to be built. */
export async function scriptBytes(): Promise<{ readonly ours: number; readonly plain: number }> {
  const manifest: Manifest = JSON.parse(readFileSync(new URL('manifest.json', CLIENT), 'utf8'));
  const files = new Set(['main.ts', 'line-chart.ts'].flatMap((name) => withImports(manifest, name)));
  const ours = [...files].map((file) => gzipSync(readFileSync(new URL(file, CLIENT))).length);
  return {
    ours: ours.reduce((sum, bytes) => sum + bytes, 0),
    plain: gzipSync(await plainScript()).length,
  };
}

function withImports(manifest: Manifest, name: string): string[] {
  const { file, imports = [] } = manifest[name] ?? {};
  if (file === undefined) throw new Error(`the client has no ${name}: is it built?`);
  return [file, ...imports.flatMap((inner) => withImports(manifest, inner))];
}

/** The yardstick's page as one script. */
export async function plainScript(): Promise<string> {
  const made = await build({
    configFile: false,
    logLevel: 'silent',
    build: { write: false, modulePreload: { polyfill: false }, rollupOptions: { input: PLAIN } },
  });
  if ('close' in made) throw new Error('the bundler watches instead of building');
  const outputs = Array.isArray(made) ? made : [made];
  const code = outputs
    .flatMap(({ output }) => output)
    .map((part) => (part.type === 'chunk' ? part.code : ''));
  return code.join('');
}
