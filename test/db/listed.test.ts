/** The listing in memory against the database that another process writes. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countListed, listInstances } from '../../db/directory/directory.ts';
import { openReader, openWriter } from '../../db/open.ts';
import { AT0, insertInstance, insertLatest, insertObservation } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';

/** More row ids than are read again at a time. */
const MANY = 1_300;

function pair() {
  const path = join(temporaryFolder(), 'listed.sqlite');
  const writer = openWriter(path);
  writer.transaction(() => {
    for (let index = 1; index <= MANY; index += 1)
      insertLatest(writer, insertInstance(writer, `h${index}.example.org`), { users: index });
  })();
  const reader = openReader(path);
  expect(countListed(reader, {})).toBe(MANY);
  return { writer, reader };
}

test('what visits brought is in at once, wherever in the register', () => {
  const { writer, reader } = pair();
  for (const id of [1, 700, MANY]) {
    writer.prepare('UPDATE latest SET users = 1000000 WHERE instance = ?').run(id);
    insertObservation(writer, id, AT0 + id);
    expect(countListed(reader, { minUsers: 1_000_000 })).toBe([1, 700, MANY].indexOf(id) + 1);
  }
});

test('a new instance is in when it has answered', () => {
  const { writer, reader } = pair();
  const id = insertInstance(writer, 'new.example.org', { addedBy: 'peer', state: 'discovered' });
  expect(countListed(reader, {})).toBe(MANY);
  writer.prepare(`UPDATE instance SET state = 'up', lastAnswerAt = ? WHERE id = ?`).run(AT0 + 5, id);
  insertLatest(writer, id, { users: 3 });
  insertObservation(writer, id, AT0 + 5);
  expect(countListed(reader, {})).toBe(MANY + 1);
});

test('what changed otherwise is in after a round of the register, and never shown before it is out', () => {
  const { writer, reader } = pair();
  writer.prepare('DELETE FROM instance WHERE id = 1200').run();
  writer.prepare('UPDATE instance SET blockedAt = 1 WHERE id = 1201').run();
  const page = listInstances(reader, {
    filter: { minUsers: 1_199, maxUsers: 1_202 },
    sort: 'users',
    order: 'asc',
    limit: 9,
  });
  expect(page.rows.map(({ domain }) => domain)).toEqual(['h1199.example.org', 'h1202.example.org']);
  for (let round = 0; round < 7; round += 1) {
    writer.prepare('UPDATE latest SET statuses = coalesce(statuses, 0) + 1').run();
    countListed(reader, {});
  }
  expect(countListed(reader, {})).toBe(MANY - 2);
});
