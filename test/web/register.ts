/** What the tests of pages stand on: a register of two instances, one of them hostile, and the app over it. */
import type { FastifyInstance } from 'fastify';
import type { Database } from '../../db/open.ts';
import { buildServer } from '../../web/server.ts';
import { readWebSettings } from '../../web/settings.ts';
import {
  AT0,
  DAY0,
  insertDays,
  insertInstance,
  insertLatest,
  insertNetworkDay,
  insertProfile,
  insertRefusal,
  insertSource,
} from '../rows.ts';

export const NOW = AT0 + 3_600;

export function fill(db: Database): void {
  const source = insertSource(db, { name: 'Old <b>register</b>', url: 'javascript:alert(1)' });
  const first = insertInstance(db, 'toots.example.test');
  insertProfile(db, first, {
    title: 'Harbour',
    description: 'A quiet place.',
    languages: ['fr', 'en'],
    registrations: 'approval',
    softwareName: 'mastodon',
    softwareVersion: '4.4.2',
    rules: ['Be kind.'],
  });
  insertDays(db, first, DAY0 - 9, 'users', [10, 11, 12, undefined, 14, 15, 16, 17, 18, 19]);
  insertLatest(db, first, { users: 19, statuses: 400, connections: 90, users7: 7 });
  const odd = insertInstance(db, 'odd.example.test', {
    state: 'failing',
    failingSince: AT0 - 86_400,
    failureKind: 'dns',
    lastAnswerAt: AT0 - 86_400,
  });
  insertProfile(db, odd, {
    title: '<script>alert(1)</script>',
    description: '"><img src=x onerror=alert(2)>',
    rules: ['</ol><script>alert(3)</script>'],
    registrationsMessage: '<svg onload=alert(4)>',
  });
  insertLatest(db, odd, { users: 5, peersListed: 77, source: source.id });
  insertRefusal(db, odd, { raw: '<i>-1</i>' });
  for (let day = DAY0 - 9; day <= DAY0; day += 1)
    insertNetworkDay(db, day, {
      users: 100 + day - DAY0,
      statuses: 400,
      connections: 90,
      activeMonth: 9,
      instances: 2,
      measured: 1,
      carried: 1,
    });
}

export async function appOver(db: Database): Promise<FastifyInstance> {
  return buildServer({
    db,
    settings: readWebSettings({ ALLOWED_SUFFIXES: 'test', PUBLIC_URL: 'https://herdbook.example' }),
    now: () => NOW,
  });
}

/** The page on one line, without the spaces that only lay out its source. */
export async function pageOf(app: FastifyInstance, url: string): Promise<string> {
  const { body } = await app.inject({ url, headers: { 'accept-language': 'en' } });
  return body
    .replaceAll(/[ \n]+/g, ' ')
    .replaceAll(/ ?([<>]) ?/g, '$1')
    .replaceAll(' />', '/>');
}
