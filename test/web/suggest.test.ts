/** Suggesting an instance: what is taken, what is refused, and that floods and garbage do no harm. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { takeSuggestions } from '../../crawler/suggestions.ts';
import { block } from '../../db/consent.ts';
import { countInstances } from '../../db/instances.ts';
import type { Database } from '../../db/open.ts';
import { MOST_WAITING, offerSuggestion, waitingSuggestions } from '../../db/suggestions.ts';
import { HANDED_PER_MINUTE } from '../../web/door.ts';
import { AT0, domainOf, insertInstance, insertLatest, insertProfile } from '../rows.ts';
import { temporaryFolder } from '../temporary.ts';
import { served } from './served.ts';

/** Names as the worst of peers lists have them, and what people paste. */
const GARBAGE: readonly unknown[] = [
  '127.0.0.1',
  '[::1]',
  '10.0.0.1:80',
  '0x7f.1',
  '2130706433',
  'localhost',
  'printer.local',
  'db.internal',
  'abc.onion',
  'abc.i2p',
  'no-dots',
  '',
  ' ',
  '.',
  '..',
  'a..b.test',
  '-bad.test',
  'bad-.test',
  'under_score.test',
  `${'l'.repeat(64)}.test`,
  `${'a.'.repeat(130)}test`,
  'user@host.test',
  'host.test/path',
  'host.test?x=1',
  'host.test#f',
  'host.test:0',
  'host.test:99999',
  'ho st.test',
  'host\u0000.test',
  'host\r\n.test',
  '*.wild.test',
  'xn--.test',
  'xn--a.test',
  '\u202etset.live',
  'javascript:alert(1)',
  '<script>.test',
  "';drop table instances;--.test",
  '../../etc/passwd',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'o*g.b**t.test',
  null,
  7,
  true,
  {},
  [],
];

type Post = { readonly headers?: Record<string, string>; readonly address?: string };
/** As a browser sends the form, from any address. */
function post(app: FastifyInstance, domain: string, { headers, address = '192.0.2.1' }: Post = {}) {
  return app.inject({
    method: 'POST',
    url: '/en/suggest',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(headers ?? { 'sec-fetch-site': 'same-origin' }),
    },
    payload: new URLSearchParams({ domain }).toString(),
    remoteAddress: address,
  });
}

function folderOf(db: Database): string {
  return join(dirname(db.name), 'suggestions');
}

function waiting(db: Database): readonly string[] {
  return existsSync(folderOf(db)) ? readdirSync(folderOf(db)) : [];
}

