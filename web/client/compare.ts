/** Draws a graph of several lines with Chart.js over the server's axes, and reads all of them at once. Takes its numbers from the page. */
import { Chart, LinearScale, LineController, LineElement, PointElement } from 'chart.js';
import type { OverlayPoints, SentOverlayPoints } from '../charts/overlay-points.ts';
import { timesOf } from './times.ts';
import { MARGIN } from './reader.ts';
import { attachOverlayReader } from './overlay-reader.ts';

Chart.register(LineController, LineElement, PointElement, LinearScale);

/** Px, as in the server's drawing. */
const PADDING = { top: 28, bottom: 26, left: MARGIN, right: MARGIN };
const LINE = 2;
const IMPORTED_LINE = 1.25;
const DOT = 3;
const READ_DOT = 5;

type OverlayChart = Chart<'line', { x: number; y: number | null }[]>;
type Line = OverlayPoints['lines'][number];
const charts = new WeakMap<HTMLElement, { chart: OverlayChart; stop: () => void }>();
const dark = matchMedia('(prefers-color-scheme: dark)');

function pointsOf(figure: HTMLElement): OverlayPoints | null {
  const text = figure.querySelector('.overlay-points')?.textContent;
  if (text === undefined || text === null) return null;
  const points: SentOverlayPoints = JSON.parse(text);
  return { ...points, lines: points.lines.map((line) => ({ ...line, at: timesOf(line.at) })) };
}

function colour(figure: HTMLElement, name: string): string {
  return getComputedStyle(figure).getPropertyValue(name).trim();
}

function isAlone({ place }: Line, index: number): boolean {
  return (place[index - 1] ?? null) === null && (place[index + 1] ?? null) === null;
}

function datasetOf(line: Line, hue: string, isStepped: boolean): OverlayChart['data']['datasets'][number] {
  const isImported = (index: number): boolean => line.standing[index] === 'i';
  return {
    data: line.at.map((x, index) => ({ x, y: line.place[index] ?? null })),
    borderColor: hue,
    backgroundColor: hue,
    borderWidth: LINE,
    borderDash: [...line.dash],
    borderJoinStyle: 'round',
    stepped: isStepped ? 'before' : false,
    clip: false,
    segment: {
      borderWidth: ({ p0DataIndex, p1DataIndex }) =>
        isImported(p0DataIndex) || isImported(p1DataIndex) ? IMPORTED_LINE : LINE,
    },
    pointRadius: ({ dataIndex }) => (isAlone(line, dataIndex) ? DOT : 0),
    pointHoverRadius: READ_DOT,
  };
}

function createChart(canvas: HTMLCanvasElement, points: OverlayPoints, figure: HTMLElement): OverlayChart {
  const [rule, base] = [colour(figure, '--rule'), colour(figure, '--rule-strong')];
  return new Chart(canvas, {
    type: 'line',
    data: {
      datasets: points.lines.map((line) =>
        datasetOf(line, colour(figure, `--hue-${line.hue}`), points.isStepped),
      ),
    },
    options: {
      animation: false,
      events: [],
      maintainAspectRatio: false,
      normalized: true,
      parsing: false,
      layout: { padding: PADDING, autoPadding: false },
      scales: {
        x: {
          type: 'linear',
          display: false,
          min: points.from === points.until ? points.from - 1 : points.from,
          max: points.until,
        },
        y: {
          type: 'linear',
          min: points.low,
          max: points.high,
          border: { display: false },
          ticks: { display: false },
          grid: { drawTicks: false, color: ({ tick }) => (tick.value === points.low ? base : rule) },
          afterBuildTicks: (axis) => {
            axis.ticks = points.rules.map((value) => ({ value }));
          },
          afterFit: (axis) => {
            axis.width = 0;
          },
        },
      },
    },
  });
}

export function drawOverlay(figure: HTMLElement): void {
  const plot = figure.querySelector<HTMLElement>('.plot');
  const points = pointsOf(figure);
  if (plot === null || points === null || charts.has(figure)) return;
  const canvas = document.createElement('canvas');
  const texts = ['title', 'desc'].map(
    (name) => figure.querySelector(`.line-graph > ${name}`)?.textContent ?? '',
  );
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', [...texts, points.keyboard].join('. '));
  canvas.tabIndex = 0;
  const box = document.createElement('div');
  box.className = 'canvas-box';
  box.append(canvas);
  plot.prepend(box);
  const chart = createChart(canvas, points, figure);
  plot.querySelector('.line-graph')?.setAttribute('aria-hidden', 'true');
  plot.classList.add('drawn');
  const repaint = (): void => {
    dropOverlay(figure);
    drawOverlay(figure);
  };
  dark.addEventListener('change', repaint);
  attachOverlayReader(plot, canvas, chart, points);
  charts.set(figure, { chart, stop: () => dark.removeEventListener('change', repaint) });
}

export function dropOverlay(figure: HTMLElement): void {
  const drawn = charts.get(figure);
  drawn?.stop();
  drawn?.chart.destroy();
  for (const made of figure.querySelectorAll('.canvas-box, .tip')) made.remove();
  charts.delete(figure);
}
