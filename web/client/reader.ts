/** Tells a graph's values one by one, to pointer, finger and arrow keys alike. Draws no line. */
import type { Chart } from 'chart.js';
import type { GraphPoints } from '../charts/graph-points.ts';
import { LOCALE, written } from './written.ts';

const counts = new Intl.NumberFormat(LOCALE);
const dates = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', dateStyle: 'long' });
const months = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', month: 'long', year: 'numeric' });
const plurals = new Intl.PluralRules(LOCALE);
/** Stands before a colon in French. */
const NO_BREAK_SPACE = '\u00a0';
/** Px by which the canvas is wider than the graph on each side, so that dots at its ends are whole. */
export const MARGIN = 6;
/** Share of the points that a page key moves by. */
const PAGE = 0.1;

/** The first of a month is an ordinal in French, which Intl does not know. */
function dateText(at: number, isMonth: boolean): string {
  if (isMonth) return months.format(at * 1000);
  const text = dates.format(at * 1000);
  return LOCALE === 'fr-FR' ? text.replace(/^1(?= )/, '1er') : text;
}

const counted = (count: number, one: string, other: string): string =>
  plurals.select(count) === 'one' ? one : other;

/** "imported, 154 instances", or nothing where it was measured and is no sum. */
function origin({ standing, imported, instances, ...nouns }: GraphPoints, index: number): string {
  const count = instances?.[index];
  const parts = [
    ...(standing[index] === 'i' ? [imported] : []),
    ...(count === undefined
      ? []
      : [`${counts.format(count)} ${counted(count, nouns.oneInstance, nouns.instancesNoun)}`]),
  ];
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}

/** "3 May 2026: 12,430 accounts" */
export function valueText(points: GraphPoints, index: number): string {
  const [at, value] = [points.at[index] ?? 0, points.value[index] ?? 0];
  const amount = written(points.unit, points.mode !== 'total')(value);
  const noun = points.noun === '' ? '' : ` ${counted(value, points.one, points.noun)}`;
  const colon = LOCALE === 'fr-FR' ? `${NO_BREAK_SPACE}:` : ':';
  return `${dateText(at, points.isMonth)}${colon} ${amount}${noun}${origin(points, index)}`;
}

/** The known point nearest to a place (0 to 1) along the graph. */
function nearest(points: GraphPoints, known: readonly number[], place: number): number {
  const at = points.from + place * (points.until - points.from);
  const distance = (index: number): number => Math.abs((points.at[index] ?? 0) - at);
  return known.reduce((best, index) => (distance(index) < distance(best) ? index : best), known[0] ?? 0);
}

/** The place that a key leads to; `null` for other keys. */
export function keyTarget(key: string, place: number, count: number): number | null {
  const page = Math.max(1, Math.round(count * PAGE));
  const moves: Readonly<Record<string, number>> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    PageUp: -page,
    PageDown: page,
    Home: -count,
    End: count,
  };
  const move = moves[key];
  return move === undefined ? null : Math.min(count - 1, Math.max(0, place + move));
}

export function attachReader(
  plot: HTMLElement,
  canvas: HTMLCanvasElement,
  chart: Pick<Chart<'line' | 'bar'>, 'getDatasetMeta' | 'setActiveElements' | 'draw'>,
  points: GraphPoints,
): void {
  const known = points.value.flatMap((value, index) => (value === null ? [] : [index]));
  const tip = document.createElement('p');
  tip.className = 'tip';
  tip.setAttribute('role', 'status');
  tip.hidden = true;
  plot.append(tip);
  let place = known.length;

  const hide = (): void => {
    tip.hidden = true;
    chart.setActiveElements([]);
    chart.draw();
  };
  const show = (index: number): void => {
    place = known.indexOf(index);
    const point = chart.getDatasetMeta(0).data[index];
    if (point === undefined) return;
    tip.textContent = valueText(points, index);
    tip.hidden = false;
    // The canvas begins right of the room for the values.
    const box = canvas.parentElement?.offsetLeft ?? 0;
    const left = Math.min(
      Math.max(0, box + point.x - tip.offsetWidth / 2),
      plot.clientWidth - tip.offsetWidth,
    );
    tip.style.left = `${left}px`;
    tip.style.top = `${point.y > 60 ? point.y - tip.offsetHeight - 12 : point.y + 14}px`;
    chart.setActiveElements([{ datasetIndex: 0, index }]);
    chart.draw();
  };
  const follow = (event: PointerEvent): void => {
    const { left, width } = canvas.getBoundingClientRect();
    show(nearest(points, known, (event.clientX - left - MARGIN) / Math.max(width - 2 * MARGIN, 1)));
  };

  canvas.addEventListener('pointermove', follow);
  canvas.addEventListener('pointerdown', follow);
  canvas.addEventListener('pointerleave', hide);
  canvas.addEventListener('blur', hide);
  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
    const target = keyTarget(event.key, place, known.length);
    const index = target === null ? undefined : known[target];
    if (index === undefined) return;
    event.preventDefault();
    show(index);
  });
}
