/** The long view: first day, growth over a month, availability over three, made once a day. */
import { expect, test } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { makeLongView, refreshLongView } from '../../db/long-view.ts';
import { AT0, DAY0, insertDay, insertInstance, insertLatest, insertSource } from '../rows.ts';

const DAY = 86_400;

test('tells first day, users a month ago and visits of three months', async () => {
  const db = openWriter(':memory:');
  const source = insertSource(db).id;
  const id = insertInstance(db, 'a.example.org', { lastVisitAt: AT0 });
  insertLatest(db, id, { users: 100, at: AT0 + 5 });
  insertDay(db, id, DAY0 - 900, { users: 1, source });
  insertDay(db, id, DAY0 - 38, { users: 30 });
  insertDay(db, id, DAY0 - 33, { users: 50 });
  insertDay(db, id, DAY0 - 31, { users: 70, source });
  insertDay(db, id, DAY0 - 30, {});
  const attempt = db.prepare('INSERT INTO attempt VALUES (?, ?, ?, 1, 1)');
  attempt.run(AT0 - 91 * DAY, id, 'timeout');
  for (const [index, kind] of [null, null, null, 'resolver', 'own-side', 'withheld'].entries())
    attempt.run(AT0 - index, id, kind);
  insertInstance(db, 'without-figures.example.org');
  expect(await refreshLongView(db, AT0)).toBe(1);
  expect(db.prepare('SELECT * FROM longView').all()).toEqual([
    { instance: id, firstDay: DAY0 - 900, usersBefore: 50, visits: 4, answered: 3 },
  ]);
});

test('is made once a day, also when the clock stepped back', async () => {
  const db = openWriter(':memory:');
  insertLatest(db, insertInstance(db, 'a.example.org'), { users: 100 });
  expect(await refreshLongView(db, AT0)).toBe(1);
  expect(await refreshLongView(db, AT0 + DAY - 1)).toBe(0);
  expect(await refreshLongView(db, AT0 + DAY)).toBe(1);
  expect(await refreshLongView(db, AT0)).toBe(1);
});

test('is made for newcomers in between, and for all of them when asked', async () => {
  const db = openWriter(':memory:');
  const old = insertInstance(db, 'a.example.org');
  insertLatest(db, old, { users: 100 });
  await refreshLongView(db, AT0);
  insertDay(db, old, DAY0 - 900, { users: 1 });
  const id = insertInstance(db, 'b.example.org');
  insertLatest(db, id, { users: 100 });
  insertDay(db, id, DAY0 - 3, { users: 1 });
  expect(await refreshLongView(db, AT0 + 60)).toBe(1);
  const firstDays = db.prepare('SELECT firstDay FROM longView ORDER BY instance').pluck();
  expect(firstDays.all()).toEqual([null, DAY0 - 3]);
  expect(await makeLongView(db, AT0 + 120)).toBe(2);
  expect(firstDays.all()).toEqual([DAY0 - 900, DAY0 - 3]);
});

test('goes through a large register piece by piece and leaves nobody out', async () => {
  const db = openWriter(':memory:');
  for (let index = 0; index < 450; index += 1)
    insertLatest(db, insertInstance(db, `h${index}.example.org`), { users: 1 });
  expect(await refreshLongView(db, AT0)).toBe(450);
  expect(db.prepare('SELECT count(*) FROM longView').pluck().get()).toBe(450);
});
