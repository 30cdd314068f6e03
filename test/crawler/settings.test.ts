import { expect, test } from 'vitest';
import { readCrawlerSettings } from '../../crawler/settings.ts';
import { SettingsError } from '../../db/settings.ts';

test('nothing set is a working set-up', () => {
  expect(readCrawlerSettings({})).toMatchObject({
    databasePath: 'data/herdbook.sqlite',
    schedule: '*/5 * * * *',
    concurrency: 48,
    deadlineMs: 25_000,
    allowedPrivateAddresses: [],
    allowedSuffixes: [],
    publicUrl: 'http://127.0.0.1:3000',
    contact: null,
    sourceUrl: null,
    crawlScheme: 'https',
    crawlPort: null,
    nameServers: [],
  });
});

test('every setting that cannot be used is named at once, with what it should be', () => {
  const bad = {
    CRAWL_SCHEDULE: 'often',
    CRAWL_CONCURRENCY: '0',
    CRAWL_DEADLINE_MS: 'soon',
    CRAWL_SCHEME: 'gopher',
    CRAWL_PORT: '70000',
    CRAWL_NAME_SERVERS: 'dns.example.org',
    ALLOWED_PRIVATE_ADDRESSES: '10.0.0.0/99',
    ALLOWED_SUFFIXES: 'a b/c',
    PUBLIC_URL: 'https://user:secret@example.org',
    CONTACT: 'line\nbreak',
  };
  let message = '';
  try {
    readCrawlerSettings(bad);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    message = String(error);
  }
  for (const name of Object.keys(bad)) expect(message).toContain(`${name}: `);
});

test('suffixes, addresses and name servers are lists', () => {
  const settings = readCrawlerSettings({
    ALLOWED_SUFFIXES: '.test, example',
    CRAWL_NAME_SERVERS: '127.0.0.1:53 [::1]:5353',
  });
  expect(settings.allowedSuffixes).toEqual(['test', 'example']);
  expect(settings.nameServers).toEqual(['127.0.0.1:53', '[::1]:5353']);
});
