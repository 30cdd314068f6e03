/** Writes a value as its graph's unit wants it, in the reader's language. */
import type { Unit } from '../charts/units.ts';

export const LOCALE = document.documentElement.lang === 'fr' ? 'fr-FR' : 'en-GB';

/** As the server writes them: shares in per cent, plain numbers to three digits. */
const STYLES: Readonly<Record<Unit, Intl.NumberFormatOptions>> = {
  count: {},
  share: { style: 'percent', maximumFractionDigits: 1 },
  number: { maximumSignificantDigits: 3 },
};

/** @param isChange whether the sign is always told */
export function written(unit: Unit, isChange: boolean): (value: number) => string {
  const format = new Intl.NumberFormat(LOCALE, {
    ...STYLES[unit],
    ...(isChange ? { signDisplay: 'exceptZero' } : {}),
  });
  return (value) => format.format(value);
}
