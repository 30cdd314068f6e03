/**
 * The share of a group that lives on past an age, where some are watched for a shorter time than others (Kaplan and Meier,
 * 1958): at each age at which somebody ends, the share shrinks by those who end over those still watched. Pure.
 */

type Watched = { readonly days: number; readonly hasEnded: boolean };

export type SurvivalPoint = {
  /** Days since the first figure. */
  readonly ageDays: number;
  /** Watched for at least as long. */
  readonly atRisk: number;
  /** Ended up to and including this age. */
  readonly ended: number;
  /** Share that lives on past this age, 0 to 1, with its 95 % bounds (Greenwood). */
  readonly survival: number;
  readonly low: number;
  readonly high: number;
};

/** With fewer watched than this a single end moves the line by a tenth: it stops there. */
export const LEAST_WATCHED = 10;
/** Two-sided, 95 %. */
const Z = 1.96;

/** By age: how many ended, and how many were last watched. */
function byAge(
  lives: readonly Watched[],
): readonly (readonly [age: number, ended: number, leaving: number])[] {
  const counts = new Map<number, { ended: number; leaving: number }>();
  for (const { days, hasEnded } of lives) {
    const at = counts.get(days) ?? { ended: 0, leaving: 0 };
    at.leaving += 1;
    if (hasEnded) at.ended += 1;
    counts.set(days, at);
  }
  return [...counts]
    .map(([age, { ended, leaving }]) => [age, ended, leaving] as const)
    .toSorted((a, b) => a[0] - b[0]);
}

/**
 * The curve at multiples of `stepDays`, from age 0 on for as long as enough are watched.
 * @returns nothing for a group that is too small
 */
export function survivalCurve(lives: readonly Watched[], stepDays: number): readonly SurvivalPoint[] {
  const ages = byAge(lives);
  const oldest = ages.at(-1)?.[0] ?? 0;
  const points: SurvivalPoint[] = [];
  let [atRisk, ended, survival, variance, next] = [lives.length, 0, 1, 0, 0];
  for (let age = 0; age <= oldest; age += stepDays) {
    for (let row = ages[next]; row !== undefined && row[0] <= age; row = ages[(next += 1)]) {
      const [, ends, leaving] = row;
      if (ends > 0) {
        survival *= 1 - ends / atRisk;
        variance += atRisk === ends ? 0 : ends / (atRisk * (atRisk - ends));
        ended += ends;
      }
      atRisk -= leaving;
    }
    const watched = atRisk + (ages[next - 1]?.[0] === age ? (ages[next - 1]?.[2] ?? 0) : 0);
    if (watched < LEAST_WATCHED) break;
    const margin = Z * survival * Math.sqrt(variance);
    points.push({
      ageDays: age,
      atRisk: watched,
      ended,
      survival,
      low: Math.max(0, survival - margin),
      high: Math.min(1, survival + margin),
    });
  }
  return points;
}

/** The share that lives on past an age; `null`: too few were watched so long. */
export function survivalAt(points: readonly SurvivalPoint[], ageDays: number): number | null {
  const last = points.at(-1);
  if (last === undefined || last.ageDays < ageDays) return null;
  return points.findLast((point) => point.ageDays <= ageDays)?.survival ?? null;
}
