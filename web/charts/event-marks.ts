/** Draws dated events over a graph: a numbered notch for each, and no number over another. Pure. */
import { html, type Html } from '../pages/html.ts';

/** Percent of the width that the number of an event needs, of a graph as wide as the page and of a narrow one. */
const EVENT_APART = { roomy: 4, narrow: 11 } as const;
/** Marks nearer to an edge than this (percent) are anchored to stay inside. */
const EDGE = 5;

/** Unix seconds. */
type Period = { readonly from: number; readonly until: number };
type Place = {
  /** Percent of the width. */
  readonly x: (at: number) => number;
  /** Px from the top of the lowest value's line. */
  readonly base: number;
};

/** How a text at this place (percent of the width) is anchored, so that it stays inside. */
export function anchor(position: number): string {
  if (position < EDGE) return 'start';
  return position > 100 - EDGE ? 'end' : 'middle';
}

/** A place in as many digits as the eye can tell. */
export const short = (position: number): string => String(Math.round(position * 100) / 100);

/** Dated events as numbered notches at the top; the list under the graph has the numbers again. */
export function eventMarks({ from, until }: Period, events: readonly number[], { x, base }: Place): Html {
  const spots = events.filter((at) => at >= from && at <= until).map(x);
  return html`${spots.map((at) => html`<line class="event" x1="${short(at)}%" x2="${short(at)}%" y1="14" y2="${base}" />`)}${eventNumbers(spots)}`;
}

/** Events too near to each other for numbers of their own share one text; on narrow graphs only every other one that fits has it. */
function eventNumbers(spots: readonly number[]): Html {
  const groups: { first: number; last: number; at: number }[] = [];
  for (const [index, at] of spots.entries()) {
    const group = groups.at(-1);
    if (group !== undefined && at - group.at < EVENT_APART.roomy) group.last = index + 1;
    else groups.push({ first: index + 1, last: index + 1, at });
  }
  let shownAt = -Infinity;
  return html`${groups.map(({ first, last, at }) => {
    const isShown = at - shownAt >= EVENT_APART.narrow;
    if (isShown) shownAt = at;
    return html`<text
      class="event${isShown ? '' : ' in-roomy'}"
      x="${short(at)}%"
      y="10"
      text-anchor="${anchor(at)}"
      >${first === last ? first : `${first}–${last}`}</text
    >`;
  })}`;
}
