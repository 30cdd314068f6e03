/** Remembered answers: kept while nothing is written, dropped when anybody writes. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { countListed } from '../../db/directory/directory.ts';
import { keptFor, remembered } from '../../db/memo.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { insertInstance } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';

describe('a remembered answer', () => {
  test('is asked for once until its own connection or another one writes', () => {
    const path = join(temporaryFolder(), 'memo.sqlite');
    const writer = openWriter(path);
    const reader = openReader(path);
    const ask = remembered<number>();
    let asked = 0;
    const answers = (): number[] => [writer, reader].map((db) => ask(db, 'question', () => ++asked));
    expect([answers(), answers()]).toEqual([
      [1, 2],
      [1, 2],
    ]);
    insertInstance(writer, 'a.test');
    expect([answers(), answers()]).toEqual([
      [3, 4],
      [3, 4],
    ]);
    expect(countListed(reader, {})).toBe(1);
    insertInstance(writer, 'b.test');
    expect(countListed(reader, {})).toBe(2);
    for (const db of [reader, writer]) db.close();
  });

  test('is not shared between questions, and old ones make room', () => {
    const db = openWriter(':memory:');
    const ask = remembered<number>();
    for (let key = 0; key < 1_000; key++) expect(ask(db, String(key), () => key)).toBe(key);
    expect(ask(db, '0', () => -1)).toBe(-1);
    db.close();
  });
});

describe('an answer remembered a while', () => {
  test('stays while others write, until it is old; what its own connection wrote shows at once', () => {
    const path = join(temporaryFolder(), 'while.sqlite');
    const [writer, own] = [openWriter(path), openWriter(path)];
    let asked = 0;
    const ask = keptFor(10, () => ++asked);
    const answer = (now: number): number => ask(own, now);
    expect([answer(100), answer(200)]).toEqual([1, 1]);
    insertInstance(writer, 'a.test');
    expect([answer(200), answer(109), answer(110)]).toEqual([2, 2, 2]);
    insertInstance(writer, 'b.test');
    expect([answer(205), answer(210)]).toEqual([2, 3]);
    insertInstance(own, 'c.test');
    expect(answer(211)).toBe(4);
    for (const db of [own, writer]) db.close();
  });
});
