/** Follows links that only change a graph's figure, period or reading without loading the page anew. */
import { refresh } from './parts.ts';

let running: AbortController | null = null;

/** Falls back to a plain page load whenever something is out of order. */
async function show(address: string): Promise<void> {
  running?.abort();
  const own = new AbortController();
  running = own;
  try {
    await refresh(address, own.signal);
  } catch {
    if (!own.signal.aborted) location.assign(address);
  }
}

export function followLinksSoftly(): void {
  document.addEventListener('click', (event) => {
    const link =
      event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[data-soft]') : null;
    const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
    if (link === null || !isPlain) return;
    event.preventDefault();
    const address = new URL(link.href);
    address.hash = '';
    history.pushState(null, '', address);
    void show(address.href);
  });
  addEventListener('popstate', () => void show(location.href));
}
