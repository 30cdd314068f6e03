/** Decides when the drawing code is fetched and which graphs it draws: those in sight, then the rest when idle. */
type Drawing = { readonly draw: (figure: HTMLElement) => void; readonly drop: (figure: HTMLElement) => void };

const loaded = new Map<string, Drawing>();

/** Graphs of one line and of several are drawn by code of their own. */
function kindOf(figure: HTMLElement): 'line' | 'overlay' {
  return figure.matches('.overlay') ? 'overlay' : 'line';
}

async function load(kind: 'line' | 'overlay'): Promise<Drawing> {
  if (kind === 'overlay') {
    const { drawOverlay, dropOverlay } = await import('./compare.ts');
    return { draw: drawOverlay, drop: dropOverlay };
  }
  const { drawGraph, dropGraph } = await import('./line-chart.ts');
  return { draw: drawGraph, drop: dropGraph };
}

async function draw(figure: HTMLElement): Promise<void> {
  const kind = kindOf(figure);
  const drawing = loaded.get(kind) ?? (await load(kind));
  loaded.set(kind, drawing);
  if (figure.isConnected) drawing.draw(figure);
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
    const drawing = loaded.get(kindOf(figure));
    if (drawing === undefined) inSight.observe(figure);
    else drawing.draw(figure);
  }
}

/** Lets go of the graphs inside something that is about to be removed. */
export function forgetGraphs(root: HTMLElement): void {
  for (const figure of graphsIn(root)) {
    inSight.unobserve(figure);
    loaded.get(kindOf(figure))?.drop(figure);
  }
}
