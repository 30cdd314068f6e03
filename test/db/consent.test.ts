import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  block,
  blocks,
  isOptedOut,
  isUnwelcome,
  optIn,
  optOut,
  parsePattern,
  unblock,
} from '../../db/consent.ts';
import { addInstances, allInstances, dueInstances, findDue } from '../../db/instances.ts';
import { openWriter } from '../../db/open.ts';
import { temporaryFolder } from '../temporary.ts';
import { domain } from '../visits.ts';

test('an opt-out holds for the name and all below it, and for nobody else', () => {
  const db = openWriter(':memory:');
  expect(isOptedOut(db, domain('private.test'))).toBe(false);
  optOut(db, domain('private.test'), '', 5);
  for (const name of ['private.test', 'social.private.test', 'a.b.private.test'])
    expect(isOptedOut(db, domain(name)), name).toBe(true);
  for (const name of ['not-private.test', 'private.other.test'])
    expect(isOptedOut(db, domain(name)), name).toBe(false);
  expect(addInstances(db, [domain('social.private.test'), domain('open.test')], 'register', 5)).toBe(1);
  expect(optIn(db, domain('private.test'))).toBe(true);
  expect(isOptedOut(db, domain('private.test'))).toBe(false);
});

test('the list of opt-outs cannot be read, and differs from one database to the next', () => {
  const rows = [1, 2].map((number) => {
    const path = join(temporaryFolder(), `${number}.sqlite`);
    const db = openWriter(path);
    optOut(db, domain('private.test'), 'by mail', 5);
    const row = db.prepare('SELECT hex(name) FROM optOut').pluck().get();
    db.close();
    expect(readFileSync(path).includes('private.test')).toBe(false);
    return row;
  });
  expect(rows[0]).not.toBe(rows[1]);
});

test('what is blocked is never asked, by name or by what it lies under, and comes back when it is free again', () => {
  const db = openWriter(':memory:');
  const names = ['farm.test', 'a.farm.test', 'b.a.farm.test', 'ok.test'].map((name) => domain(name));
  addInstances(db, names, 'operator', 5);
  expect(block(db, '*.farm.test', 'wildcard', 7)).toBe(2);
  expect(dueInstances(db, 9).map((due) => due.domain)).toEqual(['farm.test', 'ok.test']);
  expect(allInstances(db)).toHaveLength(2);
  expect(findDue(db, domain('a.farm.test'))).toBeNull();
  expect(isUnwelcome(db, domain('new.farm.test'))).toBe(true);
  expect(addInstances(db, [domain('new.farm.test')], 'operator', 8)).toBe(0);
  expect(block(db, 'farm.test', '', 9)).toBe(1);
  expect(blocks(db).map(({ pattern }) => pattern)).toEqual(['*.farm.test', 'farm.test']);
  expect(unblock(db, '*.farm.test', 10)).toBe(2);
  expect(unblock(db, '*.farm.test', 10)).toBeNull();
  expect(dueInstances(db, 11).map((due) => due.domain)).toEqual(['a.farm.test', 'b.a.farm.test', 'ok.test']);
});

test.for([
  ['Example.test', 'example.test'],
  ['*.example.test', '*.example.test'],
  ['*.*.example.test', null],
  ['*', null],
  ['exa*mple.test', null],
  ['*.localhost', null],
])('the pattern %s is %s', ([text, pattern]) => expect(parsePattern(String(text), ['test'])).toBe(pattern));
