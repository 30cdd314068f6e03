/** The web app's environment variables: defaults, readings and complaints. */
import { describe, expect, test } from 'vitest';
import { readWebSettings } from '../../web/settings.ts';

describe('the web settings', () => {
  test('have defaults that suit one machine', () => {
    expect(readWebSettings({})).toEqual({
      host: '127.0.0.1',
      port: 3000,
      databasePath: 'data/herdbook.sqlite',
      publicUrl: 'http://127.0.0.1:3000',
      contact: null,
      sourceUrl: null,
      allowedSuffixes: [],
      bundleFolder: 'data/bundles',
      trustedProxies: [],
      sharedCacheSeconds: 60,
      isReadOnly: false,
      isInvented: false,
    });
  });

  test('take the public address from host and port unless it is given, without its trailing slash', () => {
    expect(readWebSettings({ HOST: '::1', PORT: '80' }).publicUrl).toBe('http://[::1]');
    expect(readWebSettings({ PUBLIC_URL: 'https://Herd.Example/sub//' }).publicUrl).toBe(
      'https://herd.example/sub',
    );
  });

  test('read lists with commas, spaces and dots, and empty variables as not set', () => {
    const settings = readWebSettings({ ALLOWED_SUFFIXES: '.test, Example', CONTACT: '  ', PORT: '' });
    expect(settings).toMatchObject({ allowedSuffixes: ['test', 'example'], contact: null, port: 3000 });
  });

  test('complain about everything at once, a line for each variable', () => {
    const bad = {
      HOST: 'a b',
      PORT: '65536',
      PUBLIC_URL: 'ftp://x',
      CONTACT: 'é',
      ALLOWED_SUFFIXES: 'a/b',
      TRUSTED_PROXIES: 'x',
    };
    expect(() => readWebSettings(bad)).toThrow(
      expect.objectContaining({
        name: 'SettingsError',
        message: [
          'HOST: has to be an address or host name to listen on, such as 127.0.0.1',
          'PORT: has to be a whole number from 0 to 65535',
          'PUBLIC_URL: has to be a web address such as https://herdbook.example.org',
          'CONTACT: has to be at most 200 printable ASCII characters',
          'ALLOWED_SUFFIXES: has to be suffixes such as test, with commas between them',
          'TRUSTED_PROXIES: has to be address ranges such as 10.1.0.0/16, with commas between them',
        ].join('\n'),
      }),
    );
  });

  test('take the ranges of reverse proxies', () => {
    expect(readWebSettings({ TRUSTED_PROXIES: '10.0.0.0/8, ::1' }).trustedProxies).toEqual([
      '10.0.0.0/8',
      '::1/128',
    ]);
  });

  test.each(['65536', '-1', '3000.5', '0x10', 'http', '99999'])('refuse port %s', (port) => {
    expect(() => readWebSettings({ PORT: port })).toThrow(/^PORT: /);
  });

  test.each(['0', '80', '9999', '65535', '60000'])('take port %s', (port) => {
    expect(readWebSettings({ PORT: port }).port).toBe(Number(port));
  });
});
