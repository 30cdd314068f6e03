/** Reads which instances are compared, and how, out of an address, and writes it back. What is not understood is told. */
import { parseDomain } from '../db/domain.ts';
import type { Domain } from '../db/model.ts';
import {
  OVERLAY_READINGS,
  OVERLAY_SCALES,
  type OverlayReading,
  type OverlayScale,
} from './charts/overlay.ts';
import { RANGES, type Range } from './charts/points.ts';

/** More lines than this nobody can tell apart. */
export const MOST_COMPARED = 8;
/** Longest text that is looked at as a name. */
const MAX_TEXT = 253;

export type Comparison = {
  /** In the order asked for, each once, at most `MOST_COMPARED`. */
  readonly domains: readonly Domain[];
  /** Asked for, but beyond the most there may be. */
  readonly beyond: readonly Domain[];
  /** Texts that are no name of an instance. */
  readonly words: readonly string[];
  readonly reading: OverlayReading;
  readonly scale: OverlayScale;
  /** `null`: whatever shows the lines best. */
  readonly range: Range | null;
};

function among<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null;
}

/** `i=a&i=b` (a form) and `i=a,b` (a hand) mean the same. */
export function readComparison(query: URLSearchParams, allowedSuffixes: readonly string[]): Comparison {
  const texts = query
    .getAll('i')
    .flatMap((text) => text.split(','))
    .map((text) => text.trim().slice(0, MAX_TEXT))
    .filter((text) => text !== '')
    .slice(0, 4 * MOST_COMPARED);
  const read = texts.map((text) => ({ text, domain: parseDomain(text, allowedSuffixes) }));
  const domains = [...new Set(read.flatMap(({ domain }) => (domain === null ? [] : [domain])))];
  return {
    domains: domains.slice(0, MOST_COMPARED),
    beyond: domains.slice(MOST_COMPARED),
    words: [...new Set(read.filter(({ domain }) => domain === null).map(({ text }) => text))],
    reading: among(OVERLAY_READINGS, query.get('reading')) ?? 'absolute',
    scale: among(OVERLAY_SCALES, query.get('scale')) ?? 'linear',
    range: among(RANGES, query.get('range')),
  };
}

/** The address of the same comparison with other instances; everything else stays. */
export function withInstances(query: URLSearchParams, domains: readonly string[]): URLSearchParams {
  const next = new URLSearchParams();
  for (const domain of domains) next.append('i', domain);
  for (const [name, value] of query) if (name !== 'i' && value !== '') next.append(name, value);
  return next;
}
