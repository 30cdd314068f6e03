/** The directory and the news of the crawl, as pages: state in the address, and plain words when something is missing. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWriter } from '../../db/open.ts';
import { beatRun, beginRun, endRun } from '../../db/runs.ts';
import { AT0, insertInstance, insertLatest, insertSource } from '../rows.ts';
import { appOver, fill, NOW, pageOf } from './register.ts';

const LEASE = { owner: 'test:1', wallAt: AT0, isGone: () => true };

describe('the pages', () => {
  const full = openWriter(':memory:');
  let app: FastifyInstance;
  beforeAll(async () => {
    fill(full);
    app = await appOver(full);
  });
  afterAll(() => app.close());
  const page = (url: string, from = app): Promise<string> => pageOf(from, url);

  describe('the directory', () => {
    it('keeps its state in the address: filters as chips that can be taken out, sort in the heads', async () => {
      const text = await page('/en/instances?language=fr,de&minUsers=3&sort=domain');
      expect(text).toMatch(/href="\/en\/instances\?language=de&amp;minUsers=3&amp;sort=domain"/);
      expect(text).toMatch(/<input type="checkbox" name="language" value="fr" checked/);
      expect(text).toMatch(
        /aria-sort="ascending"><a href="\/en\/instances\?language=fr%2Cde&amp;minUsers=3&amp;sort=domain&amp;order=desc"/,
      );
      expect(text).toContain(
        '/api/v1/instances.csv?language=fr%2Cde&amp;minUsers=3&amp;sort=domain&amp;limit=500',
      );
    });

    it('finds by words and by form fields alike', async () => {
      expect(
        await page('/en/instances?q=harbour&language=fr&language=de&minUsers=&maxUsers=&sort=users'),
      ).toContain('1 instance, by accounts');
    });

    it('says which filter to drop when nothing is found', async () => {
      const text = await page('/en/instances?q=harbour&language=ja');
      expect(text).toContain('No instance fits all of this');
      expect(text).toContain('without Japanese: 1 instance');
      expect(text).toContain('without “harbour”: 0 instances');
    });

    it('leaves out what it does not understand, and says so', async () => {
      for (const query of ['state=asleep', 'minUsers=many', 'sort=luck', 'after=nonsense']) {
        const answer = await app.inject({ url: `/en/instances?${query}` });
        expect([answer.statusCode, answer.body.includes('is not understood')]).toEqual([200, true]);
      }
    });
  });

  describe('about the crawl', () => {
    it('show the progress of a run, and stop watching once it has ended', async () => {
      const run = beginRun(full, 400, AT0, LEASE);
      beatRun(full, run?.id ?? 0, { visited: 312, answered: 300, withheld: 2, failed: 10 }, AT0);
      const text = await page('/en/');
      expect(text).toContain('<body data-live');
      expect(text).toMatch(/<progress max="400" value="312"/);
      endRun(full, run?.id ?? 0, { state: 'finished', reason: null, at: NOW });
      expect(await page('/en/')).not.toContain('data-live');
    });

    it('say plainly that an outage is our side’s fault, and point at the demo', async () => {
      const run = beginRun(full, 400, AT0, LEASE);
      endRun(full, run?.id ?? 0, {
        state: 'aborted',
        reason: 'network: nobody answered: 20 of 20 instances could not be reached',
        at: NOW,
      });
      expect(await page('/en/')).toMatch(/could not reach the Internet.*npm run demo/s);
      expect(await page('/fr/')).toMatch(/n’a pas pu joindre Internet.*npm run demo/s);
    });
  });

  it('do not blame the Internet for a fault of our own', async () => {
    const run = beginRun(full, 400, AT0, LEASE);
    endRun(full, run?.id ?? 0, { state: 'aborted', reason: 'fault: disk full', at: NOW });
    const text = await page('/en/');
    expect(text).toContain('It met a fault of our own.');
    expect(text).not.toMatch(/npm run demo|disk full/);
  });

  it('say what is imported, from where and of when, while nothing is measured', async () => {
    const db = openWriter(':memory:');
    const source = insertSource(db, { name: 'Old register', url: 'https://register.example/' });
    const id = insertInstance(db, 'toots.example.test', { state: 'discovered' });
    insertLatest(db, id, { users: 19, source: source.id, at: AT0 - 86_400 });
    const shady = insertSource(db, { name: 'Shady register', url: 'javascript:alert(1)' });
    insertLatest(db, insertInstance(db, 'shady.example.test'), { users: 3, source: shady.id });
    const imported = await appOver(db);
    const text = await page('/en/', imported);
    expect(text).toContain('Nothing has been measured by this crawler yet.');
    expect(text).toContain('Old register, 1 March 2026');
    expect(text).toContain('Shady register');
    expect(text).not.toContain('javascript:');
    await imported.close();
  });
});
