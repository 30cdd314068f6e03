/** The page of an instance's visits, and the form that asks for one more. */
import type { FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';
import { takeSuggestions } from '../../crawler/suggestions.ts';
import { block } from '../../db/consent.ts';
import { addInstances, findDue } from '../../db/instances.ts';
import type { Database } from '../../db/open.ts';
import { record } from '../../db/record.ts';
import { DAY, HOUR } from '../../db/time.ts';
import { RECHECK_SECONDS } from '../../db/visits/visits.ts';
import { HANDED_PER_MINUTE } from '../../web/door.ts';
import { AT0 } from '../rows.ts';
import { answer, domain, failure } from '../visits.ts';
import { served } from './served.ts';

const NAME = 'lantern.example.org';

/** Three visits, the last of them `agoSeconds` ago, the next in three hours. */
function visited(db: Database, agoSeconds: number, kind?: 'rate-limited'): void {
  addInstances(db, [domain(NAME)], 'operator', AT0 - 40 * DAY);
  const id = findDue(db, domain(NAME))?.id ?? 0;
  const plan = { state: 'up', failures: 0, failingSince: null, nextProbeAt: AT0 + 3 * HOUR } as const;
  const last = AT0 - agoSeconds;
  record(db, [
    { id, plan, result: answer(NAME, last - 12 * HOUR, { figures: { users: 5 } }) },
    { id, plan, result: failure(NAME, last - 6 * HOUR) },
    {
      id,
      plan,
      result:
        kind === undefined ? answer(NAME, last, { figures: { users: 6 } }) : failure(NAME, last, { kind }),
    },
  ]);
}
const check = (app: FastifyInstance, { site = 'same-origin', address = '192.0.2.1' } = {}) =>
  app.inject({
    method: 'POST',
    url: `/en/instances/${NAME}/visits`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': site },
    payload: '',
    remoteAddress: address,
  });

test('the page shows each visit with its outcome, the next one and why, and how often it answered', async () => {
  const { app } = await served(
    (db) => visited(db, 3 * HOUR),
    {},
    () => AT0,
  );
  for (const [lang, why, outcome] of [
    ['en', 'It answers, so it is asked in its turn', 'it does not answer in time'],
    ['fr', 'elle est interrogée à son tour', 'elle ne répond pas à temps'],
  ] as const) {
    const { body, statusCode } = await app.inject(`/${lang}/instances/${NAME}/visits`);
    expect(statusCode).toBe(200);
    expect(body).toContain(why);
    expect(body.match(/<tr>/g)).toHaveLength(4);
    expect(body).toContain(outcome);
    expect(body).toContain(lang === 'en' ? '2 of 3 visits' : '2 visites sur 3');
  }
  expect((await app.inject(`/en/instances/${NAME}`)).body).toContain(`/en/instances/${NAME}/visits`);
  expect((await app.inject('/en/instances/nobody.example.org/visits')).statusCode).toBe(404);
});

test('a check that was asked for makes it due with the next run, once', async () => {
  const { app, writer: db } = await served(
    (one) => visited(one, 3 * HOUR),
    {},
    () => AT0,
  );
  const reply = await check(app);
  expect([reply.statusCode, reply.headers.location]).toEqual([303, `/en/instances/${NAME}/visits`]);
  const { body } = await app.inject(`/en/instances/${NAME}/visits`);
  expect(body).toContain('Asked for: the next run visits it.');
  expect(body).not.toContain('<button class="button" aria-describedby="check-text"');
  expect(takeSuggestions(db, db.name, ['test'], AT0)).toBe(0);
  expect(findDue(db, domain(NAME))?.nextProbeAt).toBe(AT0);
  expect((await app.inject(`/en/instances/${NAME}/visits`)).body).toContain('It is due already');
});

test.each([
  ['was visited a short while ago', (db: Database) => visited(db, RECHECK_SECONDS - 60)],
  ['asked us to wait', (db: Database) => visited(db, 3 * HOUR, 'rate-limited')],
])('one that %s is not visited out of turn, whoever asks', async (words, fill) => {
  const { app, writer: db } = await served(fill, {}, () => AT0);
  expect((await app.inject(`/en/instances/${NAME}/visits`)).body).toContain(words);
  await check(app);
  takeSuggestions(db, db.name, ['test'], AT0);
  expect(db.prepare('SELECT nextProbeAt FROM instance').pluck().get()).toBe(AT0 + 3 * HOUR);
});

test('forms from elsewhere and floods are turned away', async () => {
  const { app } = await served(
    (db) => visited(db, 3 * HOUR),
    {},
    () => AT0,
  );
  expect((await check(app, { site: 'cross-site' })).statusCode).toBe(403);
  const codes: number[] = [];
  for (let index = 0; index <= HANDED_PER_MINUTE.address; index += 1)
    codes.push((await check(app, { address: '192.0.2.9' })).statusCode);
  expect(codes.at(-1)).toBe(429);
});

test('one that was blocked has no page, and is not visited for anybody', async () => {
  const { app, writer: db } = await served(
    (store) => {
      visited(store, 3 * HOUR);
      block(store, domain(NAME), '', AT0);
    },
    {},
    () => AT0,
  );
  expect((await app.inject(`/en/instances/${NAME}/visits`)).statusCode).toBe(404);
  await check(app);
  takeSuggestions(db, db.name, ['test'], AT0);
  expect(db.prepare('SELECT nextProbeAt FROM instance').pluck().get()).toBe(AT0 + 3 * HOUR);
});

test('a node that shows a copy takes no wish for a visit', async () => {
  const { app } = await served(
    (db) => visited(db, 3 * HOUR),
    { READ_ONLY: 'yes' },
    () => AT0,
  );
  expect((await app.inject(`/en/instances/${NAME}/visits`)).body).not.toContain('method="post"');
  expect((await check(app)).statusCode).toBe(503);
});
