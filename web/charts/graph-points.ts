/** What a page tells the browser's script about a graph, as JSON. Types only. */
import type { Mode } from './points.ts';
import type { Steps } from './steps.ts';
import type { Unit } from './units.ts';

/** One letter of `standing`: m(easured), i(mported), c(arried). */
export type GraphPoints = {
  /** Unix seconds, in order. */
  readonly at: readonly number[];
  readonly value: readonly (number | null)[];
  /** One letter for each point. */
  readonly standing: string;
  /** Whether the last point belongs to a day or week that is still going on. */
  readonly isRunning: boolean;
  readonly from: number;
  readonly until: number;
  readonly low: number;
  readonly high: number;
  /** Values of the horizontal rules. */
  readonly rules: readonly number[];
  readonly mode: Mode;
  readonly unit: Unit;
  /** Where each bar stands, Unix seconds; `null`: the values are joined by a line. */
  readonly middle: readonly number[] | null;
  /** Whether each point stands for a month. */
  readonly isMonth: boolean;
  /** The unit, after a number; one: after those that take the singular. */
  readonly noun: string;
  readonly one: string;
  /** Of sums: the instances that each is over. Imported ones are not joined by a line. */
  readonly instances: readonly number[] | null;
  readonly instancesNoun: string;
  readonly oneInstance: string;
  /** What is said of an imported value. */
  readonly imported: string;
  /** How to read the values by keyboard. */
  readonly keyboard: string;
};

/** The same as the page holds it. */
export type SentGraphPoints = Omit<GraphPoints, 'at'> & { readonly at: Steps };
