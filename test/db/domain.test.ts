import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDomain, registrableDomain } from '../../db/domain.ts';

describe('parseDomain makes one spelling of each host', () => {
  test.each([
    ['capitals', 'Social.Example.ORG', 'social.example.org'],
    ['white space', '  social.example.org\n', 'social.example.org'],
    ['one trailing dot', 'social.example.org.', 'social.example.org'],
    ['a scheme and a path', 'https://social.example.org/about?x#y', 'social.example.org'],
    ['a bare slash', 'social.example.org/', 'social.example.org'],
    ['the own port of the scheme', 'social.example.org:443', 'social.example.org'],
    ['port 80 of http', 'http://social.example.org:80/', 'social.example.org'],
    ['Unicode', 'social.λ.zone', 'social.xn--wxa.zone'],
    ['an A-label', 'social.xn--wxa.zone', 'social.xn--wxa.zone'],
    ['a name on a shared host', 'blog.github.io', 'blog.github.io'],
    ['many labels', 'a.b.c.gouv.fr', 'a.b.c.gouv.fr'],
  ])('%s', (_, text, domain) => expect(parseDomain(text)).toBe(domain));
});

describe('parseDomain refuses what is no public host', () => {
  test.each([
    ['nothing', ''],
    ['dots', '..'],
    ['an empty label', 'a..example.org'],
    ['two trailing dots', 'social.example.org..'],
    ['an IPv4 address', '127.0.0.1'],
    ['an address in hex', '0x7f.1'],
    ['an address as one number', '2130706433'],
    ['an address in full-width digits', '１２７.０.０.１'],
    ['an IPv6 address', '[::1]'],
    ['a single label', 'localhost'],
    ['a reserved suffix', 'social.test'],
    ['an onion', 'abcdefgh.onion'],
    ['a printer', 'printer.local'],
    ['a public suffix alone', 'co.uk'],
    ['an unknown suffix', 'social.nosuchsuffix'],
    ['another port', 'social.example.org:4443'],
    ['a path without a scheme', 'social.example.org/about'],
    ['a user name', 'user@example.org'],
    ['a user name in an address', 'https://user@example.org/'],
    ['an underscore', 'under_score.example.org'],
    ['a wildcard', '*.example.org'],
    ['an obfuscated name', 's*cial.ex*mple.org'],
    ['a hyphen at an end', '-bad.example.org'],
    ['a label of 64', `${'l'.repeat(64)}.example.org`],
    ['a name over 253', `${'a.'.repeat(130)}org`],
    ['an A-label that decodes to nothing', 'xn--a.org'],
    ['a quote', "';drop.example.org"],
    ['a control character', 'host\u0000.example.org'],
    ['another scheme', 'javascript:alert(1)'],
  ])('%s', (_, text) => expect(parseDomain(text)).toBeNull());
});

test('a reserved suffix is admitted where the operator says so, addresses never', () => {
  expect(parseDomain('social.test', ['test'])).toBe('social.test');
  expect(parseDomain('social.local', ['test'])).toBeNull();
  expect(parseDomain('127.0.0.1', ['1'])).toBeNull();
});

test('whatever the text, the outcome is null or its own canonical form', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.domain(), fc.webUrl()), (text) => {
      const domain = parseDomain(text);
      expect(domain === null || parseDomain(domain) === domain).toBe(true);
    }),
  );
});

test.each([
  ['a.b.example.org', 'example.org'],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['a.blog.github.io', 'blog.github.io'],
  ['a.b.fedi.test', 'fedi.test'],
])('the registrable domain of %s is %s', (domain, expected) =>
  expect(registrableDomain(domain)).toBe(expected),
);
