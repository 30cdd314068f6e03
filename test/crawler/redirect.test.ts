import { describe, expect, test } from 'vitest';
import { judgeRedirect } from '../../crawler/redirect.ts';

const FROM = new URL('https://lantern.example.org/nodeinfo/2.0');

describe('a redirect on the same host is followed', () => {
  test.each([
    ['a path', '/nodeinfo/2.1', 'https://lantern.example.org/nodeinfo/2.1'],
    ['a relative path', '2.1?x=1', 'https://lantern.example.org/nodeinfo/2.1?x=1'],
    ['the whole address', 'https://lantern.example.org/a', 'https://lantern.example.org/a'],
    ['a proxy that forgot its TLS', 'http://lantern.example.org/a', 'https://lantern.example.org/a'],
    ['another spelling', 'https://LANTERN.example.org/a#b', 'https://lantern.example.org/a'],
  ])('%s', (_, location, expected) => {
    const next = judgeRedirect(location, FROM, []);
    expect(next.ok && next.value.href).toBe(expected);
  });
});

describe('a redirect elsewhere is not', () => {
  test.each([
    ['another host is named as where it moved', 'https://new.example.org/', 'redirect', 'new.example.org'],
    ['a host that is no public name is not', 'https://printer.local/', 'redirect', null],
    ['an internal address', 'http://10.0.0.1/', 'blocked-address', null],
    ['an address in hex', 'http://0x7f000001/', 'blocked-address', null],
    ['an IPv6 address', 'http://[::1]:8080/', 'blocked-address', null],
    ['a file', 'file:///etc/passwd', 'redirect', null],
    ['another port', 'https://lantern.example.org:8443/', 'redirect', null],
    ['a user name', 'https://user:pass@lantern.example.org/', 'redirect', null],
    ['nonsense', 'https://[', 'redirect', null],
    ['nothing', undefined, 'http', null],
  ] as const)('%s', (_, location, kind, target) => {
    expect(judgeRedirect(location, FROM, [])).toMatchObject({ ok: false, failure: { kind, target } });
  });
});
