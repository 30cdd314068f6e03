/** Every software module against its fixtures, and the promises all of them keep. */
import { NO_LIES } from '../../../db/trust/rules.ts';
import { readFileSync, readdirSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { FIGURES, type Figures, type Profile } from '../../../db/model.ts';
import { observe } from '../../../crawler/observation.ts';
import { softwareFor, SOFTWARE } from '../../../crawler/software/index.ts';
import { noNodeinfo } from '../../../crawler/software/no-nodeinfo.ts';
import type { Answers } from '../../../crawler/software/software.ts';
import { parseNodeInfo } from '../../../crawler/nodeinfo.ts';
import { visit, type Recorded } from './visit.ts';

type Fixture = {
  readonly about: string;
  readonly domain: string;
  readonly answers: Recorded;
  readonly expected: { readonly figures: Partial<Figures>; readonly profile: Partial<Profile> };
};

const FOLDER = new URL('../../fixtures/software/', import.meta.url);
const fixtures = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file): [string, Fixture] => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'))]);
const UNKNOWN = Object.fromEntries(FIGURES.map((figure) => [figure, null]));
/** robots.txt, discovery and the document come before; a visit has eight requests. */
const ASKS_AFTER_NODEINFO = 5;
const ASKS_WITHOUT_NODEINFO = 6;

describe('each fixture yields exactly its figures and profile', () => {
  test.for(fixtures)('%s', ([, fixture]) => {
    const { reading } = visit(fixture.domain, fixture.answers);
    const observation = observe(reading);
    expect(observation.figures).toEqual({ ...UNKNOWN, ...fixture.expected.figures });
    expect(observation.profile).toMatchObject(fixture.expected.profile);
    expect(observation.refusals.filter(({ rule }) => !NO_LIES.has(rule))).toEqual([]);
  });
});

describe('identity', () => {
  test('an instance that says who it is says its own name in the fixtures', () => {
    for (const [, fixture] of fixtures) {
      const { reading } = visit(fixture.domain, fixture.answers);
      expect([null, fixture.domain]).toContain(reading.identity);
    }
  });
});

describe('the list of modules', () => {
  const SHARED = new Set([
    'software.ts',
    'index.ts',
    'reading.ts',
    'foregone.ts',
    'mastodon-api.ts',
    'no-nodeinfo.ts',
  ]);

  test('holds every module in the folder', async () => {
    const folder = new URL('../../../crawler/software/', import.meta.url);
    for (const file of readdirSync(folder).filter((name) => !SHARED.has(name))) {
      const exported: Record<string, unknown> = await import(new URL(file, folder).href);
      const isListed = SOFTWARE.some((software) => Object.values(exported).includes(software));
      expect(isListed, `${file} is not in index.ts`).toBe(true);
    }
  });

  test('has a fixture for every module', () => {
    const used = new Set(fixtures.map(([, fixture]) => visit(fixture.domain, fixture.answers).software));
    for (const software of [...SOFTWARE, noNodeinfo]) {
      expect(used.has(software), `no fixture for ${software.names[0] ?? 'no-nodeinfo'}`).toBe(true);
    }
  });

  test('names each software once, in lower case', () => {
    const names = SOFTWARE.flatMap((software) => software.names);
    expect(new Set(names).size).toBe(names.length);
    expect(names.filter((name) => name !== name.toLowerCase())).toEqual([]);
  });

  test('reads unknown software from NodeInfo alone', () => {
    expect(softwareFor('never heard of').asks).toEqual({});
    expect(softwareFor(null).asks).toEqual({});
    expect(softwareFor('constructor').asks).toEqual({});
  });
});

describe('politeness', () => {
  test('no module asks more than a visit can afford, whatever the answers are', () => {
    for (const software of SOFTWARE) {
      expect(Object.keys(software.asks).length).toBeLessThanOrEqual(ASKS_AFTER_NODEINFO);
    }
  });

  test('an instance without NodeInfo is asked at most six questions', () => {
    const told = {
      status: 200,
      json: { uri: 'a.example.org', version: '10.1.0', disableRegistration: false },
    };
    const choices = fc.record(
      Object.fromEntries(
        Object.keys(noNodeinfo.asks).map((name) => [
          name,
          fc.constantFrom(undefined, { status: 404, json: null }, told, {
            status: 200,
            json: { domain: 'a', name: 'b' },
          }),
        ]),
      ),
    );
    fc.assert(
      fc.property(choices, (possible) => {
        const answers: Record<string, (typeof possible)[string]> = {};
        let asked = 0;
        for (const [name, ask] of Object.entries(noNodeinfo.asks)) {
          if (ask.when?.(heard(answers)) === false) continue;
          asked++;
          answers[name] = possible[name];
        }
        expect(asked).toBeLessThanOrEqual(ASKS_WITHOUT_NODEINFO);
      }),
      { numRuns: 500 },
    );
  });

  test('nobody asks for block lists, rules of moderation, people or another host', () => {
    for (const ask of [...SOFTWARE, noNodeinfo].flatMap((software) => Object.values(software.asks))) {
      expect(ask.path).toMatch(/^\/[a-z0-9./_-]+$/);
      expect(ask.path).not.toMatch(/block|account|user|admin|staff/);
    }
  });
});

function heard(answers: Record<string, unknown>): Answers {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([name, answer]) =>
      typeof answer === 'object' && answer !== null && 'status' in answer && 'json' in answer
        ? [[name, { status: Number(answer.status), json: answer.json }]]
        : [],
    ),
  );
}

describe('hostile answers', () => {
  const KEYS = fc.constantFrom(
    'usage',
    'users',
    'total',
    'stats',
    'user_count',
    'links',
    'rules',
    'text',
    'site_view',
    'counts',
    'metadata',
    'software',
    'name',
    'version',
    'configuration',
    'statuses',
    'registrations',
    'languages',
    'thumbnail',
    'url',
    'federated_instances',
    'linked',
    'week',
    'logins',
    '__proto__',
    'constructor',
    'prototype',
    'polluted',
    'uri',
  );
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.jsonValue({ maxDepth: 2 }),
      fc.constantFrom(0, -1, Infinity, 2 ** 53, 1.5, '12', '', null, true, 'https://x', '\u0000', '<b>'),
      fc.array(tie('value'), { maxLength: 5 }),
      fc.dictionary(KEYS, tie('value'), { maxKeys: 6 }),
    ),
  })).value;

  test('no JSON value makes a parser throw, and every figure out is a safe whole number or null', () => {
    const modules = [...SOFTWARE, noNodeinfo];
    fc.assert(
      fc.property(
        fc.array(json, { minLength: 4, maxLength: 8 }),
        fc.constantFrom(200, 401, 404),
        (values, status) => {
          const nodeinfo =
            parseNodeInfo(values[0]) ?? parseNodeInfo({ software: { name: 'x' }, usage: values[1] });
          for (const software of modules) {
            const names = Object.keys(software.asks);
            const answers = Object.fromEntries(
              names.map((name, at) => [name, { status, json: values[(at + 2) % values.length] }]),
            );
            for (const ask of Object.values(software.asks)) ask.when?.(answers);
            for (const told of [nodeinfo, null]) {
              const { figures, profile } = observe(software.parse(answers, told));
              for (const figure of FIGURES) {
                const value = figures[figure];
                expect(value === null || (Number.isSafeInteger(value) && value >= 0)).toBe(true);
              }
              expect(profile.title?.length ?? 0).toBeLessThanOrEqual(200);
            }
          }
          expect('polluted' in {}).toBe(false);
        },
      ),
      { numRuns: 300 },
    );
  });
});
