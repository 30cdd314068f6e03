/** What every graph is drawn from: points in time order, how they may be read, and over which period. */
import { DAY } from '../../db/time.ts';

export const MODES = ['total', 'day', 'week', 'month'] as const;
export type Mode = (typeof MODES)[number];
export const RANGES = ['7d', '30d', '90d', '1y', 'all'] as const;
export type Range = (typeof RANGES)[number];
export const DEFAULT_RANGE: Range = '90d';

/** carried: a network total made only of figures from the days before. */
export type PointStanding = 'measured' | 'imported' | 'carried';

export type ChartPoint = {
  /** Start of the day or week, Unix seconds UTC. */
  readonly at: number;
  /** `null`: unknown, a gap. */
  readonly value: number | null;
  readonly standing: PointStanding;
  /** Share (0 to 1) of the instances in a network total that were read that very day; `null` where that makes no sense. */
  readonly coverage: number | null;
  /** Of a sum: the instances it is over. */
  readonly instances?: number;
  /** Of a sum: what it would be, had only the same instances been counted from one day to the next; `null`: unknown. */
  readonly same?: number | null;
};
export type KnownPoint = ChartPoint & { readonly value: number };

export function isKnown(point: ChartPoint): point is KnownPoint {
  return point.value !== null;
}

/** Days each period looks back from its last day; `null`: all there is. */
const RANGE_DAYS: Readonly<Record<Range, number | null>> = {
  '7d': 7,
  '30d': 30,
  '90d': 90,
  '1y': 365,
  all: null,
};

/** First moment of a period that ends at `until` (Unix seconds); 0 for all there is. */
export function rangeStart(range: Range, until: number): number {
  const days = RANGE_DAYS[range];
  return days === null ? 0 : until - days * DAY;
}
