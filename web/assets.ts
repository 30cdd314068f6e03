/** Names of the bundled style and script, from vite's manifest. Never serves the files (the static plugin does). */
import { readFileSync } from 'node:fs';

export type Assets = {
  /** Addresses from the site's root. Empty when the client was not built: pages then work unstyled and without script. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
};

type Manifest = Readonly<
  Record<string, { readonly file?: string; readonly css?: readonly string[]; readonly isEntry?: boolean }>
>;

/** Reads `manifest.json` of the built client. A missing file means it was not built and is no error; a broken one throws. */
export function readAssets(folder: URL): Assets {
  const file = new URL('manifest.json', folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      return { styles: [], scripts: [] };
    throw error;
  }
  const manifest: Manifest = JSON.parse(text);
  const entries = Object.values(manifest).filter((entry) => entry.isEntry === true);
  return {
    styles: entries.flatMap((entry) => entry.css ?? []).map((name) => `/${name}`),
    scripts: entries.flatMap((entry) => entry.file ?? []).map((name) => `/${name}`),
  };
}
