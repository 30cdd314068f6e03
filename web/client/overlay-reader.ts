/** Tells the values of all lines of a graph at one date, to pointer, finger and arrow keys alike. Draws no line. */
import type { Chart } from 'chart.js';
import type { OverlayPoints } from '../charts/overlay-points.ts';
import { keyTarget, MARGIN } from './reader.ts';
import { LOCALE, written } from './written.ts';

const dates = new Intl.DateTimeFormat(LOCALE, { timeZone: 'UTC', dateStyle: 'long' });

type Reading = { readonly line: OverlayPoints['lines'][number]; readonly index: number };

/** The lines that have a value at a moment, and where in each it stands. */
function readingsAt(points: OverlayPoints, at: number): readonly (Reading & { readonly dataset: number })[] {
  return points.lines.flatMap((line, dataset) => {
    const index = line.at.indexOf(at);
    return (line.value[index] ?? null) === null ? [] : [{ line, index, dataset }];
  });
}

function show(tip: HTMLElement, points: OverlayPoints, at: number): void {
  const format = written(points.unit, points.isChange);
  const head = document.createElement('strong');
  head.textContent = points.heads?.[at] ?? dates.format(at * 1000);
  const lines = readingsAt(points, at)
    .toSorted((a, b) => (b.line.value[b.index] ?? 0) - (a.line.value[a.index] ?? 0))
    .map(({ line, index }) => {
      const item = document.createElement('span');
      item.textContent = `${line.letter} ${line.name}: ${format(line.value[index] ?? 0)} ${points.noun}`;
      return item;
    });
  tip.replaceChildren(head, ...lines);
}

export function attachOverlayReader(
  plot: HTMLElement,
  canvas: HTMLCanvasElement,
  chart: Pick<Chart<'line'>, 'getDatasetMeta' | 'setActiveElements' | 'draw'>,
  points: OverlayPoints,
): void {
  const times = [
    ...new Set(points.lines.flatMap(({ at, value }) => at.filter((_, index) => value[index] !== null))),
  ].sort((a, b) => a - b);
  const tip = document.createElement('div');
  tip.className = 'tip several';
  tip.setAttribute('role', 'status');
  tip.hidden = true;
  plot.append(tip);
  let place = times.length;

  const hide = (): void => {
    tip.hidden = true;
    chart.setActiveElements([]);
    chart.draw();
  };
  const read = (index: number): void => {
    const at = times[index];
    if (at === undefined) return;
    place = index;
    const active = readingsAt(points, at).map(({ dataset, index: of }) => ({
      datasetIndex: dataset,
      index: of,
    }));
    show(tip, points, at);
    tip.hidden = false;
    const [first] = active;
    const x = first === undefined ? 0 : (chart.getDatasetMeta(first.datasetIndex).data[first.index]?.x ?? 0);
    const room = plot.clientWidth - tip.offsetWidth;
    tip.style.left = `${Math.min(Math.max(0, x > plot.clientWidth / 2 ? x - tip.offsetWidth - 14 : x + 14), room)}px`;
    tip.style.top = '4px';
    chart.setActiveElements(active);
    chart.draw();
  };
  const follow = (event: PointerEvent): void => {
    const { left, width } = canvas.getBoundingClientRect();
    const share = (event.clientX - left - MARGIN) / Math.max(width - 2 * MARGIN, 1);
    const at = points.from + share * (points.until - points.from);
    const distance = (index: number): number => Math.abs((times[index] ?? 0) - at);
    read(times.reduce((best, _, index) => (distance(index) < distance(best) ? index : best), 0));
  };

  canvas.addEventListener('pointermove', follow);
  canvas.addEventListener('pointerdown', follow);
  canvas.addEventListener('pointerleave', hide);
  canvas.addEventListener('blur', hide);
  canvas.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
    const target = keyTarget(event.key, place, times.length);
    if (target === null) return;
    event.preventDefault();
    read(target);
  });
}
