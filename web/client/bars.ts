/** The bars of a graph as Chart.js wants them: one for each period, from zero. Draws nothing itself. */
import type { ChartDataset } from 'chart.js';
import type { GraphPoints } from '../charts/graph-points.ts';

/** As the server draws them: the share of a period that its bar fills. */
const FILLED = 0.78;
const OUTLINE = 1.5;

/** @param middle where each bar stands */
export function barsOf(
  points: GraphPoints,
  middle: readonly number[],
  { hue, paper }: { readonly hue: string; readonly paper: string },
): ChartDataset<'bar', { x: number; y: number | null }[]> {
  // What is imported, or still going on, is an outline.
  const isHollow = (index: number): boolean =>
    points.standing[index] === 'i' || (points.isRunning && index === points.at.length - 1);
  return {
    type: 'bar',
    data: middle.map((x, index) => ({ x, y: points.value[index] ?? null })),
    backgroundColor: ({ dataIndex }) => (isHollow(dataIndex) ? paper : hue),
    borderColor: hue,
    borderWidth: ({ dataIndex }) => (isHollow(dataIndex) ? OUTLINE : 0),
    borderSkipped: false,
    minBarLength: 1,
    categoryPercentage: 1,
    barPercentage: FILLED,
    hoverBackgroundColor: paper,
    hoverBorderColor: hue,
    hoverBorderWidth: 2 * OUTLINE,
  };
}
