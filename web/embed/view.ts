/** Reads what an embedded graph shows out of the database, the same way as the page that it stands on. Draws nothing. */
import { findInstance } from '../../db/instance.ts';
import { parseDomain } from '../../db/domain.ts';
import type { Domain } from '../../db/model.ts';
import type { Database } from '../../db/open.ts';
import { listOfficial } from '../../db/official/official.ts';
import { publications } from '../../db/series/series.ts';
import { instanceChart, networkChart, type Chart, type ChartSeries } from '../charts.ts';
import type { Shape } from '../charts/shapes.ts';
import { readComparison } from '../comparison.ts';
import { RequestError } from '../failure.ts';
import type { CompareView } from '../pages/compare.ts';
import type { GraphView } from '../pages/graph.ts';
import type { ShapeView } from '../pages/shape-figure.ts';
import { readReading } from '../pages/reading.ts';
import { databaseOn, readOn } from '../past.ts';
import type { Site } from '../site.ts';
import { compareView } from '../views/compare.ts';
import { groupChart } from '../views/public-sector.ts';
import { shapeView } from '../views/shapes.ts';
import type { EmbedAsked } from './asked.ts';
import { isShape, type Named, type Subject } from './subject.ts';

export type EmbedView =
  | { readonly kind: 'one'; readonly chart: Chart; readonly subject: Subject; readonly graph: GraphView }
  | {
      readonly kind: 'several';
      readonly chart: Chart;
      readonly subject: Subject;
      readonly compare: CompareView;
    }
  /** Of the network's shape. */
  | { readonly kind: 'shape'; readonly chart: Shape; readonly subject: Subject; readonly shown: ShapeView };

type Source = { readonly db: Database; readonly allowedSuffixes: readonly string[] };

/** The same over the register as of the day that is asked for. @throws RequestError as `embedView` and `readOn` */
export function embedViewOn(site: Site, of: Subject, chart: Named, asked: EmbedAsked): EmbedView {
  const { allowedSuffixes } = site.settings;
  if (isShape(chart)) return shapeViewOn(site, of, chart, asked);
  const view = (db: Database): EmbedView => embedView({ db, allowedSuffixes }, of, chart, asked);
  return of.kind === 'public-sector'
    ? view(databaseOn(site, asked.on))
    : readOn(site, asked.on, shownIn(of, asked, allowedSuffixes), view);
}

/** Curves of survival are over all instances, so all of the past day is needed for them. */
function shapeViewOn(site: Site, of: Subject, chart: Shape, asked: EmbedAsked): EmbedView {
  if (of.kind !== 'network') throw new RequestError(404, 'not-found', 'Only the network has such a graph.');
  const query = new URLSearchParams(asked.range === undefined ? {} : { range: asked.range });
  const read = (db: Database): EmbedView => ({
    kind: 'shape',
    chart,
    subject: of,
    shown: shapeView(db, chart, query, site.now()),
  });
  return chart.axis === 'age' ? read(databaseOn(site, asked.on)) : readOn(site, asked.on, [], read);
}

/** The instances that a graph is of. */
function shownIn(of: Subject, asked: EmbedAsked, allowedSuffixes: readonly string[]): readonly Domain[] {
  if (of.kind === 'compare')
    return readComparison(new URLSearchParams({ i: asked.i ?? '' }), allowedSuffixes).domains;
  const domain = of.kind === 'instance' ? parseDomain(of.domain, allowedSuffixes) : null;
  return domain === null ? [] : [domain];
}

function queryOf(asked: EmbedAsked, chart: Chart): URLSearchParams {
  const { range, mode, reading, scale, i } = asked;
  const given = Object.entries({ range, mode, reading, scale, i, metric: chart.id });
  const query = new URLSearchParams();
  for (const [name, value] of given) if (value !== undefined) query.set(name, value);
  return query;
}

/** @throws RequestError 404 where the register or the registry does not hold it, 400 where instances are to be named and are not */
function embedView(source: Source, of: Subject, chart: Chart, asked: EmbedAsked): EmbedView {
  const query = queryOf(asked, chart);
  if (of.kind === 'compare') return several(source, chart, query);
  const { series, subject, ...address } = one(source, of, chart);
  return {
    kind: 'one',
    chart,
    subject,
    graph: { series, reading: readReading(query, series.points), size: 'large', ...address },
  };
}

type One = {
  readonly series: ChartSeries;
  readonly subject: Subject;
} & Pick<GraphView, 'sources' | 'api' | 'apiQuery'>;

function one(source: Source, of: Exclude<Subject, { kind: 'compare' }>, chart: Chart): One {
  switch (of.kind) {
    case 'network':
      return {
        series: networkChart(source.db, chart),
        subject: of,
        sources: publications(source.db).map(({ name }) => name),
        api: '/api/v1/network/series',
      };
    case 'instance':
      return ofInstance(source, of.domain, chart);
    default:
      return ofPublicSector(source.db, of, chart);
  }
}

function ofInstance({ db, allowedSuffixes }: Source, text: string, chart: Chart): One {
  const domain = parseDomain(text, allowedSuffixes);
  const instance = domain === null ? null : findInstance(db, domain);
  if (instance === null) throw new RequestError(404, 'unknown-instance', `${text} is not in the register.`);
  const series = instanceChart(db, chart, instance.domain, instance.figures);
  return {
    series,
    subject: { kind: 'instance', domain: instance.domain },
    sources: series.sources.map(({ name }) => name),
    api: `/api/v1/instances/${instance.domain}/series`,
  };
}

function ofPublicSector(db: Database, of: Extract<Subject, { kind: 'public-sector' }>, chart: Chart): One {
  const { country } = of;
  const entries = listOfficial(db, country);
  if (entries.length === 0 && country !== null)
    throw new RequestError(404, 'not-found', `The registry has no instance of ${country}.`);
  const series = groupChart(
    db,
    entries.map(({ domain }) => domain),
    chart,
  );
  return {
    series,
    subject: of,
    sources: [],
    api: '/api/v1/public-sector/series',
    apiQuery: country === null ? {} : { country: country.toLowerCase() },
  };
}

function several({ db, allowedSuffixes }: Source, chart: Chart, query: URLSearchParams): EmbedView {
  const compare = compareView(db, query, allowedSuffixes);
  const [missing] = compare.unknown;
  if (missing !== undefined)
    throw new RequestError(404, 'unknown-instance', `${missing} is not in the register.`);
  if (compare.instances.length === 0)
    throw new RequestError(400, 'invalid-parameter', 'i: names the instances to be shown, a comma list.');
  const domains = compare.instances.map(({ instance }) => instance.domain);
  return { kind: 'several', chart, subject: { kind: 'compare', domains }, compare };
}
