import { describe, expect, test } from 'vitest';
import type { Probed } from '../../crawler/probe.ts';
import { Asks } from '../../crawler/queue/asks.ts';
import { payloadOf, readPayload } from '../../crawler/queue/job.ts';
import { makeLines } from '../../crawler/queue/lines.ts';
import { verdict } from '../../crawler/queue/opinions.ts';
import { readResult } from '../../crawler/queue/result.ts';
import { stranger } from '../../crawler/probe.ts';
import { answer, domain, failure, figures } from '../visits.ts';

const NAME = domain('lantern.test');
const AT = 1_790_000_000;
const answered: Probed = { ...answer('lantern.test', AT), robots: null, isQuiet: false, retryAt: null };
const timeout: Probed = failure('lantern.test', AT);
const noName: Probed = failure('lantern.test', AT, { kind: 'dns', detail: 'ENOTFOUND' });
const blind: Probed = failure('lantern.test', AT, { kind: 'resolver' });
const offline: Probed = failure('lantern.test', AT, { kind: 'own-side' });
const gone: Probed = failure('lantern.test', AT, { kind: 'gone', status: 410 });

describe('what several places found', () => {
  test.each([
    ['an answer holds against failures', [timeout, answered, noName], answered, [2, 3]],
    ['the host’s own word holds against failures', [timeout, gone], gone, [1, 2]],
    ['failing everywhere is failing, as the first saw it', [timeout, noName], timeout, [0, 2]],
    ['whoever has no name server has not looked', [blind, timeout], timeout, null],
    ['whoever has no way out has not looked', [offline, timeout], timeout, null],
    ['one place alone says nothing of places', [answered], answered, null],
  ] as const)('%s', (_, results, expected, reached) => {
    const outcome = verdict(new Map(results.map((result, index) => [`place-${index}`, result])));
    const { places, ...rest } = outcome ?? {};
    expect(rest).toEqual(expected);
    const others = places?.filter(({ failureKind }) => failureKind === null).length;
    if (reached === null) expect(places).toBeUndefined();
    else if (reached[0] === 2) expect([others, places?.length]).toEqual([1, 3]);
    else expect([others, places?.length]).toEqual(reached);
  });
});

describe('questions', () => {
  const opened = (places: readonly string[]) => {
    const asks = new Asks();
    asks.meet(places, 0);
    const settled: Probed[] = [];
    const ask = asks.open(stranger(NAME), null, (result) => settled.push(result));
    const hear = (place: string, result: Probed): void =>
      asks.hear(ask, { ask: ask.id, place, outcome: '' }, result, 1_000);
    return { asks, ask, settled, hear };
  };
  test('an answer settles at once, and only once', () => {
    const { asks, settled, hear } = opened(['a', 'b']);
    expect(asks.outbox().jobs.map(({ key }) => key)).toEqual(['lantern.test']);
    hear('a', answered);
    hear('b', timeout);
    expect(settled).toEqual([answered]);
    expect(asks.size).toBe(0);
  });
  test('a failure that could be the network’s is asked of the other places', () => {
    const { asks, settled, hear } = opened(['a', 'b', 'c']);
    asks.outbox();
    hear('a', timeout);
    expect(asks.outbox().jobs.map(({ key }) => key)).toEqual(['lantern.test b', 'lantern.test c']);
    hear('b', noName);
    expect(settled).toEqual([]);
    hear('c', answered);
    expect(settled).toMatchObject([{ ok: true, places: [{}, {}, { place: 'c', failureKind: null }] }]);
  });
  test('a place whose workers went away is not waited for, nor one that takes too long', () => {
    const { asks, settled, hear } = opened(['a', 'b', 'c']);
    hear('a', timeout);
    asks.meet(['a', 'c'], 2_000);
    expect(settled).toEqual([]);
    asks.meet(['a', 'c'], 200_000);
    expect(settled).toEqual([timeout]);
  });
  test('a job that lost every worker says nothing of the host', () => {
    const { asks, settled } = opened(['a', 'b']);
    asks.giveUp(['lantern.test'], AT, 0);
    expect(settled).toMatchObject([{ ok: false, failure: { kind: 'own-side' } }]);
  });
  test('after a break only what is missing is put there again', () => {
    const { asks } = opened(['a']);
    asks.outbox();
    asks.missFrom(['lantern.test']);
    expect(asks.outbox().jobs).toEqual([]);
    asks.missFrom([]);
    expect(asks.outbox().jobs).toHaveLength(1);
  });
  test('of one block of addresses one is on its way at a time', () => {
    const asks = new Asks();
    const ask = (name: string) => asks.open(stranger(domain(name)), 'ipv4 1.2.3/24', () => undefined);
    const [first, second] = [ask('a.test'), ask('b.test'), ask('c.test')];
    const sent = (): string[] => asks.outbox().jobs.map(({ key }) => key);
    expect(sent()).toEqual(['a.test']);
    asks.cut(second, AT);
    expect(sent()).toEqual([]);
    asks.hear(first, { ask: first.id, place: 'x', outcome: '' }, answered, 0);
    expect(sent()).toEqual(['c.test']);
  });
});

