/** How a software is kept up, by the bundled table of branches. */
import { describe, expect, test } from 'vitest';
import { SOFTWARE } from '../../crawler/software/index.ts';
import { parseDay } from '../../db/time.ts';
import { branchOf, readBranches, upkeepOf } from '../../db/catalogue/upkeep.ts';

const day = (text: string): number => parseDay(text) ?? 0;

describe('the table of branches', () => {
  const branches = readBranches();
  test('is sorted, names no branch twice and only software that is known', () => {
    const keys = branches.map(({ software, branch }) => `${software} ${branch}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(branches.map(({ software }) => software)).toEqual(
      branches.map(({ software }) => software).toSorted(),
    );
    const known = new Set(SOFTWARE.flatMap(({ names }) => names));
    expect(branches.filter(({ software }) => !known.has(software))).toEqual([]);
  });
  test('has public sources', () => {
    expect(branches.filter(({ source }) => !source.startsWith('https://'))).toEqual([]);
  });
  test.each([
    'software,branch,supportEnds,source,asOf\nmastodon,4,,https://example.org/,2026-01-01',
    'software,branch,supportEnds,source,asOf\nmastodon,4.5,soon,https://example.org/,2026-01-01',
    'software,branch,supportEnds,source,asOf\nmastodon,4.5,,nowhere,2026-01-01',
    'software,branch,supportEnds,source,asOf\nmastodon,4.5,,https://example.org/,',
    'software,branch,supportEnds,source,asOf\nMastodon,4.5,,https://example.org/,2026-01-01',
  ])('is refused where it is not well formed (%#)', (text) => {
    expect(() => readBranches(text)).toThrow(/record 1/);
  });
});

test.each([
  ['4.5.0', '4.5'],
  ['4.5.0-beta.2+glitch', '4.5'],
  ['v2025.10.2', '2025.10'],
  ['4.10', '4.10'],
  ['main', null],
  ['4', null],
  [null, null],
])('the branch of %s is %s', (version, branch) => {
  expect(branchOf(version)).toBe(branch);
});

test.each([
  ['mastodon', '4.7.4', '2026-11-01', 'current'],
  ['mastodon', '4.8.0-alpha.1', '2026-11-01', 'current'],
  ['mastodon', '4.5.20', '2026-11-01', 'behind'],
  ['mastodon', '4.5.20', '2027-02-20', 'behind'],
  ['mastodon', '4.5.20', '2027-02-21', 'unsupported'],
  ['mastodon', '4.2.0', '2026-01-08', 'behind'],
  ['mastodon', '4.2.0', '2026-01-09', 'unsupported'],
  ['mastodon', '2.4.3', '2026-11-01', 'unsupported'],
  ['mastodon', '4.10.0', '2026-11-01', 'current'],
  ['lemmy', '0.18.5', '2026-11-01', 'behind'],
  ['lemmy', '0.19.13', '2026-11-01', 'current'],
  ['hometown', '4.2.17', '2026-11-01', null],
  ['mastodon', 'nightly', '2026-11-01', null],
  [null, '4.5.0', '2026-11-01', null],
])('%s %s is on %s: %s', (software, version, on, upkeep) => {
  expect(upkeepOf(software, version, day(on))).toBe(upkeep);
});
