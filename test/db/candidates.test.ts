/** Who may be suggested to newcomers, and who never is, whatever they answer. */
import { expect, test } from 'vitest';
import { importUnsuggested, readUnsuggested, suggestible } from '../../db/choice/candidates.ts';
import { importOfficial, readOfficial } from '../../db/official/official-file.ts';
import { openWriter, type Database } from '../../db/open.ts';
import { AT0, domainOf, insertInstance, insertLatest, insertProfile, type ProfileFields } from '../rows.ts';

const GOOD: ProfileFields = { registrations: 'open', rules: ['Be kind.'], languages: ['fr'] };
function add(db: Database, name: string, profile: ProfileFields, instance: object = {}): void {
  const id = insertInstance(db, name, { lastAnswerAt: AT0, lastVisitAt: AT0, ...instance });
  insertProfile(db, id, { ...GOOD, ...profile });
  insertLatest(db, id, { users: 100 });
}

test('only what may be suggested is: the rules that no answer changes', () => {
  const db = openWriter(':memory:');
  add(db, 'good.test', {});
  add(db, 'reviews.test', { registrations: 'approval' });
  add(db, 'closed.test', { registrations: 'closed' });
  add(db, 'restricted.test', { registrations: 'restricted' });
  add(db, 'unsaid.test', { registrations: null });
  add(db, 'no-rules.test', { rules: [] });
  add(db, 'old-software.test', { softwareName: 'mastodon', softwareVersion: '3.5.3' });
  add(db, 'silent.test', {}, { lastAnswerAt: AT0 - 8 * 86_400 });
  for (const state of ['failing', 'gone', 'moved', 'withheld', 'discovered'] as const)
    add(db, `${state}.test`, {}, { state });
  add(db, 'modest.test', {});
  add(db, 'ministry.test', {});
  add(db, 'blocked.test', {});
  db.prepare('UPDATE instance SET blockedAt = 1 WHERE domain = ?').run('blocked.test');
  importUnsuggested(db, [{ domain: domainOf('modest.test'), since: 1, source: 'https://modest.test/about' }]);
  const [entry] = readOfficial();
  if (entry === undefined) throw new Error('the registry is empty');
  importOfficial(db, AT0, [{ ...entry, domain: domainOf('ministry.test') }]);
  expect(suggestible(db, AT0).map(({ domain }) => domain)).toEqual(['good.test', 'reviews.test']);
  importUnsuggested(db, []);
  expect(suggestible(db, AT0).map(({ domain }) => domain)).toContain('modest.test');
});

test('the bundled list of those who ask not to be suggested is sound', () => {
  expect(readUnsuggested()).toBeInstanceOf(Array);
  expect(() => readUnsuggested('domain,since,source\nX.test,2026-01-01,https://x.test/\n')).toThrow(
    /record 1/,
  );
  expect(() => readUnsuggested('domain,since,source\nx.test,2026-13-01,https://x.test/\n')).toThrow(
    /record 1/,
  );
});
