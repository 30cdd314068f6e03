import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { at, flag, list, number, parseJson, text, texts } from '../../crawler/json.ts';

const read = (body: string | Buffer) => parseJson(Buffer.from(body));

describe('parseJson accepts', () => {
  test.for<[string, Buffer]>([
    ['a plain document', Buffer.from('{"a":1}')],
    ['a UTF-8 byte order mark', Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('{"a":1}')])],
    ['UTF-16 little endian with its mark', Buffer.from('\ufeff{"a":1}', 'utf16le')],
    ['UTF-16 big endian with its mark', Buffer.from('\ufeff{"a":1}', 'utf16le').swap16()],
    ['white space before and after', Buffer.from(' \r\n\f\v\u00a0\t{"a":1}\n\n')],
  ])('%s', ([, body]) => {
    expect(parseJson(body)).toEqual({ ok: true, value: { a: 1 } });
  });

  test('broken UTF-8 and Latin-1 bytes, as replacement characters', () => {
    expect(parseJson(Buffer.from([0x22, 0x63, 0x61, 0x66, 0xe9, 0x22]))).toEqual({
      ok: true,
      value: 'caf\ufffd',
    });
  });

  test('brackets inside texts without counting them', () => {
    expect(read(`{"a":"${'['.repeat(500)}\\"${'{'.repeat(500)}"}`).ok).toBe(true);
  });

  test('64 levels', () => {
    expect(read('['.repeat(64) + ']'.repeat(64)).ok).toBe(true);
  });
});

describe('parseJson refuses', () => {
  test.for<[string, string, string]>([
    ['nothing', '', 'empty'],
    ['only white space', ' \n', 'empty'],
    ['a page', '<!doctype html><p>hello', 'html'],
    ['a PHP warning before the document', 'Warning: foo in bar.php on line 1\n{"a":1}', 'not-json'],
    ['a marked-up PHP warning before the document', '<br />\n<b>Warning</b>: foo\n{"a":1}', 'html'],
    ['trailing garbage', '{"a":1};', 'not-json'],
    ['two documents', '{"a":1}{"a":2}', 'not-json'],
    ['a cut document', '{"a":[1,2', 'not-json'],
    ['more closing than opening brackets', ']]]]{"a":1}', 'not-json'],
    ['65 levels', '['.repeat(65) + ']'.repeat(65), 'too-deep'],
    ['a million levels', '['.repeat(1_000_000), 'too-deep'],
    [
      'an object of very many members',
      `{${Array.from({ length: 30_000 }, (_, i) => `"k${i}":1`).join(',')}}`,
      'too-wide',
    ],
    ['NaN', '{"a":NaN}', 'not-json'],
  ])('%s', ([, body, reason]) => {
    expect(read(body)).toEqual({ ok: false, reason });
  });
});

describe('looking into a value', () => {
  test('sees own properties only', () => {
    expect(at({}, 'constructor')).toBeUndefined();
    expect(at([], 'length', 'constructor')).toBeUndefined();
    expect(at('text', 'length')).toBeUndefined();
    expect(at(null, 'a')).toBeUndefined();
    expect(at({ a: [{ b: 3 }] }, 'a', 0, 'b')).toBe(3);
  });

  test('a __proto__ in a document changes no other object', () => {
    const json = read(
      '{"__proto__":{"polluted":true},"stats":{"__proto__":{"user_count":9},"user_count":3}}',
    );
    const value = json.ok ? json.value : null;
    expect(at(value, 'stats', 'user_count')).toBe(3);
    expect('polluted' in {}).toBe(false);
    expect(at(value, 'polluted')).toBeUndefined();
  });

  test('a text is a text that says something', () => {
    expect(text({ a: ' x ' }, 'a')).toBe(' x ');
    for (const nothing of ['', '  ', 4, null, {}, ['x'], true]) expect(text({ a: nothing }, 'a')).toBeNull();
  });

  test('lists keep their items, lists of texts only texts', () => {
    expect(list({ a: [1, null] }, 'a')).toEqual([1, null]);
    expect(list({ a: { 0: 1 } }, 'a')).toBeNull();
    expect(texts({ a: ['x', 1, null, 'y'] }, 'a')).toEqual(['x', 'y']);
    expect(texts({}, 'a')).toEqual([]);
  });

  test.for<[unknown, boolean | null]>([
    ...[true, 1, '1', 'true', 'TRUE', ' True '].map((told): [unknown, boolean] => [told, true]),
    ...[false, 0, '0', 'false', 'FALSE'].map((told): [unknown, boolean] => [told, false]),
    ...[null, undefined, '', 'yes', 2, [], {}, 'truetruetrue'].map((told): [unknown, null] => [told, null]),
  ])('the flag %j is %j', ([told, expected]) => {
    expect(flag({ a: told }, 'a')).toBe(expected);
  });

  test('numbers are finite, digits count as numbers', () => {
    expect(number({ a: 1.5 }, 'a')).toBe(1.5);
    expect(number({ a: '1667983104' }, 'a')).toBe(1_667_983_104);
    for (const nothing of [Infinity, '1e3', '', null, true, '9'.repeat(400)])
      expect(number({ a: nothing }, 'a')).toBeNull();
  });
});

test('no bytes make parseJson throw, and what JSON.stringify writes comes back', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void parseJson(Buffer.from(bytes))));
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
      const body = JSON.stringify(value);
      expect(read(body)).toEqual({ ok: true, value: JSON.parse(body) });
    }),
  );
});

test('a megabyte of anything is read or refused within half a second', () => {
  const M = 1_000_000;
  const bodies = [
    '['.repeat(M),
    '{"a":'.repeat(M / 5),
    `"${'\\"'.repeat(M / 2)}`,
    '['.repeat(64) + ','.repeat(M),
    '"'.repeat(M),
  ];
  for (const body of bodies) {
    const started = performance.now();
    read(body);
    expect(performance.now() - started).toBeLessThan(500);
  }
});
