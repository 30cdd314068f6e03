/** What may be asked of an embedded graph: its schema, and how it is read. Sizes are bounded, so that nobody can ask for a poster. */
import { Type, type Static } from 'typebox';
import { OVERLAY_READINGS, OVERLAY_SCALES } from '../charts/overlay.ts';
import { THEMES } from '../charts/palette.ts';
import { MODES, RANGES } from '../charts/points.ts';
import { LANGUAGES } from '../format.ts';
import { OneOf } from '../routes/api/schemas.ts';

/** Px. */
export const SIZES = {
  width: { least: 200, usual: 800, most: 1_600 },
  height: { least: 120, usual: 420, most: 1_200 },
};

const sized = ({ least, most }: { readonly least: number; readonly most: number }) =>
  Type.Optional(Type.Integer({ minimum: least, maximum: most }));

export const EmbedQuery = Type.Object(
  {
    theme: Type.Optional(OneOf([...THEMES, 'auto'])),
    width: sized(SIZES.width),
    height: sized(SIZES.height),
    lang: Type.Optional(OneOf(LANGUAGES)),
    range: Type.Optional(OneOf(RANGES)),
    mode: Type.Optional(OneOf(MODES)),
    reading: Type.Optional(OneOf(OVERLAY_READINGS)),
    scale: Type.Optional(OneOf(OVERLAY_SCALES)),
    country: Type.Optional(Type.String({ pattern: '^[A-Za-z]{2}$' })),
    on: Type.Optional(Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' })),
    /** Of what state it is: another address for the same picture, so that a newer one is not taken for an older. */
    v: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{1,40}$' })),
    i: Type.Optional(Type.String({ maxLength: 2_300 })),
  },
  { additionalProperties: false },
);
export type EmbedAsked = Static<typeof EmbedQuery>;

/** The same question always in the same words: what a picture is kept under. */
export function keyOf(path: string, { v: _version, ...asked }: EmbedAsked): string {
  const entries = Object.entries(asked).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `${path}?${entries.map(([name, value]) => `${name}=${value}`).join('&')}`;
}
