/** Reads what a comparison shows out of the database. Draws nothing and knows nothing of HTTP. */
import { eventsBetween } from '../../db/events/events.ts';
import { listInstances } from '../../db/directory/directory.ts';
import { findInstance } from '../../db/instance.ts';
import type { Database } from '../../db/open.ts';
import { findOfficial } from '../../db/official/official.ts';
import { findChart, instanceChart, type ChartSeries } from '../charts.ts';
import { DEFAULT_RANGE, isKnown, rangeStart, type Range } from '../charts/points.ts';
import { readComparison, type Comparison } from '../comparison.ts';
import type { CompareView } from '../pages/compare.ts';

/** Instances offered for words that are no address, and to begin with. */
const OFFERED = 5;
/** Texts that are looked up as words; more is no honest question. */
const LOOKED_UP = 2;

export function compareView(
  db: Database,
  query: URLSearchParams,
  allowedSuffixes: readonly string[],
): CompareView {
  const comparison = readComparison(query, allowedSuffixes);
  const found = comparison.domains.map((domain) => ({ domain, instance: findInstance(db, domain) }));
  const instances = found.flatMap(({ instance }) => (instance === null ? [] : [instance]));
  const chart = findChart(query.get('metric'));
  // Like with like: nothing stands in for a figure that one of them does not tell.
  const { instead: _, ...plain } = chart;
  const lines = instances.map((instance) => instanceChart(db, plain, instance.domain, instance.figures));
  return {
    comparison,
    instances: instances.map((instance) => ({ instance, entry: findOfficial(db, instance.domain) })),
    unknown: found.flatMap(({ domain, instance }) => (instance === null ? [domain] : [])),
    matches: matchesOf(db, comparison),
    starts: instances.length > 0 ? [] : mostUsers(db),
    chart,
    lines,
    range: comparison.range ?? fittingRange(lines),
    events: eventsBetween(0, Number.MAX_SAFE_INTEGER),
    isOnlyDifferences: query.get('only') === 'differences',
  };
}

function matchesOf(db: Database, { words }: Comparison): CompareView['matches'] {
  return words.slice(0, LOOKED_UP).map((text) => ({
    text,
    rows: listInstances(db, { filter: { q: text }, sort: 'users', order: 'desc', limit: OFFERED }).rows,
  }));
}

function mostUsers(db: Database): CompareView['starts'] {
  return listInstances(db, { filter: {}, sort: 'users', order: 'desc', limit: OFFERED }).rows;
}

/** The default period, or all there is where that would show less than a line. */
function fittingRange(lines: readonly ChartSeries[]): Range {
  const known = lines.map(({ points }) => points.filter(isKnown));
  const start = rangeStart(DEFAULT_RANGE, Math.max(0, ...known.map((points) => points.at(-1)?.at ?? 0)));
  const shown = known.filter((points) => points.filter(({ at }) => at >= start).length > 2).length;
  return shown > 0 && shown === known.length ? DEFAULT_RANGE : 'all';
}
