/** Figures that others published of the network, or of one instance, as dated points beside our own. Never summed with ours. */
import type { Domain, Figure, NetworkFigure } from '../model.ts';
import type { Database } from '../open.ts';
import { prepared } from '../prepared.ts';
import { dayStart } from '../time.ts';

/** What is published of the network: its sums, and how many instances there are. */
export const PUBLISHED_FIGURES = ['users', 'activeMonth', 'statuses', 'connections', 'instances'] as const;
export type PublishedFigure = (typeof PUBLISHED_FIGURES)[number];

export type PublishedPoint = {
  /** Start of the day, Unix seconds. */
  readonly at: number;
  readonly value: number;
  /** A round number, as the press tells them. */
  readonly isAround: boolean;
  /** Of a sum over a list: the instances in it; `null`: the source's own total. */
  readonly instances: number | null;
};
/** What one publication told, oldest first. */
export type PublishedSeries = {
  readonly source: string;
  readonly url: string;
  readonly note: string;
  readonly licence: string;
  /** Whether they are sums made here out of its lists, instead of totals of its own. */
  readonly isSummed: boolean;
  readonly points: readonly PublishedPoint[];
};

export type Claim = {
  /** '' for the whole network. */
  readonly domain: Domain | '';
  readonly figure: PublishedFigure;
  readonly source: number;
  /** Days since 1970-01-01 UTC. */
  readonly day: number;
  readonly value: number;
  readonly isAround: boolean;
  readonly instances: number | null;
};

/**
 * Keeps a claim. Where two files of one publication give a sum for the same day, the one over more instances counts.
 * @returns whether anything changed
 */
export function savePublished(db: Database, claim: Claim): boolean {
  const { changes } = prepared(
    db,
    `INSERT INTO published (domain, figure, source, day, value, isAround, instances)
     VALUES (@domain, @figure, @source, @day, @value, @isAround, @instances)
     ON CONFLICT (domain, figure, source, day) DO UPDATE SET value = excluded.value, isAround = excluded.isAround,
       instances = excluded.instances
     WHERE (value, isAround, instances) IS NOT (excluded.value, excluded.isAround, excluded.instances)
       AND coalesce(excluded.instances, 0) >= coalesce(instances, 0)`,
  ).run({ ...claim, isAround: claim.isAround ? 1 : 0 });
  return changes > 0;
}

type Stored = {
  readonly source: string;
  readonly url: string;
  readonly note: string;
  readonly licence: string;
  readonly day: number;
  readonly value: number;
  readonly isAround: number;
  readonly instances: number | null;
};

function seriesOf(db: Database, domain: string, figure: string): readonly PublishedSeries[] {
  const rows = prepared<Stored>(
    db,
    `SELECT s.name AS source, s.url, s.note, s.licence, p.day, p.value, p.isAround, p.instances
     FROM published AS p
     JOIN source AS s ON s.id = p.source
     WHERE p.domain = ? AND p.figure = ?
     ORDER BY s.name, p.day`,
  ).all(domain, figure);
  return [...Map.groupBy(rows, ({ source }) => source)].map(([source, list]) => ({
    source,
    url: list[0]?.url ?? '',
    note: list[0]?.note ?? '',
    licence: list[0]?.licence ?? '',
    isSummed: list.every(({ instances }) => instances !== null),
    points: list.map(({ day, value, isAround, instances }) => ({
      at: dayStart(day),
      value,
      isAround: isAround === 1,
      instances,
    })),
  }));
}

/** What others told of the network's total, one series for each publication. */
export function publishedNetwork(
  db: Database,
  figure: NetworkFigure | 'instances',
): readonly PublishedSeries[] {
  return seriesOf(db, '', figure);
}

/** What others told of one instance, beside what was imported as its daily figures. */
export function publishedOf(db: Database, domain: Domain, figure: Figure): readonly PublishedSeries[] {
  return seriesOf(db, domain, figure);
}

/** Forgets what was published of an instance. @returns rows removed */
export function erasePublished(db: Database, domain: Domain): number {
  return prepared(db, 'DELETE FROM published WHERE domain = ?').run(domain).changes;
}
