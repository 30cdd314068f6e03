/** Building blocks of the API's schemas: what a count, a time, a source and an error look like everywhere. */
import { Type } from 'typebox';

type Options = { readonly description?: string };

/** Of routes that take no parameter: any is refused by name. */
export const NoQuery = Type.Object({}, { additionalProperties: false });

/** A whole number, or `null` where it is unknown. */
export const Count = (options: Options = {}) =>
  Type.Unsafe<number | null>({ type: ['integer', 'null'], ...options });
export const Text = (options: Options = {}) =>
  Type.Unsafe<string | null>({ type: ['string', 'null'], ...options });
export const Flag = (options: Options = {}) =>
  Type.Unsafe<boolean | null>({ type: ['boolean', 'null'], ...options });
/** Unix seconds UTC. */
export const At = (description: string) => Type.Integer({ description: `${description} Unix seconds UTC.` });
export const MaybeAt = (description: string) => Count({ description: `${description} Unix seconds UTC.` });
export const OneOf = <const T extends readonly string[]>(values: T, options: Options = {}) =>
  Type.Unsafe<T[number]>({ type: 'string', enum: values, ...options });
export const MaybeOneOf = <const T extends readonly string[]>(values: T, options: Options = {}) =>
  Type.Unsafe<T[number] | null>({ type: ['string', 'null'], enum: [...values, null], ...options });

export const ErrorAnswer = Type.Object(
  {
    error: Type.Object({
      code: Type.String({ description: 'Stable, for programs.' }),
      message: Type.String({ description: 'For people; may change.' }),
    }),
  },
  { description: 'Every error has this shape.' },
);

export const SourceShape = Type.Object(
  {
    id: Type.Integer({ description: 'Its number here.' }),
    name: Type.String({ description: 'Its name.' }),
    url: Type.String({ description: 'Where it is published.' }),
    note: Type.String({ description: 'What it is, and what is known to be wrong with it.' }),
  },
  { description: 'A publication that figures were imported from.' },
);

const pointsOf = (bounds: { maxItems?: number }, description: string) =>
  Type.Array(
    Type.Unsafe<readonly (number | null)[]>({
      type: 'array',
      items: { type: ['integer', 'null'] },
      minItems: 2,
      ...bounds,
    }),
    { description: `${description} with the newest last; a null value is a gap, never 0.` },
  );
/** `[unixSeconds, value]`; `null` is a gap. */
export const Points = pointsOf({ maxItems: 2 }, '[Unix seconds, value]');
/** `[unixSeconds, value, …]` */
export const FigurePoints = pointsOf({}, '[Unix seconds, a value for each metric]');
