/** The search: what is typed, what is found, what stands first, and that the index keeps step with the rows. */
import { describe, expect, test } from 'vitest';
import { listInstances } from '../../db/directory/directory.ts';
import { openWriter } from '../../db/open.ts';
import type { Database } from '../../db/open.ts';
import { recordProfile } from '../../db/profiles.ts';
import { searchWords } from '../../db/directory/search.ts';
import type { Profile } from '../../db/model.ts';
import { AT0, insertInstance, insertLatest, insertProfile } from '../rows.ts';

function found(db: Database, q: string): string[] {
  return listInstances(db, { filter: { q }, sort: 'relevance', order: 'desc', limit: 50 }).rows.map(
    ({ domain }) => domain,
  );
}

const PROFILE: Profile = {
  softwareName: 'mastodon',
  softwareVersion: '4.5.0',
  title: null,
  description: null,
  languages: [],
  registrations: null,
  registrationsMessage: null,
  rules: [],
  minimumAge: null,
  thumbnail: null,
  characterLimit: null,
  limitedFederation: null,
};

describe('words', () => {
  test.each([
    ['école normale', ['école', 'normale']],
    ['  mastodon.social ', ['mastodon  social']],
    ['e ec', ['  e', ' ec']],
    ["l’art d'aimer", ['l  art', 'd  aimer']],
    ['. - ’', []],
    ['https://mastodon.social/about', ['mastodon  social']],
    ['HTTP://mastodon.social:443/@someone', ['mastodon  social']],
    ['mastodon.social/', ['mastodon  social']],
    ['@someone@mastodon.social', ['mastodon  social']],
    ['someone@mastodon.social art', ['mastodon  social', 'art']],
    ['and/or', ['and/or']],
    ['https://', ['https://']],
    ['', []],
  ])('of "%s" are %j', (q, words) => {
    expect(searchWords(q)).toEqual(words);
  });
  test('are cut in number and length', () => {
    expect(searchWords('word '.repeat(50))).toHaveLength(8);
    expect(searchWords('x'.repeat(1_000))[0]).toHaveLength(64);
  });
});

describe('the search', () => {
  const db = openWriter(':memory:');
  const school = insertInstance(db, 'pouet.example.org');
  insertProfile(db, school, { title: 'École normale', description: 'Für die Leute' });
  insertProfile(db, insertInstance(db, 'mathstodon.example.org'), { title: 'MATHS' });
  insertProfile(db, insertInstance(db, 'xn--caf-dma.example.org'), { title: '日本の漫画 café' });

  test.each([
    ['ecole', ['pouet.example.org']],
    ['ÉCOLE', ['pouet.example.org']],
    ['eco', ['pouet.example.org']],
    ['ec', ['pouet.example.org']],
    ['no', ['pouet.example.org']],
    ['fur leute', ['pouet.example.org']],
    ['hsto', ['mathstodon.example.org']],
    ['mathstodon.example', ['mathstodon.example.org']],
    ['の漫画', ['xn--caf-dma.example.org']],
    ['cafe', ['xn--caf-dma.example.org']],
    ['ormale ecole', ['pouet.example.org']],
    ['rm', []],
    ['ecole maths', []],
    ['"ecole', []],
    ['ecole" OR "maths', []],
    ['domain:ecole', []],
    ['nothing*', []],
  ])('finds by "%s" %j', (q, domains) => {
    expect(found(db, q)).toEqual(domains);
  });

  test('puts the instance whose page was pasted first', () => {
    expect(found(db, 'https://mathstodon.example.org/@someone')).toEqual(['mathstodon.example.org']);
    expect(found(db, '@someone@pouet.example.org')).toEqual(['pouet.example.org']);
  });

  test('finds everything by nothing but separators', () => {
    expect(found(db, '-')).toHaveLength(3);
  });
});

test('the whole name stands first, then its beginning, then titles, then the rest; size decides among equals', () => {
  const db = openWriter(':memory:');
  const add = (domain: string, users: number, title: string | null, description: string | null): void => {
    const id = insertInstance(db, domain);
    insertProfile(db, id, { title, description });
    insertLatest(db, id, { users });
  };
  add('mentions.example.org', 9_000_000, null, 'not art.example at all');
  add('titled.example.org', 5, 'The house of art.example', null);
  add('art.example.org', 1, null, null);
  add('large.example.org', 800, 'Art.example club', null);
  add('small.example.org', 80, 'Art.example too', null);
  expect(found(db, 'art.example')).toEqual([
    'art.example.org',
    'large.example.org',
    'small.example.org',
    'titled.example.org',
    'mentions.example.org',
  ]);
});

describe('the index', () => {
  test('follows what an instance says of itself, and forgets what it no longer says', () => {
    const db = openWriter(':memory:');
    const id = insertInstance(db, 'a.example.org', { addedBy: 'peer', state: 'discovered' });
    expect(found(db, 'example')).toEqual([]);
    insertLatest(db, id, { users: 1 });
    recordProfile(db, id, AT0, { ...PROFILE, title: 'Harbour' }, { isPartial: false, isHeld: false });
    expect(found(db, 'harbour example')).toEqual(['a.example.org']);
    recordProfile(db, id, AT0 + 10, { ...PROFILE, title: 'Lighthouse' }, { isPartial: false, isHeld: false });
    expect([found(db, 'harbour'), found(db, 'lighthouse')]).toEqual([[], ['a.example.org']]);
    db.prepare(`UPDATE profile SET title = 'Pier' WHERE untilAt IS NULL`).run();
    expect([found(db, 'lighthouse'), found(db, 'pier')]).toEqual([[], ['a.example.org']]);
    db.prepare('DELETE FROM instance').run();
    expect(found(db, 'pier')).toEqual([]);
    expect(db.prepare(`SELECT count(*) FROM search WHERE search MATCH '"pier"'`).pluck().get()).toBe(0);
  });

  test('is left alone by a new version: most changes are no new words', () => {
    const db = openWriter(':memory:');
    const id = insertInstance(db, 'a.example.org');
    recordProfile(db, id, AT0, { ...PROFILE, title: 'Harbour' }, { isPartial: false, isHeld: false });
    const size = (): unknown => db.prepare('SELECT count(*), max(id) FROM search_data').get();
    const before = size();
    recordProfile(
      db,
      id,
      AT0 + 10,
      { ...PROFILE, title: 'Harbour', softwareVersion: '4.6.0' },
      { isPartial: false, isHeld: false },
    );
    expect(size()).toEqual(before);
    expect(found(db, 'harbour')).toEqual(['a.example.org']);
  });
});
