/** What a graph outside its page is of: the network, an instance, the public sector or several instances; and its addresses. Pure. */
import { CHARTS, type Chart } from '../charts.ts';
import { findShape, SHAPES, type Shape } from '../charts/shapes.ts';

export type Subject =
  | { readonly kind: 'network' }
  | { readonly kind: 'instance'; readonly domain: string }
  /** Of one country (two capital letters), or of all. */
  | { readonly kind: 'public-sector'; readonly country: string | null }
  | { readonly kind: 'compare'; readonly domains: readonly string[] };

/** Pictures and pages of the same graph differ in their ending only. */
export const ENDINGS = ['', '.svg', '.png'] as const;
export type Ending = (typeof ENDINGS)[number];

/** By its id or by the figure it shows; `null` for anything else. */
export function chartNamed(name: string): Chart | null {
  return CHARTS.find(({ id, figure }) => id === name || figure === name) ?? null;
}

/** A graph by its name: of a figure, or of the network's shape. */
export type Named = Chart | Shape;

export function isShape(chart: Pick<Named, 'id'>): chart is Shape {
  return SHAPES.some(({ id }) => id === chart.id);
}

/** 'users.svg' taken apart; `null` where there is no such graph or ending. */
export function readFile(file: string): { readonly chart: Named; readonly ending: Ending } | null {
  const [name = '', ...rest] = file.split('.');
  const ending = ENDINGS.find((one) => one === (rest.length === 0 ? '' : `.${rest.join('.')}`));
  const chart = chartNamed(name) ?? findShape(name);
  return chart === null || ending === undefined ? null : { chart, ending };
}

function ownQuery(subject: Subject): readonly (readonly [string, string])[] {
  if (subject.kind === 'compare') return subject.domains.map((domain) => ['i', domain]);
  if (subject.kind === 'public-sector' && subject.country !== null)
    return [['country', subject.country.toLowerCase()]];
  return [];
}

function withQuery(path: string, parameters: readonly (readonly [string, string])[]): string {
  const query = new URLSearchParams();
  for (const [name, value] of parameters) query.append(name, value);
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

/** The address of its graph, below the site's. */
export function embedAddress(
  subject: Subject,
  chart: Pick<Named, 'id'>,
  ending: Ending,
  options: Readonly<Record<string, string>> = {},
): string {
  const of = subject.kind === 'instance' ? `instances/${subject.domain}` : subject.kind;
  return withQuery(`/embed/${of}/${chart.id}${ending}`, [...ownQuery(subject), ...Object.entries(options)]);
}

/** The address of the page that it stands on, without a language. */
export function pageAddress(subject: Subject, chart: Pick<Named, 'id'>): string {
  if (isShape(chart)) return '/network';
  switch (subject.kind) {
    case 'network':
      return withQuery('/', [['metric', chart.id]]);
    case 'instance':
      return `/instances/${subject.domain}`;
    case 'public-sector':
      return withQuery(`/public-sector${subject.country === null ? '' : `/${subject.country}`}`, [
        ['metric', chart.id],
      ]);
    default:
      return withQuery('/compare', [...ownQuery(subject), ['metric', chart.id]]);
  }
}
