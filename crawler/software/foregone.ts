/** Claims of which a software module knows that they are no counts: they travel with the rule that refuses them. Judges nothing itself. */
import type { Figure } from '../../db/model.ts';
import type { Rule } from '../../db/trust/rules.ts';
import type { Reading } from './software.ts';

/** No JSON has a symbol for a key: nobody outside can make one up. */
const RULE = Symbol('rule');
type Foregone = { readonly [RULE]: Rule; readonly told: unknown };

/** Marks every count that a reading tells; what it leaves out stays unknown. */
export function foregoing<Source extends Reading>(reading: Source, rule: Rule): Source {
  const marked = Object.entries(reading.claims).map(([figure, claims]) => [
    figure,
    (claims ?? []).map((told) => (told === null || told === undefined ? null : { [RULE]: rule, told })),
  ]);
  const claims: Partial<Record<Figure, readonly unknown[]>> = Object.fromEntries(marked);
  return { ...reading, claims };
}

/** The rule that refuses a claim beforehand, and what was told; `null`: it is an ordinary one. */
export function foregone(claim: unknown): { readonly rule: Rule; readonly told: unknown } | null {
  return isForegone(claim) ? { rule: claim[RULE], told: claim.told } : null;
}

function isForegone(claim: unknown): claim is Foregone {
  return typeof claim === 'object' && claim !== null && RULE in claim;
}
