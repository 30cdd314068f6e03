import { expect, test } from 'vitest';
import type { Database } from '../../db/open.ts';
import { importPress } from '../../db/press/press.ts';
import { savePublished } from '../../db/network/published.ts';
import { saveSource } from '../../db/sources.ts';
import { DAY0, insertInstance, insertNetworkDay } from '../rows.ts';
import { served } from './served.ts';

const ETALAB = 'mastodon.etalab.gouv.fr';

/** Our own line of three days, totals that a publication told of the days before and the same days, and the press. */
function herd(db: Database): void {
  for (const [index, users] of [1_000, 1_010, 1_020].entries()) {
    insertNetworkDay(db, DAY0 + index, { users, instances: 3, measured: 3 });
  }
  const told = (name: string, isSum: boolean, values: readonly number[]): void => {
    const source = saveSource(db, {
      name,
      url: 'https://counts.example/',
      note: 'Counts.',
      licence: 'CC0',
      retrievedOn: null,
    });
    for (const [index, value] of values.entries()) {
      savePublished(db, {
        domain: '',
        figure: 'users',
        source,
        day: DAY0 - 3 + index,
        value,
        isAround: false,
        instances: isSum ? 25 : null,
      });
    }
  };
  told('Counters', false, [900, 930, 960, 990, 1_200]);
  told('Listers', true, [50]);
  told('Others', false, [910, 930]);
  importPress(db);
  insertInstance(db, ETALAB);
}

test('what others told stands beside our line, with marks of its own and every source named', async () => {
  const { app } = await served(herd);
  const { payload } = await app.inject('/?range=all');
  const graph = payload.split('id="graph-users"')[1]?.split('</figure>')[0] ?? '';
  // Five sources told something; four of them their own totals, which are drawn, two as lines.
  expect(graph.match(/class="published-key"/g)).toHaveLength(4);
  expect(graph.match(/class="told"/g)).toHaveLength(2);
  for (const words of [
    'Counters',
    'Listers',
    'over 25 instances listed',
    'around 400,000 accounts',
    'licence: CC0',
  ])
    expect(graph).toContain(words);
  expect(graph).toContain(
    'the sources disagree about the number of accounts: 910 says Others and 900 says Counters',
  );
  // A sum over a list says nothing of the instances that are not in it.
  expect(graph).not.toContain('50 says Listers');
});

test('the CSV of the totals names the lists that an imported sum is over, and none for measured ones', async () => {
  const { app } = await served((db) => {
    insertNetworkDay(db, DAY0, { users: 70, instances: 25, imported: 25 });
    insertNetworkDay(db, DAY0 + 1, { users: 80, instances: 3, measured: 3 });
    for (const name of ['Listers', 'Other list']) {
      const source = saveSource(db, { name, url: '', note: '', licence: '', retrievedOn: null });
      for (const day of [DAY0, DAY0 + 1])
        savePublished(db, {
          domain: '',
          figure: 'users',
          source,
          day,
          value: 50,
          isAround: false,
          instances: 25,
        });
    }
  });
  const { payload } = await app.inject('/api/v1/network/series.csv?metric=users&interval=day');
  const [head, imported, measured] = payload.trim().split('\r\n');
  expect(head?.split(',').at(-1)).toBe('"source"');
  expect(imported).toMatch(/,"Listers; Other list"$/);
  expect(measured).toMatch(/,$/);
});

test('a graph of which only others told has their newest figure for a headline, and says so', async () => {
  const { app } = await served((db) => {
    const source = saveSource(db, {
      name: 'Counters',
      url: 'https://counts.example/',
      note: '',
      licence: '',
      retrievedOn: null,
    });
    for (const [index, value] of [500, 520].entries()) {
      const day = DAY0 + index;
      savePublished(db, {
        domain: '',
        figure: 'users',
        source,
        day,
        value,
        isAround: false,
        instances: null,
      });
    }
  });
  const { payload } = await app.inject('/en/?range=all');
  const graph = payload.split('id="graph-users"')[1]?.split('</figure>')[0] ?? '';
  expect(graph).toMatch(/<strong class="finding">520 accounts on [^<]+, says Counters<\/strong/);
  expect(graph).toContain('All of it is told by others');
  expect(graph).not.toContain('Nothing to draw yet');
});

test('our own line, its words and its CSV do not change by what others told', async () => {
  const { app } = await served(herd);
  const csv = await app.inject('/api/v1/network/series.csv?metric=users&interval=day');
  expect(csv.payload.trim().split('\r\n')).toHaveLength(4);
  expect(csv.payload).not.toContain('1200');
  const { payload } = await app.inject('/?range=all');
  expect(payload).toContain('From 1,000 on 2 March 2026 to 1,020 on 4 March 2026');
});

test('changes are of our own totals only', async () => {
  const { app } = await served(herd);
  const { payload } = await app.inject('/?range=all&mode=day');
  expect(payload).not.toContain('class="published"');
});

test('an instance that only the press told of has a graph of it, and the disagreement in words', async () => {
  const { app } = await served(herd);
  const english = (await app.inject(`/instances/${ETALAB}`)).payload;
  expect(english).toContain('around 170 says Etalab 2017-04-20 and around 100 says Next INpact 2017-04-20');
  expect(english).toContain('around 3,000');
  const french = (await app.inject(`/fr/instances/${ETALAB}`)).payload;
  expect(french).toContain('les sources ne s’accordent pas sur le nombre de comptes');
  expect(french).toContain('environ 170 selon Etalab 2017-04-20');
});

test('all of it comes as JSON and CSV', async () => {
  const { app } = await served(herd);
  const json = (await app.inject('/api/v1/network/published?metric=instances')).json();
  expect(json.series).toHaveLength(2);
  const csv = (await app.inject(`/api/v1/instances/${ETALAB}/published.csv?metric=users`)).payload;
  expect(csv.split('\r\n')[0]).toBe('"day","users","around","instances","source","url","licence"');
  expect(csv).toContain('"2017-04-20",170,true,,"Etalab 2017-04-20"');
  expect((await app.inject('/api/v1/instances/unknown.org/published')).statusCode).toBe(404);
});
