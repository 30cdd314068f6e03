/** Finding on the directory's page: groups of filters, guesses called guesses, chips for what is not understood, fair order, choosing to compare. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importCatalogue } from '../../db/catalogue/catalogue.ts';
import { openWriter } from '../../db/open.ts';
import { AT0, DAY0, domainOf, insertInstance, insertLatest, insertProfile } from '../rows.ts';
import { appOver, fill, pageOf } from './register.ts';

describe('the directory', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    const db = openWriter(':memory:');
    fill(db);
    const id = insertInstance(db, 'vaches.example.test');
    insertProfile(db, id, {
      title: 'Les Vaches',
      softwareName: 'mastodon',
      softwareVersion: '4.5.1',
      minimumAge: 16,
      limitedFederation: true,
    });
    insertLatest(db, id, { users: 12, activeMonth: 6 });
    const guessed = insertInstance(db, 'music.test');
    insertProfile(db, guessed, {
      title: 'Musicians',
      description: 'Ein Ort für alle, die gerne singen und tanzen',
    });
    insertLatest(db, guessed, { users: 3 });
    for (const state of ['withheld', 'gone'] as const) {
      const past = insertInstance(db, `${state}.test`, { state, failingSince: AT0 });
      insertProfile(db, past, { title: 'Past', registrations: 'open', rules: ['Be kind.'] });
      insertLatest(db, past, { users: 9_000_000, users7: 500 });
    }
    importCatalogue(db, [
      {
        domain: domainOf('vaches.example.test'),
        topics: ['food'],
        country: 'FR',
        region: 'Besançon',
        operatorType: 'association',
        operator: 'Les Vaches <réunies>',
        since: 17_000,
        source: 'https://example.org/vaches',
        verifiedOn: DAY0,
      },
    ]);
    app = await appOver(db);
  });
  afterAll(() => app.close());
  const page = (url: string): Promise<string> => pageOf(app, url);

  it('finds by operator, place and topic, in either language and without accents', async () => {
    for (const q of ['reunies', 'besancon', 'cuisine', 'food', 'vach'])
      expect(await page(`/en/instances?q=${q}`), q).toContain('1 instance, by relevance');
  });

  it('does not call open what nobody can join any more, or keeps to itself', async () => {
    const [withheld, gone] = [
      await page('/en/instances/withheld.test'),
      await page('/en/instances/gone.test'),
    ];
    expect(withheld).toContain('>Open withheld.test</a');
    for (const text of [withheld, gone]) expect(text).not.toMatch(/sign up at once|Open to all/);
    const rows = (await page('/en/instances')).match(/<bdi>[^<]*<\/bdi>/g) ?? [];
    expect(rows.at(-1)).toBe('<bdi>Past</bdi>');
    expect(await page('/en/instances?registrations=open&q=past')).not.toContain('/en/instances/gone.test');
  });

  it('shows what the catalogue knows, with where it can be looked up', async () => {
    const text = await page('/fr/instances?operatorType=association');
    expect(text).toMatch(/<span>Cuisine<\/span><span>Besançon, France<\/span>/);
    expect(text).toContain(
      '<a href="https://example.org/vaches" rel="noopener noreferrer">Les Vaches &lt;réunies&gt;</a>',
    );
    expect(text).not.toContain('supposé)');
  });

  it('counts guesses apart, and shows them, called guesses, only when asked to', async () => {
    const without = await page('/en/instances?topic=music');
    expect(without).toContain('No instance fits all of this');
    expect(await page('/en/instances')).toMatch(
      /<span>Music<\/span><span class="count">0<small title="plus 1 guessed"/,
    );
    const text = await page('/en/instances?topic=music&guesses=yes');
    expect(text).toContain('1 instance, by accounts');
    expect(text).toMatch(/<span class="guess">Music<small>\(guessed\)/);
    expect(text).toMatch(/<span class="guess">German<small>\(guessed\)/);
    expect(text).toMatch(/guesses count<\/a>/);
  });

  it('opens the groups that are in use and leaves the others closed', async () => {
    const text = await page('/en/instances?country=FR&minUsers=5');
    expect(text).toMatch(/<details class="group" open><summary>Place<span class="count">1<\/span>/);
    expect(text).toMatch(/<details class="group" open><summary>How it is doing<\/summary>/);
    expect(text).toMatch(/<details class="group"><summary>Conditions<\/summary>/);
  });

  it('offers versions once one software is chosen', async () => {
    expect(await page('/en/instances')).not.toContain('name="version"');
    const text = await page('/en/instances?software=mastodon');
    expect(text).toMatch(/name="version" value="4\.5"\/><span>4\.5<\/span><span class="count">1/);
    expect(await page('/en/instances?software=mastodon&version=4.5')).toContain('Version: 4.5');
  });

  it('has a chip, to be taken out, for each filter that means nothing here', async () => {
    const text = await page('/en/instances?state=asleep&size=small&country=Atlantis');
    expect(text).toContain('is not understood');
    expect(text).toMatch(/class="chip remove strange" href="\/en\/instances\?size=small"/);
    expect(text).toContain('state=asleep (not understood)');
    expect(text).toContain('country=Atlantis (not understood)');
  });

  it('draws by lot with a seed that stays in the address', async () => {
    const text = await page('/en/instances?sort=fair');
    expect(text).toContain('Drawn by lot (2026-03-02)');
    expect(text).toContain(
      'canonical" href="https://herdbook.example/en/instances?sort=fair&amp;seed=2026-03-02',
    );
    expect(await page('/en/instances?sort=fair&seed=a')).toContain('Drawn by lot (a)');
  });

  it('lets rows be chosen for the comparison without a script', async () => {
    const text = await page('/en/instances?q=vaches');
    expect(text).toContain('<form action="/en/compare" method="get">');
    expect(text).toMatch(
      /type="checkbox" name="i" value="vaches\.example\.test" aria-label="Choose Les Vaches to compare"/,
    );
  });

  it('goes back to the usual order when the words are taken out', async () => {
    const text = await page('/en/instances?q=vaches&size=small');
    expect(text).toMatch(/href="\/en\/instances\?size=small"><span class="sr-only">Remove:/);
  });
});