describe('a suggestion', () => {
  it('waits for the next run, joins the register then, and its page says what was found', async () => {
    const { app, writer } = await served();
    const answer = await post(app, ' https://Toots.Example.test/ ');
    expect([answer.statusCode, answer.headers['location']]).toEqual([
      303,
      '/en/suggest?domain=toots.example.test',
    ]);
    const page = async (): Promise<string> =>
      (await app.inject('/en/suggest?domain=toots.example.test')).body;
    expect(await page()).toContain('the next run visits it');
    expect(await page()).toContain('data-live');
    expect(takeSuggestions(writer, writer.name, ['test'], AT0)).toBe(1);
    expect(waiting(writer)).toEqual([]);
    expect(await page()).toContain('has not been visited yet');
    const { id } = writer.prepare<[], { id: number }>('SELECT id FROM instance').get() ?? { id: 0 };
    writer.prepare("UPDATE instance SET state = 'up', lastVisitAt = ?, lastAnswerAt = ?").run(AT0, AT0);
    insertProfile(writer, id, {
      title: 'Harbour <b>',
      softwareName: 'mastodon',
      rules: ['a'],
      languages: ['fr'],
    });
    insertLatest(writer, id, { users: 12 });
    const text = await page();
    expect(text).toContain('Harbour &lt;b&gt;');
    expect(text).toContain('12 accounts');
    expect(text).toContain('href="/en/instances/toots.example.test"');
    expect(text).not.toContain('data-live');
  });

  it('is taken once, however often it is sent', async () => {
    const { app, writer } = await served();
    for (let count = 0; count < 4; count += 1) expect((await post(app, 'a.test')).statusCode).toBe(303);
    expect(waiting(writer)).toHaveLength(1);
    expect(readFileSync(join(folderOf(writer), waiting(writer)[0] ?? ''), 'utf8')).toBe('a.test\n');
  });

  it('of a known instance writes nothing and says what is known', async () => {
    const { app, writer } = await served((db) => void insertInstance(db, 'a.test', { state: 'withheld' }));
    const answer = await post(app, 'a.test');
    expect(answer.statusCode).toBe(303);
    expect(waiting(writer)).toEqual([]);
    expect((await app.inject('/en/suggest?domain=a.test')).body).toContain('It asks not to be read');
  });

  it('of a blocked name is refused, and the register would not take it either', async () => {
    const { app, writer } = await served((db) => void block(db, '*.farm.test', '', AT0));
    expect((await post(app, 'x.farm.test')).statusCode).toBe(403);
    expect(waiting(writer)).toEqual([]);
    offerSuggestion(folderOf(writer), domainOf('x.farm.test'));
    expect(takeSuggestions(writer, writer.name, ['test'], AT0)).toBe(0);
    expect([countInstances(writer), waiting(writer).length]).toEqual([0, 0]);
  });

  it.each([
    [{}, 403],
    [{ 'sec-fetch-site': 'cross-site' }, 403],
    [{ 'sec-fetch-site': 'same-site' }, 403],
    [{ 'sec-fetch-site': 'none' }, 403],
    [{ origin: 'null' }, 403],
    [{ origin: 'https://evil.example' }, 403],
    [{ origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' }, 303],
    [{ origin: 'http://localhost:80', host: 'localhost:80' }, 403],
    [{ origin: 'http://localhost', host: 'localhost' }, 303],
  ])('with headers %j is answered by %i', async (headers, status) => {
    const { app, writer } = await served();
    const answer = await post(app, 'a.test', { headers });
    expect(answer.statusCode).toBe(status);
    expect(waiting(writer)).toHaveLength(status === 303 ? 1 : 0);
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  it('is typed into a form that sends its origin to our own server alone', async () => {
    const { app } = await served();
    const { body } = await app.inject('/fr/suggest');
    expect(body).toContain('<meta name="referrer" content="same-origin" />');
    expect(body).toContain('action="/fr/suggest" method="post"');
  });
});

describe('garbage', () => {
  it.each(GARBAGE.map((name) => [name]))('%j is refused without a trace', async (name) => {
    const { app, writer } = await served();
    const answer = await post(app, String(name));
    expect([400, 413]).toContain(answer.statusCode);
    expect(answer.body).not.toMatch(/<script>\.test|<script(?! type="(application\/json|module)")/);
    expect(waiting(writer)).toEqual([]);
    const shown = await app.inject(`/en/suggest?domain=${encodeURIComponent(String(name))}`);
    expect(shown.statusCode).toBe(200);
    expect(shown.body).not.toMatch(/<script>\.test/);
  });

  it.each([
    [
      'too long a body',
      { payload: `domain=${'a'.repeat(3_000)}`, type: 'application/x-www-form-urlencoded' },
      413,
    ],
    ['JSON', { payload: '{"domain":"a.test"}', type: 'application/json' }, 400],
    ['a file', { payload: 'a.test', type: 'multipart/form-data; boundary=x' }, 415],
    ['no field', { payload: 'x=a.test', type: 'application/x-www-form-urlencoded' }, 400],
  ])('%s is refused', async (_, { payload, type }, status) => {
    const { app, writer } = await served();
    const headers = { 'content-type': type, 'sec-fetch-site': 'same-origin' };
    const answer = await app.inject({ method: 'POST', url: '/suggest', headers, payload });
    expect(answer.statusCode).toBe(status);
    expect(waiting(writer)).toEqual([]);
  });

  it('in the folder is dropped by the crawler, never followed', () => {
    const folder = temporaryFolder();
    offerSuggestion(folder, domainOf('good.test'));
    const [name = ''] = readdirSync(folder);
    expect(name).toMatch(/^[0-9a-f]{32}$/);
    expect(waitingSuggestions(folder, [])).toEqual([]);
    expect(readdirSync(folder)).toEqual([]);
    offerSuggestion(folder, domainOf('good.test'));
    expect(waitingSuggestions(folder, ['test'])).toEqual(['good.test']);
  });
});

describe('floods', () => {
  it('of one address are stopped after a few a minute', async () => {
    const { app, writer } = await served();
    const codes: number[] = [];
    for (let count = 0; count < 1_000; count += 1) codes.push((await post(app, `i${count}.test`)).statusCode);
    expect(codes.filter((code) => code === 303)).toHaveLength(HANDED_PER_MINUTE.address);
    expect(codes.at(-1)).toBe(429);
    expect(waiting(writer)).toHaveLength(HANDED_PER_MINUTE.address);
    expect((await app.inject('/en/suggest')).statusCode).toBe(200);
  });

  it('of many addresses are stopped by what all together may', async () => {
    const { app, writer } = await served();
    const codes = new Map<number, number>();
    for (let count = 0; count < 1_000; count += 1) {
      const address = `192.0.${count % 250}.${Math.floor(count / 250) + 1}`;
      const { statusCode } = await post(app, `i${count}.test`, { address });
      codes.set(statusCode, (codes.get(statusCode) ?? 0) + 1);
    }
    expect(Object.fromEntries(codes)).toEqual({
      303: HANDED_PER_MINUTE.all,
      503: 1_000 - HANDED_PER_MINUTE.all,
    });
    expect(waiting(writer)).toHaveLength(HANDED_PER_MINUTE.all);
  });

  it('fill the folder to its bound and no further', () => {
    const folder = temporaryFolder();
    for (let count = 0; count < MOST_WAITING; count += 1) offerSuggestion(folder, domainOf(`i${count}.test`));
    expect(offerSuggestion(folder, domainOf('more.test'))).toBe('full');
    expect(offerSuggestion(folder, domainOf('i0.test'))).toBe('waiting');
    expect(readdirSync(folder)).toHaveLength(MOST_WAITING);
  });

  it('of one site’s names bring in a handful', async () => {
    const { writer } = await served();
    for (let count = 0; count < 50; count += 1)
      offerSuggestion(folderOf(writer), domainOf(`w${count}.farm.test`));
    expect(takeSuggestions(writer, writer.name, ['test'], AT0)).toBe(5);
    expect(waiting(writer)).toEqual([]);
  });

  it('leave what does not fit one run for the next', async () => {
    const { writer } = await served();
    for (let count = 0; count < 130; count += 1)
      offerSuggestion(folderOf(writer), domainOf(`i${count}.test`));
    expect(takeSuggestions(writer, writer.name, ['test'], AT0)).toBe(100);
    expect(takeSuggestions(writer, writer.name, ['test'], AT0)).toBe(30);
    expect(takeSuggestions(writer, ':memory:', ['test'], AT0)).toBe(0);
  });
});
