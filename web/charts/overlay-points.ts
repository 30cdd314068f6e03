/** What a page tells the browser's script about a graph of several lines, as JSON. Types only. */

import type { Steps } from './steps.ts';
import type { Unit } from './units.ts';

export type OverlayPoints = {
  readonly unit: Unit;
  /** Whether a value holds until the next one, instead of moving there. */
  readonly isStepped: boolean;
  /** What is told of each moment, by its seconds; `null`: its date. */
  readonly heads: Readonly<Record<number, string>> | null;
  readonly isLog: boolean;
  /** Whether the values are changes, to be shown with their sign. */
  readonly isChange: boolean;
  readonly from: number;
  readonly until: number;
  /** The axis and its rules: logarithms where `isLog`. */
  readonly low: number;
  readonly high: number;
  readonly rules: readonly number[];
  /** The unit, after a number; empty for an index. */
  readonly noun: string;
  /** How to read the values by keyboard. */
  readonly keyboard: string;
  readonly lines: readonly {
    readonly name: string;
    readonly letter: string;
    /** Colour 1 to 6 of the series palette. */
    readonly hue: number;
    readonly dash: readonly number[];
    /** Unix seconds, in order. */
    readonly at: readonly number[];
    readonly value: readonly (number | null)[];
    /** Where each value stands on the axis. */
    readonly place: readonly (number | null)[];
    /** One letter for each point: m(easured), i(mported), c(arried). */
    readonly standing: string;
  }[];
};

type SentLine = Omit<OverlayPoints['lines'][number], 'at'> & { readonly at: Steps };
/** The same as the page holds it. */
export type SentOverlayPoints = Omit<OverlayPoints, 'lines'> & { readonly lines: readonly SentLine[] };
