/** What readers of long graphs wait for: answers of the web app, its script, and a series read from the store. */
import { whyNoPostgres } from '../../test/queue/postgres.ts';
import { contend } from './children.ts';
import { DAYS } from './history.ts';
import { short } from './report.ts';
import { scriptBytes } from './script.ts';
import type { Measure } from './setting.ts';

const KB = 1_000;
/** Of eight years each; more would only take longer to write. */
const INSTANCES = 8;

export const webAnswers: Measure = {
  ids: ['W1', 'W2', 'W5'],
  async run({ rounds }) {
    const { cpuMs, graphBytes, seriesBytes, sentBytes } = await contend('web', { rounds });
    const each = (name: keyof typeof cpuMs): string => `${short(cpuMs[name] * 1_000)} µs`;
    const how = `CPU of the server, medians of ${rounds} rounds; ${DAYS} days`;
    return [
      {
        id: 'W1',
        what: 'a cached series, requests for the CPU of one ÷ hello world of the bare framework',
        value: cpuMs.hello / cpuMs.cached,
        unit: '',
        least: 0.6,
        note: `${each('cached')} and ${each('hello')}; hello world inside the app ${each('appHello')}; ${short(sentBytes / KB)} KB sent; ${how}`,
      },
      {
        id: 'W1',
        what: 'the answer that nothing changed ÷ hello world of the bare framework',
        value: cpuMs.hello / cpuMs.unchanged,
        unit: '',
        least: 0.9,
        note: `${each('unchanged')} and ${each('hello')}; ${how}`,
      },
      {
        id: 'W2',
        what: 'four figures of all years read from the database ÷ sending the objects of the same rows',
        value: cpuMs.rows / cpuMs.series,
        unit: '',
        least: 4,
        note: `${each('series')} and ${each('rows')}; ${how}`,
      },
      {
        id: 'W5',
        what: 'numbers that the graph of all years brings along ÷ the daily series of that figure',
        value: graphBytes.whole / seriesBytes,
        unit: '',
        most: 0.15,
        note: `${short(graphBytes.whole / KB)} and ${short(seriesBytes / KB)} KB, not compressed; the page as it opens brings ${short(graphBytes.first / KB)} KB`,
      },
    ];
  },
};

export const script: Measure = {
  ids: ['W3'],
  async run() {
    const { ours, plain } = await scriptBytes();
    return [
      {
        id: 'W3',
        what: 'script of a page with a graph ÷ chart.js/auto, both bundled and compressed with gzip',
        value: ours / plain,
        unit: '',
        most: 0.8,
        note: `${short(ours / KB)} and ${short(plain / KB)} KB`,
      },
    ];
  },
};

/** A load is mostly waiting, so its time is what counts; in turns, and enough of them. */
const LOADS = 7;

export const pageToGraph: Measure = {
  ids: ['W4'],
  async run() {
    const { painted, live, plain } = await contend('pages', { rounds: LOADS });
    const each = `${short(painted)} ms, by script ${short(live)} ms, and ${short(plain)} ms; medians of ${LOADS} loads in turns, nothing kept; ${DAYS} days`;
    return [
      {
        id: 'W4',
        what: 'from asking for a page to its graph, drawn on the server first ÷ a page with chart.js/auto alone',
        value: painted / plain,
        unit: '',
        most: 0.6,
        note: each,
      },
    ];
  },
};

export const longSeries: Measure = {
  ids: ['S4'],
  async run() {
    const what = 'eight years of an instance as JSON ÷ PostgreSQL on the same rows';
    const goal = { id: 'S4', what, unit: '', most: 0.4 };
    const why = whyNoPostgres();
    if (why !== null) return [{ ...goal, value: null, note: why }];
    const { ours, text, rows } = await contend('years', { instances: INSTANCES });
    const note = `${short(ours)} ms, and ${short(text)} ms as text that it makes, ${short(rows)} ms as rows written out by its client; the quicker counts; ${DAYS} days, ${INSTANCES} instances, in turns`;
    return [{ ...goal, value: ours / Math.min(text, rows), note }];
  },
};
