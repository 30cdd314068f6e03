/** Languages, formats and entity tags as requests ask for them. */
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  acceptedEncoding,
  askedLanguage,
  isKnownVersion,
  preferredLanguage,
  queryParameters,
} from '../../web/negotiation.ts';
import { routedUrl, wantsCsv } from '../../web/negotiation.ts';

function message(url: string): IncomingMessage {
  const raw = new IncomingMessage(new Socket());
  raw.url = url;
  return raw;
}

describe('the language', () => {
  test.each([
    ['fr', 'fr'],
    ['fr-CA,en;q=0.8', 'fr'],
    ['de, fr;q=0.5, en;q=0.4', 'fr'],
    ['en;q=0.1, fr;q=0.2', 'fr'],
    ['fr;q=0, de', 'en'],
    ['FR', 'fr'],
    ['frr, *', 'en'],
    ['', 'en'],
    ['fr;q=nonsense', 'en'],
    [undefined, 'en'],
  ])('of Accept-Language %s is %s', (header, lang) => {
    expect(preferredLanguage(header)).toBe(lang);
  });

  test.each([
    ['/fr', '/', 'fr', '/fr'],
    ['/fr/', '/', 'fr', '/fr'],
    ['/en/instances?q=a', '/instances?q=a', 'en', '/en'],
    ['/fr?range=7d', '/?range=7d', 'fr', '/fr'],
    ['/french', '/french', 'en', ''],
    ['/FR', '/FR', 'en', ''],
    ['/fr/en', '/en', 'fr', '/fr'],
    ['/instances/fr', '/instances/fr', 'en', ''],
  ])('and path of %s', (url, path, lang, base) => {
    const raw = message(url);
    expect(routedUrl(raw)).toBe(path);
    expect(askedLanguage({ raw, headers: {} })).toEqual({ lang, base });
  });

  test('never fails on any address', () => {
    fc.assert(
      fc.property(fc.string(), (url) => {
        expect(routedUrl(message(url)).startsWith('/')).toBe(true);
      }),
    );
  });
});

describe('CSV', () => {
  test.each([
    ['/api/v1/instances.csv?limit=2', '/api/v1/instances?limit=2', true],
    ['/fr/api/v1/instances/a.org.csv', '/api/v1/instances/a.org', true],
    ['/api/v1/instances?q=.csv', '/api/v1/instances?q=.csv', false],
    ['/instances.csv', '/instances.csv', false],
  ])('by the ending of %s', (url, path, isCsv) => {
    const raw = message(url);
    expect(routedUrl(raw)).toBe(path);
    expect(wantsCsv({ raw, headers: {} }, undefined)).toBe(isCsv);
  });

  test.each([
    [undefined, undefined, false],
    [undefined, '*/*', false],
    [undefined, 'text/csv', true],
    [undefined, 'application/json, text/csv', false],
    [undefined, 'text/csv, application/json;q=0.9', true],
    ['json', 'text/csv', false],
    ['csv', 'application/json', true],
  ])('by format=%s and Accept: %s', (format, accept, isCsv) => {
    expect(wantsCsv({ raw: message('/'), headers: accept === undefined ? {} : { accept } }, format)).toBe(
      isCsv,
    );
  });
});

describe('query parameters', () => {
  test('are joined when repeated and dropped when empty, as forms send them', () => {
    expect(queryParameters('a=1&b=&a=2&c=x+y')).toEqual({ a: '1,2', c: 'x y' });
  });

  test('never reach the prototype of anything', () => {
    const parameters = queryParameters('__proto__=1&constructor=2');
    expect(Object.keys(parameters)).toEqual(['__proto__', 'constructor']);
    expect(Object.prototype).not.toHaveProperty('1');
  });
});

describe('an entity tag', () => {
  test.each([
    ['W/"a"', true],
    ['"a"', true],
    ['"b", W/"a"', true],
    ['*', true],
    ['"b"', false],
    ['', false],
    [undefined, false],
  ])('is known by If-None-Match %s: %s', (header, isKnown) => {
    expect(isKnownVersion(header, 'W/"a"')).toBe(isKnown);
  });
});

describe('the encoding', () => {
  test.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.5, gzip', 'gzip'],
    ['br;q=0, gzip', 'gzip'],
    ['identity, br;q=0.1', 'identity'],
    ['*', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
  ])('for %s is %s', (header, encoding) => {
    expect(acceptedEncoding(header)).toBe(encoding);
  });
});
