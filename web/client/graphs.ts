/** Decides when the drawing code is fetched and which graphs it draws: those in sight, then the rest when idle. */
import type { drawGraph, dropGraph } from './line-chart.ts';

type Drawing = { readonly drawGraph: typeof drawGraph; readonly dropGraph: typeof dropGraph };

let loaded: Drawing | null = null;

async function draw(figure: HTMLElement): Promise<void> {
  loaded ??= await import('./line-chart.ts');
  if (figure.isConnected) loaded.drawGraph(figure);
}

const inSight = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      inSight.unobserve(target);
      void draw(target);
    }
  },
  { rootMargin: '200px' },
);

function graphsIn(root: HTMLElement): readonly HTMLElement[] {
  const inside = [...root.querySelectorAll<HTMLElement>('.graph')];
  return root.matches('.graph') ? [root, ...inside] : inside;
}

/** Draws at once when the code is there already, so that a swapped graph never shows its server-drawn line in between. */
export function watchGraphs(root: HTMLElement): void {
  for (const figure of graphsIn(root)) {
    if (loaded === null) inSight.observe(figure);
    else loaded.drawGraph(figure);
  }
}

/** Lets go of the graphs inside something that is about to be removed. */
export function forgetGraphs(root: HTMLElement): void {
  for (const figure of graphsIn(root)) {
    inSight.unobserve(figure);
    loaded?.dropGraph(figure);
  }
}
