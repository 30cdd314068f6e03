/** Graphs of the network's shape: drawn without script, with words, table, CSV and embed, in both languages, and gracefully without history. */
import { describe, expect, it } from 'vitest';
import type { Database } from '../../db/open.ts';
import { rebuildAllNetworkDays } from '../../db/network/rollups.ts';
import { SHAPES } from '../../web/charts/shapes.ts';
import { AT0, DAY0, insertDay, insertDays, insertInstance, insertLatest, insertSource } from '../rows.ts';
import { pageOf } from './register.ts';
import { served } from './served.ts';

const DAY = 86_400;
const WEEKS = 8;

/** Thirty instances over 300 days, every third gone after 130; one day a month before is imported. */
function herd(db: Database): void {
  const source = insertSource(db).id;
  const week = db.prepare(
    'INSERT INTO activityWeek (instance, weekAt, statuses, logins, registrations, isComplete, source) VALUES (?, ?, 70, 40, 10, 1, ?)',
  );
  for (let n = 0; n < 30; n += 1) {
    const days = n % 3 === 0 ? 100 : 301;
    const id = insertInstance(db, `i${n}.test`, { state: n % 3 === 0 ? 'gone' : 'up', lastAnswerAt: AT0 });
    for (let day = 0; day < days; day += 1)
      insertDay(db, id, DAY0 - 300 + day, { users: 10 * n + 20 + (day % 7), activeMonth: 5 });
    insertDay(db, id, DAY0 - 330, { users: 9, source });
    insertLatest(db, id, { at: AT0 + (days - 301) * DAY, users: 10 * n + 20 });
    for (let ago = 1; ago <= WEEKS; ago += 1) week.run(id, AT0 - ago * 7 * DAY, ago > 6 ? source : null);
  }
  rebuildAllNetworkDays(db);
}

describe('the shape of the network', () => {
  it('is drawn as SVG with a finding, words and a table for each graph of the list', async () => {
    const { app } = await served(herd);
    for (const lang of ['en', 'fr']) {
      const { body } = await app.inject(`/${lang}/network?range=all`);
      for (const { id } of SHAPES) {
        const figure = body.slice(body.indexOf(`id="graph-${id}"`)).split('</figure>', 1)[0] ?? '';
        expect(figure, id).toMatch(/<svg[^>]*class="line-graph"/);
        expect(figure, id).toContain('class="finding"');
        expect(figure, id).toContain('/api/v1/network/tables/');
        expect(figure, id).toContain(`/embed/network/${id}`);
        expect(figure.match(/<tr>/g)?.length ?? 0, id).toBeGreaterThan(2);
        expect(figure, id).not.toMatch(/NaN|undefined|Infinity/);
      }
    }
    const text = await pageOf(app, '/en/network');
    expect(text).toContain('300 registrations in the week of 23 February 2026');
    expect(text).toContain('4 logins for each registration');
    expect(text).toMatch(/class="bar imported"/);
  });

  it('says how many live on, of all and of each size', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, '/en/network');
    expect(text).toContain('66.7% live on past 6 months');
    expect(text).toContain('fewer than 10 are watched');
  });

  it('can be embedded as frame, SVG and PNG, and only of the network', async () => {
    const { app } = await served(herd);
    for (const { id } of SHAPES) {
      const svg = await app.inject(`/embed/network/${id}.svg?lang=en`);
      expect([svg.statusCode, svg.headers['content-type']], id).toEqual([200, 'image/svg+xml']);
      expect(svg.body).toMatch(/<(path|rect|circle)\s+class="(line|bar|dot|end)/);
    }
    const frame = await app.inject('/embed/network/top-shares?lang=fr&range=1y&theme=dark');
    expect(frame.body).toContain('Part des plus grands');
    expect(frame.body).toContain('/fr/network');
    expect((await app.inject('/embed/network/survival.png')).headers['content-type']).toBe('image/png');
    expect((await app.inject('/embed/instances/i1.test/survival.svg')).statusCode).toBe(404);
    expect((await app.inject('/embed/network/survival.svg?mode=day')).statusCode).toBe(400);
  });

  it('says gracefully that there is too little history', async () => {
    const { app } = await served((db) => {
      const id = insertInstance(db, 'new.test', { lastAnswerAt: AT0 });
      insertDays(db, id, DAY0, 'users', [7]);
      insertLatest(db, id, { users: 7 });
      rebuildAllNetworkDays(db);
    });
    const text = await pageOf(app, '/en/network');
    expect(text).toContain('Nobody has been watched for long enough yet');
    expect(text).toContain('The 10 largest operators hold 100% of all accounts');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    const empty = await served();
    expect((await empty.app.inject('/fr/network')).body).not.toMatch(/NaN|undefined|Infinity/);
    for (const { id } of SHAPES)
      expect((await empty.app.inject(`/embed/network/${id}.svg`)).statusCode, id).toBe(200);
  });

  it('shows changes by day, week and month as bars, with CSV and embed', async () => {
    const { app } = await served(herd);
    for (const per of ['day', 'week', 'month']) {
      const text = await pageOf(app, `/en/network?per=${per}`);
      const figure = text.slice(text.indexOf('id="graph-changes"')).split('</figure>', 1)[0] ?? '';
      expect(figure, per).toContain(`a ${per} on average`);
      expect(figure, per).toContain('<rect class="bar');
      expect(figure, per).toContain(`metric=users&amp;mode=${per}`);
      const { points } = (await app.inject(`/api/v1/network/series?metric=users&mode=${per}`)).json<{
        points: [number, number | null][];
      }>();
      expect(points.length, per).toBeGreaterThan(8);
    }
  });
});
