/** Pages and API as of a past day: what was known then and nothing later, said so, with every link staying on that day. */
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import type { Database } from '../../db/open.ts';
import { rebuildNetworkDays } from '../../db/network/rollups.ts';
import {
  AT0,
  DAY0,
  insertDay,
  insertDays,
  insertInstance,
  insertLatest,
  insertProfile,
  insertRefusal,
  insertSource,
} from '../rows.ts';
import { pageOf } from './register.ts';
import { served } from './served.ts';

const DAY = 86_400;
/** 'town' grows and changes its software on the 6th day; 'late' comes on the last; 'mute' fell silent on the second. */
function herd(db: Database): void {
  const town = insertInstance(db, 'town.test', { lastAnswerAt: AT0, lastVisitAt: AT0 });
  insertProfile(db, town, {
    fromAt: AT0 - 9 * DAY,
    untilAt: AT0 - 4 * DAY,
    title: 'Town',
    softwareName: 'pleroma',
    registrations: 'open',
  });
  insertProfile(db, town, {
    fromAt: AT0 - 4 * DAY,
    title: 'City',
    softwareName: 'mastodon',
    registrations: 'closed',
  });
  insertDays(db, town, DAY0 - 9, 'users', [100, 101, 102, 103, 104, 105, 106, 107, 108, 909]);
  insertLatest(db, town, { users: 909 });
  insertRefusal(db, town, { figure: 'statuses', rule: 'leap', raw: '7777777', fromAt: AT0, lastAt: AT0 });
  const mute = insertInstance(db, 'mute.test', { state: 'failing', failingSince: AT0 - 8 * DAY });
  insertProfile(db, mute, { fromAt: AT0 - 9 * DAY, title: 'Mute' });
  insertDays(db, mute, DAY0 - 9, 'users', [40]);
  insertLatest(db, mute, { at: AT0 - 9 * DAY, users: 40 });
  const late = insertInstance(db, 'late.test');
  insertProfile(db, late, { fromAt: AT0, title: 'Late' });
  insertDays(db, late, DAY0, 'users', [500]);
  insertLatest(db, late, { users: 500 });
  rebuildNetworkDays(db, DAY0 - 9, DAY0);
}

const PAST = '2026-02-25';