test('a line moves on when its head leaves, whoever left before', () => {
  const lines = makeLines();
  const went: string[] = [];
  const leave = ['a', 'b', 'c'].map((name) => lines.enter('block', () => went.push(name)));
  lines.enter(null, () => went.push('free'));
  leave[1]?.();
  leave[0]?.();
  leave[0]?.();
  leave[2]?.();
  lines.enter('block', () => went.push('later'));
  expect(went).toEqual(['a', 'free', 'c', 'later']);
});

describe('what travels', () => {
  const read = (outcome: unknown): Probed | null =>
    readResult(typeof outcome === 'string' ? outcome : JSON.stringify(outcome), NAME, AT, ['test']);
  test('an answer and a failure arrive as they were, at our own time', () => {
    const peers = { hash: 'x', domains: [domain('peer.test')] };
    expect(read({ ...answered, at: 7, peers })).toEqual({ ...answered, peers });
    expect(read({ ...timeout, at: 7, robots: null })).toEqual({ ...timeout, robots: null });
  });
  test.each([
    ['nothing', ''],
    ['no JSON', '{'],
    ['another host', { ...answered, domain: 'other.test' }],
    ['a figure that is text', { ...answered, observation: { ...answered, figures: figures({}) } }],
    ['a failure of an unknown kind', { ...timeout, robots: null, failure: { kind: 'boredom' } }],
    [
      'a title without end',
      JSON.stringify({ ...answered, peers: null }).replace('A quiet place', 'x'.repeat(9_999)),
    ],
    ['a negative count', JSON.stringify(answered).replace('"users":null', '"users":-1')],
  ])('%s is no result', (_, outcome) => {
    expect(read(outcome)).toBeNull();
  });
  test('counts that cannot be true are refused, and names that are none are dropped', () => {
    const { observation } = answer('lantern.test', AT, { figures: { users: 2_000_000_000 } });
    const told = { ...answered, observation };
    const result = read({ ...told, peers: { hash: null, domains: ['localhost', '10.0.0.1', 'fine.test'] } });
    expect(result).toMatchObject({
      ok: true,
      observation: { figures: { users: null }, refusals: [{ figure: 'users', rule: 'above-ceiling' }] },
      peers: { domains: ['fine.test'] },
    });
  });
  test('a job is read as it was put, and one that leads inwards is refused', () => {
    const subject = { ...stranger(NAME), robots: null, isHearsay: false };
    const payload = payloadOf({ ask: 'x', subject });
    expect(readPayload(payload, ['test'])).toEqual({ ask: 'x', subject });
    for (const wrong of [
      {},
      null,
      { ...payload, domain: 'localhost' },
      { ...payload, domain: 'LANTERN.test' },
    ])
      expect(() => readPayload(wrong, ['test'])).toThrow(/this job/);
  });
});
