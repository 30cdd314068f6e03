/** This program's version, as package.json says it. */
import { readFileSync } from 'node:fs';
import { parseJson, text } from './json.ts';

/** e.g. '0.1.0'; named in the user agent. */
export function programVersion(): string {
  const json = parseJson(readFileSync(new URL('../package.json', import.meta.url)));
  return (json.ok ? text(json.value, 'version') : null) ?? '0';
}