/** Every address inside the site that a page leads to. */
async function linksOf(app: FastifyInstance, url: string): Promise<readonly string[]> {
  const { body } = await app.inject(url);
  return [...body.matchAll(/href="(\/en[^"#]*)/g)].map(([, address = '']) =>
    address.replaceAll('&amp;', '&'),
  );
}

describe('a past day', () => {
  it('is the home page’s, with totals, movers and news of then, and a way back', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, `/en?on=${PAST}`);
    expect(text).toContain('You are looking at 25 February 2026');
    expect(text).toContain('<a class="button" href="/en/">Back to today</a>');
    expect(text).toContain('<data value="144" title="144">');
    expect(text).not.toContain('late.test');
    expect(text).not.toContain('909');
    expect(text).not.toContain('closed its sign-up');
    const now = await pageOf(app, '/en');
    expect(now).toContain('</span>closed its sign-up');
    expect(now).not.toContain('You are looking at');
    expect(now).toContain(
      '<input id="on" name="on" type="date" required value="2026-03-02" min="2026-02-21" max="2026-03-02"/>',
    );
  });

  it('is an instance’s, which says what its silence tells and leaves out what only the present knows', async () => {
    const { app } = await served(herd);
    const town = await pageOf(app, `/en/instances/town.test?on=${PAST}`);
    expect(town).toContain('<h1><bdi>Town</bdi></h1>');
    expect(town).toContain('Pleroma');
    expect(town).toContain('<data value="104">104</data>');
    expect(town).toContain('It told figures that day');
    for (const later of ['909', '7777777', 'Mastodon', 'Next visit', 'City', 'sign up at once'])
      expect(town, later).not.toContain(later);
    expect(town).toContain(`until=${PAST}`);
    expect(town).toContain('/embed/instances/town.test/users?mode=total');
    const mute = await pageOf(app, '/en/instances/mute.test?on=2026-03-02');
    expect(mute).toContain('No figures from it since 22 February 2026.');
    const late = await app.inject(`/en/instances/late.test?on=${PAST}`);
    expect(late.statusCode).toBe(404);
    expect(late.body).toContain('/en/instances/late.test?on=2026-03-02');
    expect((await app.inject(`/en/instances/never.test?on=${PAST}`)).statusCode).toBe(404);
  });

  it('does not take what somebody else published for an answer', async () => {
    const { app } = await served((db) => {
      herd(db);
      const id = insertInstance(db, 'listed.test', { state: 'discovered' });
      insertDay(db, id, DAY0 - 6, { users: 70, source: insertSource(db).id });
    });
    const text = await pageOf(app, `/en/instances/listed.test?on=${PAST}`);
    expect(text).toContain('Somebody else published figures of it, the last by then of 24 February 2026.');
    expect(text).not.toContain('It told figures');
    const listed = (await app.inject(`/api/v1/instances/listed.test?on=${PAST}`)).json<
      Record<string, unknown>
    >();
    expect(listed).toMatchObject({ users: 70, state: 'discovered', lastAnswerAt: null, failingSince: null });
  });

  it('is the statistics’ and the comparison’s', async () => {
    const { app } = await served(herd);
    const text = await pageOf(app, `/en/network?on=${PAST}&by=software`);
    expect(text).toContain('As of 25 February 2026.');
    expect(text).toContain('>Pleroma<');
    expect(text).not.toContain('>Mastodon<');
    expect(text).toContain(`/api/v1/network/tables/parts.csv?dimension=software&amp;on=${PAST}`);
    const compared = await pageOf(app, `/en/compare?i=town.test&i=mute.test&on=${PAST}`);
    expect(compared).toContain('Pleroma');
    expect(compared).not.toContain('909');
  });

  it('stays when links and forms are followed', async () => {
    const { app } = await served(herd);
    for (const path of [
      '/en',
      '/en/instances',
      '/en/instances/town.test',
      '/en/network',
      '/en/compare?i=town.test',
    ]) {
      const links = await linksOf(app, `${path}${path.includes('?') ? '&' : '?'}on=${PAST}`);
      const dated = links.filter((link) =>
        /^\/en(\/(compare|network|instances(\/[^/?]+)?))?\/?(\?|$)/.test(link),
      );
      const lost = dated.filter((link) => !link.includes(`on=${PAST}`));
      expect(dated.length, path).toBeGreaterThan(4);
      // The way back to today is the one that leads away.
      expect(new Set(lost).size, `${path}: ${lost.join(' ')}`).toBe(1);
    }
    const { body } = await app.inject(`/en/instances?on=${PAST}`);
    const forms = body.match(/<form[^>]*method="get"[\s\S]*?<\/form>/g) ?? [];
    expect(forms.length).toBeGreaterThan(2);
    for (const form of forms) expect(form).toMatch(/name="on"/);
  });

  it('that is none, or has not come yet, is told, and the present shown', async () => {
    const { app } = await served(herd);
    for (const day of ['2026-02-30', '2026-03-04', 'yesterday']) {
      const text = await pageOf(app, `/en/instances?on=${day}`);
      expect(text).toContain(`“${day}” is no day that has passed`);
      expect(text).toContain('late.test');
      expect((await app.inject(`/api/v1/instances/town.test?on=${day}`)).statusCode).toBe(400);
    }
    expect(await pageOf(app, '/en?on=2020-01-01')).toContain('The register begins on 21 February 2026.');
  });

  it('past all figures would call everybody silent whom nobody asked: it is told', async () => {
    const { app } = await served(herd, {}, () => AT0 + 40 * DAY);
    const text = await pageOf(app, '/en/instances?on=2026-04-08');
    expect(text).toContain('The newest figures are of 2 March 2026, so this is the present.');
    expect(text).toContain('late.test');
    const answer = await app.inject('/api/v1/instances?on=2026-04-08');
    expect(answer.statusCode).toBe(400);
    expect(answer.body).toContain('the newest figures are of 2026-03-02');
    // A week of silence is no more than a crawler that was stopped.
    expect(await pageOf(app, '/en/instances?on=2026-03-09')).toContain('You are looking at 9 March 2026');
    expect((await app.inject('/api/v1/instances?on=2026-03-09')).statusCode).toBe(200);
  });

  it('is the API’s: instance, network, tables, picture', async () => {
    const { app } = await served(herd);
    const town = (await app.inject(`/api/v1/instances/town.test?on=${PAST}`)).json<Record<string, unknown>>();
    expect(town).toMatchObject({
      title: 'Town',
      users: 104,
      nextProbeAt: null,
      lastVisitAt: null,
      profileChanges: [],
    });
    expect(town['refusals']).toEqual([]);
    expect((await app.inject(`/api/v1/instances/late.test?on=${PAST}`)).statusCode).toBe(404);
    const network = (await app.inject(`/api/v1/network?on=${PAST}`)).json<Record<string, unknown>>();
    expect(network).toMatchObject({ day: PAST, users: 144, instances: 2, run: null });
    const table = await app.inject(`/api/v1/network/tables/concentration?on=${PAST}`);
    expect(table.json<{ rows: unknown[][] }>().rows.at(-1)?.[0]).toBe(PAST);
    const picture = await app.inject(`/embed/network/users.svg?on=${PAST}&range=all`);
    expect(picture.statusCode).toBe(200);
    expect(picture.body).not.toContain('1.4K');
    expect((await app.inject(`/embed/network/users.svg?on=2026-02-30`)).statusCode).toBe(400);
  });
});
