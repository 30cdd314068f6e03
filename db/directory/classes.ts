/** Sorts figures into classes that people choose by: size, growth, age, availability. Pure; what is unknown is in no class. */

/** A class reaches from its own bound up to that of the next one. */
type Scale<Name extends string> = readonly { readonly name: Name; readonly from: number }[];

function classOn<Name extends string>(scale: Scale<Name>, value: number): Name | null {
  return scale.findLast(({ from }) => value >= from)?.name ?? null;
}

/** Registered accounts. */
const SIZES = [
  { name: 'tiny', from: 0 },
  { name: 'small', from: 10 },
  { name: 'medium', from: 100 },
  { name: 'large', from: 1_000 },
  { name: 'huge', from: 10_000 },
] as const;
export const SIZE_CLASSES = SIZES.map(({ name }) => name);
export type SizeClass = (typeof SIZE_CLASSES)[number];

export function sizeClass(users: number | null): SizeClass | null {
  return users === null ? null : classOn(SIZES, users);
}

/** Share by which accounts became more (or fewer) over 30 days: within 2 % is what comes and goes anywhere. */
const GROWTHS = [
  { name: 'shrinking', from: Number.NEGATIVE_INFINITY },
  { name: 'steady', from: -0.02 },
  { name: 'growing', from: 0.02 },
  { name: 'fast', from: 0.1 },
] as const;
export const GROWTH_CLASSES = GROWTHS.map(({ name }) => name);
export type GrowthClass = (typeof GROWTH_CLASSES)[number];

/** @param before users 30 days earlier */
export function growthClass(users: number | null, before: number | null): GrowthClass | null {
  if (users === null || before === null || before === 0) return null;
  return classOn(GROWTHS, (users - before) / before);
}

/** Years it has been known for: it may be older, never younger. */
const AGES = [
  { name: 'new', from: 0 },
  { name: 'year', from: 1 },
  { name: 'years3', from: 3 },
  { name: 'years5', from: 5 },
] as const;
export const AGE_CLASSES = AGES.map(({ name }) => name);
export type AgeClass = (typeof AGE_CLASSES)[number];
const DAYS_OF_YEAR = 365.25;

/** @param days since the first day it is known of */
export function ageClass(days: number | null): AgeClass | null {
  return days === null ? null : classOn(AGES, days / DAYS_OF_YEAR);
}

/** Share of visits that were answered: 99.5 % of 90 days leaves half a day of trouble. */
const AVAILABILITIES = [
  { name: 'poor', from: 0 },
  { name: 'fair', from: 0.8 },
  { name: 'good', from: 0.95 },
  { name: 'best', from: 0.995 },
] as const;
export const AVAILABILITY_CLASSES = AVAILABILITIES.map(({ name }) => name);
export type AvailabilityClass = (typeof AVAILABILITY_CLASSES)[number];

/** @param share of the visits that were answered; `null`: not known */
export function availabilityClass(share: number | null): AvailabilityClass | null {
  return share === null ? null : classOn(AVAILABILITIES, share);
}
