/** The texts: complete in both languages, all used, and put into words rightly where numbers are involved. */
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { MESSAGES } from '../../web/messages.ts';

const ROOT = new URL('../../', import.meta.url);
const SOURCES = globSync('web/{pages,charts,routes,embed,feeds}/**/*.ts', { cwd: ROOT })
  .map((name) => readFileSync(new URL(name, ROOT), 'utf8'))
  .join('\n');

type Leaf = { readonly path: string; readonly value: unknown };

/** Every text with its path, arrays taken as one text. */
function leaves(node: unknown, path: string): readonly Leaf[] {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return [{ path, value: node }];
  return Object.entries(node).flatMap(([key, value]) => leaves(value, path === '' ? key : `${path}.${key}`));
}

const paths = (lang: 'en' | 'fr'): readonly string[] =>
  leaves(MESSAGES[lang], '')
    .map(({ path }) => path)
    .toSorted();

describe('the texts', () => {
  it('have the same keys in English and French', () => {
    expect(paths('fr')).toEqual(paths('en'));
  });

  it.each(['en', 'fr'] as const)('are never empty in %s', (lang) => {
    const empty = leaves(MESSAGES[lang], '').filter(
      ({ value }) => typeof value === 'string' && value.trim() === '',
    );
    expect(empty).toEqual([]);
  });

  it('are all used by a page', () => {
    const entries = Object.entries(MESSAGES.en).flatMap(([group, texts]) =>
      Object.keys(texts).map((key) => [group, key] as const),
    );
    // A text is named in full, under the name its group has there, or looked up by a value of the domain.
    const isUsed = ([group, key]: readonly [string, string]): boolean => {
      const named = new RegExp(`\\b(?:${group}|texts)\\??\\.${key}\\b`);
      const destructured = new RegExp(`\\{[^}]*\\b${key}\\b[^}]*\\} = (?:ctx\\.t|t)\\.${group}\\b`);
      const lookedUp = new RegExp(`\\b(?:ctx\\.)?t?\\.?${group}\\[`);
      return [named, destructured, lookedUp].some((pattern) => pattern.test(SOURCES));
    };
    expect(entries.filter((entry) => !isUsed(entry)).map((entry) => entry.join('.'))).toEqual([]);
  });

  it('differ between the languages, names apart', () => {
    const french = new Map(leaves(MESSAGES.fr, '').map(({ path, value }) => [path, value]));
    const same = leaves(MESSAGES.en, '').filter(
      ({ path, value }) => typeof value === 'string' && value === french.get(path),
    );
    expect(same.map(({ path }) => path).toSorted()).toEqual([
      'api.title',
      'directory.columns.name',
      'figures.instances.name',
      'figures.instances.noun',
      'figures.instances.one',
      'graph.csv',
      'graph.date',
      'graph.modes.total',
      'instance.change.description',
      'instance.change.softwareVersion',
      'nav.api',
      'site.name',
    ]);
  });

  it('use the typography of their language', () => {
    const texts = (lang: 'en' | 'fr'): readonly string[] =>
      leaves(MESSAGES[lang], '').flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
    for (const text of [...texts('en'), ...texts('fr')]) expect(text).not.toMatch(/'/);
    for (const text of texts('fr')) expect(text).not.toMatch(/(?: |[\p{L}\d)])[:;!?»](?:\s|$)/u);
  });

  it('count in the plural of their language: French has one for zero, English has not', () => {
    expect(MESSAGES.en.changes.instances(0)).toBe('0 instances');
    expect(MESSAGES.fr.changes.instances(0)).toBe('0 instance');
    expect(MESSAGES.en.changes.instances(1)).toBe('1 instance');
    expect(MESSAGES.fr.changes.instances(1_200)).toBe('1\u202f200 instances');
  });
});
