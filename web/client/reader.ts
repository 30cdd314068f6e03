/** Tells a graph's values one by one, to pointer, finger and arrow keys alike. Draws no line. */
import type { Chart } from 'chart.js';
import type { GraphPoints } from '../charts/graph-points.ts';

const LOCALE = document.documentElement.lang === 'fr' ? 'fr-FR' : 'en-GB';
const numbers = new Intl.NumberFormat(LOCALE);
const changes = new Intl.NumberFormat(LOCALE, { signDisplay: 'exceptZero' });
const dates = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', dateStyle: 'long' });
/** Stands before a colon in French. */
const NO_BREAK_SPACE = '\u00a0';
/** Px by which the canvas is wider than the graph on each side, so that dots at its ends are whole. */
export const MARGIN = 6;
/** Share of the points that a page key moves by. */
const PAGE = 0.1;

/** "3 May 2026: 12,430 accounts" */
export function valueText(points: GraphPoints, index: number): string {
  const [at, value] = [points.at[index] ?? 0, points.value[index] ?? 0];
  const amount = points.mode === 'total' ? numbers.format(value) : changes.format(value);
  const origin = points.standing[index] === 'i' ? ` (${points.imported})` : '';
  return `${dates.format(at * 1000)}${LOCALE === 'fr-FR' ? NO_BREAK_SPACE : ''}: ${amount} ${points.noun}${origin}`;
}

/** The known point nearest to a place (0 to 1) along the graph. */
function nearest(points: GraphPoints, known: readonly number[], place: number): number {
  const at = points.from + place * (points.until - points.from);
  const distance = (index: number): number => Math.abs((points.at[index] ?? 0) - at);
  return known.reduce((best, index) => (distance(index) < distance(best) ? index : best), known[0] ?? 0);
}

function keyTarget(key: string, place: number, count: number): number | null {
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
  chart: Pick<Chart<'line'>, 'getDatasetMeta' | 'setActiveElements' | 'draw'>,
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
    const left = Math.min(
      Math.max(0, point.x - MARGIN - tip.offsetWidth / 2),
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
