import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ListError, openList } from '../../../scripts/import/records.ts';
import { temporaryFolder } from '../../temporary.ts';

async function read(content: string | Buffer, bare: string | null = null): Promise<unknown[]> {
  const path = join(temporaryFolder(), 'list');
  writeFileSync(path, content);
  const found: unknown[] = [];
  for await (const { cells, why, where } of (await openList(path, bare)).items) {
    found.push(cells === null ? `${where} ${why}` : Object.fromEntries(cells));
  }
  return found;
}

const TWO = [
  { domain: 'a.org', usercount: '1' },
  { domain: 'b.org', usercount: '2' },
];

test.each([
  ['commas', 'domain,user_count\na.org,1\nb.org,2\n'],
  ['semicolons, a byte order mark and CR LF', '\uFEFFDomain;User Count\r\na.org;1\r\nb.org;2\r\n'],
  ['tabs and no last line end', 'domain\tuserCount\na.org\t1\nb.org\t2'],
  ['quotes and comments', '# ours\n"domain","user count"\n"a.org","1"\n\nb.org,2\n'],
  ['a JSON array', '[{"domain":"a.org","user_count":1},\n{"domain":"b.org","userCount":"2"}]'],
  [
    'a JSON object with a list in it',
    '{"meta":{"next":null},"data":[{"domain":"a.org","user":{"count":1}},{"domain":"b.org","user":{"count":2}}]}',
  ],
  ['a JSON object a line', '{"domain":"a.org","user_count":1}\n{"domain":"b.org","user_count":2}\n'],
])('reads %s', async (_, content) => {
  expect(await read(content)).toEqual(TWO);
});

test('keeps what can be read around broken lines', async () => {
  const found = await read('domain,users\na.org,1\nb.org\nc.org,3,4\nd.org,4,\ne.org,5\n');
  expect(found).toEqual([
    { domain: 'a.org', users: '1' },
    'line 3 is cut off',
    'line 4 has more cells than columns',
    { domain: 'd.org', users: '4' },
    { domain: 'e.org', users: '5' },
  ]);
});

test('a quote that is never closed costs no more than the records behind it', async () => {
  const found = await read(`domain,users\na.org,1\n"b.org,2\n${'c.org,3\n'.repeat(60_000)}`);
  expect(found[0]).toEqual({ domain: 'a.org', users: '1' });
  expect(found.some((item) => typeof item === 'string')).toBe(true);
});

test('a JSON that breaks off gives what came before', async () => {
  expect(await read('[{"domain":"a.org"},{"domain":"b')).toEqual([
    { domain: 'a.org' },
    'after record 1 the JSON breaks off here',
  ]);
});

test('names need no header', async () => {
  expect(await read('a.org\nb.org # old\n', 'domain')).toHaveLength(2);
  expect(await read('domain,langs\na.org,fr\n', 'domain')).toEqual([{ domain: 'a.org', langs: 'fr' }]);
});

test.each([
  ['empty', ''],
  ['blank', '\uFEFF \n\n'],
  ['no text', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0])],
])('a file that is %s is refused', async (_, content) => {
  await expect(read(content)).rejects.toThrow(ListError);
});
