/** Draws a graph's line or bars with Chart.js over the server's axes, which stay: nothing jumps. Takes its numbers from the page. */
import {
  BarController,
  BarElement,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ScriptableLineSegmentContext,
} from 'chart.js';
import type { GraphPoints, SentGraphPoints } from '../charts/graph-points.ts';
import { timesOf } from './times.ts';
import { barsOf } from './bars.ts';
import { attachReader, MARGIN } from './reader.ts';

Chart.register(LineController, LineElement, PointElement, BarController, BarElement, LinearScale);

/** Px, as in the server's drawing. */
const PADDING = { top: 28, bottom: 26, left: MARGIN, right: MARGIN };
const LINE = 2;
const IMPORTED_LINE = 1.25;
/** Radius of a dot, and of the point that is being read. */
const DOT = 3;
const READ_DOT = 5;
/** With fewer points each imported one has a dot. */
const DOTTED = 400;

type LineChart = Chart<'line' | 'bar', { x: number; y: number | null }[]>;
type LineData = Chart<'line', { x: number; y: number | null }[]>['data']['datasets'][number];
const charts = new WeakMap<HTMLElement, { chart: LineChart; stop: () => void }>();
const dark = matchMedia('(prefers-color-scheme: dark)');

function pointsOf(figure: HTMLElement): GraphPoints | null {
  const text = figure.querySelector('.plot-points')?.textContent;
  if (text === undefined || text === null) return null;
  const points: SentGraphPoints = JSON.parse(text);
  return { ...points, at: timesOf(points.at) };
}

type Colours = Readonly<Record<'hue' | 'paper' | 'rule' | 'base', string>>;
/** Imported stretches are this see-through, as a suffix of a hexadecimal colour. */
const IMPORTED_ALPHA = '99';

function coloursOf(figure: HTMLElement): Colours {
  const style = getComputedStyle(figure);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  return { hue: read('--hue'), paper: read('--paper'), rule: read('--rule'), base: read('--rule-strong') };
}

function isAlone({ value }: GraphPoints, index: number): boolean {
  return (value[index - 1] ?? null) === null && (value[index + 1] ?? null) === null;
}

function segmentStyle(points: GraphPoints): {
  dash: (context: ScriptableLineSegmentContext) => number[];
  width: (context: ScriptableLineSegmentContext) => number;
} {
  const standing = ({ p0DataIndex, p1DataIndex }: ScriptableLineSegmentContext): string => {
    if (points.standing[p0DataIndex] === 'i' || points.standing[p1DataIndex] === 'i') return 'i';
    return points.isRunning && p1DataIndex === points.at.length - 1
      ? 'running'
      : (points.standing[p1DataIndex] ?? 'm');
  };
  const dashes: Readonly<Record<string, number[]>> = { running: [5, 4], c: [1, 5] };
  return {
    dash: (context) => dashes[standing(context)] ?? [],
    width: (context) => (standing(context) === 'i' ? IMPORTED_LINE : LINE),
  };
}

function datasetOf(points: GraphPoints, { hue, paper }: Colours): LineData {
  const style = segmentStyle(points);
  const isDotted = (index: number): boolean =>
    isAlone(points, index) ||
    (points.standing[index] === 'i' && (points.instances !== null || points.at.length <= DOTTED));
  return {
    data: points.at.map((x, index) => ({ x, y: points.value[index] ?? null })),
    borderColor: hue,
    backgroundColor: hue,
    borderWidth: LINE,
    borderJoinStyle: 'round',
    clip: false,
    segment: {
      borderDash: style.dash,
      borderWidth: style.width,
      borderColor: (context) => {
        if (style.width(context) === LINE) return hue;
        return points.instances === null ? `${hue}${IMPORTED_ALPHA}` : 'transparent';
      },
    },
    pointBackgroundColor: ({ dataIndex }) => (points.standing[dataIndex] === 'i' ? paper : hue),
    pointBorderWidth: 1.5,
    pointRadius: ({ dataIndex }) => (isDotted(dataIndex) ? DOT : 0),
    pointHoverRadius: READ_DOT,
  };
}

/** Both axes span exactly what the server's do and take no room: their labels are on the page already. */
function scalesOf(points: GraphPoints, { rule, base }: Colours): NonNullable<LineChart['options']['scales']> {
  return {
    x: {
      type: 'linear',
      display: false,
      // Bars would move their axis inwards by half of one.
      offset: false,
      min: points.from === points.until ? points.from - 1 : points.from,
      max: points.until,
    },
    y: {
      type: 'linear',
      min: points.low,
      max: points.high,
      border: { display: false },
      ticks: { display: false },
      grid: {
        drawTicks: false,
        color: ({ tick }) => (tick.value === 0 || tick.value === points.low ? base : rule),
      },
      afterBuildTicks: (axis) => {
        axis.ticks = points.rules.map((value) => ({ value }));
      },
      afterFit: (axis) => {
        axis.width = 0;
      },
    },
  };
}

function createChart(canvas: HTMLCanvasElement, points: GraphPoints, colours: Colours): LineChart {
  const { middle } = points;
  return new Chart<'line' | 'bar', { x: number; y: number | null }[]>(canvas, {
    type: middle === null ? 'line' : 'bar',
    data: { datasets: [middle === null ? datasetOf(points, colours) : barsOf(points, middle, colours)] },
    options: {
      animation: false,
      events: [],
      maintainAspectRatio: false,
      normalized: true,
      parsing: false,
      layout: { padding: PADDING, autoPadding: false },
      scales: scalesOf(points, colours),
    },
  });
}

/** The words of the server's drawing, which the canvas stands in for. */
function wordsOf(figure: HTMLElement, points: GraphPoints): string {
  const texts = ['title', 'desc'].map(
    (name) => figure.querySelector(`.line-graph > ${name}`)?.textContent ?? '',
  );
  return [...texts, points.keyboard].join('. ');
}

export function drawGraph(figure: HTMLElement): void {
  const plot = figure.querySelector<HTMLElement>('.plot');
  const points = pointsOf(figure);
  if (plot === null || points === null || charts.has(figure)) return;
  const canvas = document.createElement('canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', wordsOf(figure, points));
  canvas.tabIndex = 0;
  // Under the axes and their labels, which stay readable where the line crosses them.
  const box = document.createElement('div');
  box.className = 'canvas-box';
  box.append(canvas);
  plot.prepend(box);
  const chart = createChart(canvas, points, coloursOf(figure));
  plot.querySelector('.line-graph')?.setAttribute('aria-hidden', 'true');
  plot.classList.add('drawn');
  const repaint = (): void => {
    dropGraph(figure);
    drawGraph(figure);
  };
  dark.addEventListener('change', repaint);
  attachReader(plot, canvas, chart, points);
  charts.set(figure, { chart, stop: () => dark.removeEventListener('change', repaint) });
}

export function dropGraph(figure: HTMLElement): void {
  const drawn = charts.get(figure);
  drawn?.stop();
  drawn?.chart.destroy();
  for (const made of figure.querySelectorAll('.canvas-box, .tip')) made.remove();
  charts.delete(figure);
}
