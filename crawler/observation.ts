/** Makes an observation of a reading: the one way from an instance's words to what is stored. It must never add anything. */
import { FIGURES, type Figure, type Figures, type Observation } from '../db/model.ts';
import { NO_LIES } from '../db/trust/rules.ts';
import { judge, quarantine, type Judged } from './figures.ts';
import { toProfile } from './profile.ts';
import { originOf } from './software/reading.ts';
import type { Reading } from './software/software.ts';

/**
 * What the instance said, judged and cleaned. Figures it does not want used are unknown, and so are its weeks; where the
 * number of accounts is refused and no source tells a better one, all figures are.
 */
export function observe(reading: Reading): Observation {
  const isWithheld = reading.withheld !== null;
  const { figures, refusals, taken } = judge(isWithheld ? {} : reading.claims);
  const isLie =
    figures.users === null && refusals.some(({ figure, rule }) => figure === 'users' && !NO_LIES.has(rule));
  const kept = isLie ? quarantine(figures) : { figures, refusals: [] };
  return {
    figures: kept.figures,
    profile: toProfile(reading),
    refusals: [...refusals, ...kept.refusals],
    weeks: isWithheld || isLie ? [] : reading.weeks,
    origins: originsOf(reading, kept.figures, taken),
  };
}

function originsOf(
  reading: Reading,
  figures: Figures,
  taken: Judged['taken'],
): Required<Observation>['origins'] {
  const origins: Partial<Record<Figure, string>> = {};
  for (const figure of FIGURES) {
    const origin = figures[figure] === null ? null : originOf(reading, figure, taken[figure] ?? 0);
    if (origin !== null) origins[figure] = origin;
  }
  return origins;
}
