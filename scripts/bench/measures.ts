/** All measures, in the order they run. */
import { contend } from './children.ts';
import { measureRates } from './names.ts';
import { malice, memory, realisticPass, webWhileCrawling } from './passes.ts';
import { longSeries, pageToGraph, script, webAnswers } from './readers.ts';
import { short, type Row } from './report.ts';
import type { Measure } from './setting.ts';
import { visitCpu } from './visits.ts';

const DNS_MS = 30;
/** Node's default look-ups share this many threads; each waits for its answer. */
const POOL_THREADS = 4;
const INSTANCES = 30_000;
/** Visits in a transaction of the crawler's. */
const BATCH = 2_000;
const MB = 1_000_000;

const names: Measure = {
  ids: ['C9'],
  async run({ folder }) {
    const { ours, nodes } = await measureRates(folder, DNS_MS);
    const reference = nodes ?? (POOL_THREADS * 1_000) / DNS_MS;
    const how =
      nodes === null ? 'the best that four threads can do: namespaces are not to be had here' : 'measured';
    const note = `${short(ours)} and ${short(reference)} (${how}) names a second, answers after ${DNS_MS} ms`;
    return [
      {
        id: 'C9',
        what: 'names a second ÷ Node’s default look-up',
        value: ours / reference,
        unit: '',
        least: 20,
        note,
      },
    ];
  },
};

const storage: Measure = {
  ids: ['S1', 'S2'],
  async run() {
    const cost = await contend('store', { instances: INSTANCES, batch: BATCH });
    const each = (cpuMs: number): string => `${short((cpuMs * 1_000) / INSTANCES)} µs`;
    return [
      {
        id: 'S1',
        what: 'storing a pass: CPU of SQLite alone for the same rows of five tables, one statement a table, ÷ ours',
        value: cost.tables.cpuMs / cost.pass.cpuMs,
        unit: '',
        least: 0.5,
        note: `${each(cost.tables.cpuMs)} and ${each(cost.pass.cpuMs)} a visit (${each(cost.observations.cpuMs)} for SQLite’s insert of the bare sample); a day’s totals take ${short(cost.rollUp.cpuMs)} ms; ${INSTANCES} instances, ${BATCH} visits a transaction`,
      },
      {
        id: 'S2',
        what: 'bytes written to the log for a pass ÷ bytes kept',
        value: cost.walBytes / cost.keptBytes,
        unit: '',
        most: 2,
        note: `${short(cost.walBytes / MB)} MB for ${short(cost.keptBytes / MB)} MB`,
      },
    ];
  },
};

/** Milliseconds that a question of a visitor may take: any, and one for a word that stands in all of the register. */
const ANSWER_MS = 10;
const COMMON_MS = 50;

const questions: Measure = {
  ids: ['S6'],
  async run() {
    const { ordinary, common } = await contend('directory', { instances: INSTANCES });
    const row = (what: string, costs: Readonly<Record<string, number>>, most: number): Row => ({
      id: 'S6',
      what,
      value: Math.max(...Object.values(costs)),
      unit: ' ms',
      most,
      note: `${Object.entries(costs)
        .map(([name, ms]) => `${name} ${short(ms)}`)
        .join(' · ')} ms; ${INSTANCES} instances, none of it remembered`,
    });
    return [
      row('the slowest question to the directory', ordinary, ANSWER_MS),
      row('searching for words that stand nearly everywhere', common, COMMON_MS),
    ];
  },
};

/** A year would take the benchmark minutes only to be written; totals are made month by month, so a part of it tells. */
const REBUILT_DAYS = 62;
const YEAR_DAYS = 365;
const MINUTE_MS = 60_000;

const totals: Measure = {
  ids: ['R1', 'S3', 'S5'],
  async run() {
    const cost = await contend('rebuild', { instances: INSTANCES, days: REBUILT_DAYS });
    const year = (cost.rebuild.wallMs / REBUILT_DAYS) * YEAR_DAYS;
    const of = `${INSTANCES} instances, ${REBUILT_DAYS} days`;
    return [
      {
        id: 'R1',
        what: 'making the totals of a year anew, in all dimensions',
        value: year / MINUTE_MS,
        unit: ' min',
        most: 5,
        note: `${short(cost.rebuild.wallMs / 1_000)} s for ${of}, ${short(cost.rebuild.peakBytes / MB)} MB at most`,
      },
      {
        id: 'S3',
        what: 'bytes kept for ever for each daily row of four figures',
        value: cost.fourBytes,
        unit: '',
        most: 24,
        note: `with all eight told ${short(cost.rowBytes)}; ${of}`,
      },
      {
        id: 'S5',
        what: 'the network’s accounts through all days, from the totals ÷ DuckDB adding up the same rows',
        value: cost.fromTotals / cost.byColumns,
        unit: '',
        most: 1 / 20,
        note: `${short(cost.fromTotals)} and ${short(cost.byColumns)} ms with one thread, and ${short(cost.fromRows)} ms by SQLite; ${of}`,
      },
    ];
  },
};

export const MEASURES: readonly Measure[] = [
  visitCpu,
  realisticPass,
  names,
  memory,
  storage,
  totals,
  questions,
  longSeries,
  webAnswers,
  script,
  pageToGraph,
  malice,
  webWhileCrawling,
];
