/** What the values of a graph are, and so how they are written and where an axis may have its marks. Pure. */
import type { Formats } from '../format.ts';

/** count: whole things · share: 0 to 1, told in per cent · number: anything else, to three digits. */
export type Unit = 'count' | 'share' | 'number';

/** The least distance of two marks on an axis: half an account is none. */
export const LEAST_STEP: Readonly<Record<Unit, number>> = { count: 1, share: 0.001, number: 0.001 };

type Written = (value: number) => string;

/** In full, as tables and sentences have it, and short, as axes do. */
export function writtenAs(unit: Unit, f: Formats): { readonly full: Written; readonly short: Written } {
  switch (unit) {
    case 'share':
      return { full: f.percent, short: f.percent };
    case 'number':
      return { full: f.compact, short: f.compact };
    default:
      return { full: f.full, short: f.compact };
  }
}
