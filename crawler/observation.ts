/** Makes an observation of a reading: the one way from an instance's words to what is stored. It must never add anything. */
import type { Observation } from '../db/model.ts';
import { NO_LIES } from '../db/rules.ts';
import { judge, quarantine } from './figures.ts';
import { toProfile } from './profile.ts';
import type { Reading } from './software/software.ts';

/**
 * What the instance said, judged and cleaned. Figures it does not want used are unknown, and so are its weeks; where the
 * number of accounts is refused and no source tells a better one, all figures are.
 */
export function observe(reading: Reading): Observation {
  const isWithheld = reading.withheld !== null;
  const { figures, refusals } = judge(isWithheld ? {} : reading.claims);
  const isLie =
    figures.users === null && refusals.some(({ figure, rule }) => figure === 'users' && !NO_LIES.has(rule));
  const kept = isLie ? quarantine(figures) : { figures, refusals: [] };
  return {
    figures: kept.figures,
    profile: toProfile(reading),
    refusals: [...refusals, ...kept.refusals],
    weeks: isWithheld || isLie ? [] : reading.weeks,
  };
}
