/** Swaps the parts of a page that the server drew anew. The server stays the only place where pages are made. */
import { forgetGraphs, watchGraphs } from './graphs.ts';

/** The server's markup of each part, as last received: what is on the page has been worked on since. */
const received = new Map<string, string>();

function parts(root: ParentNode): readonly HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>('[data-part]')];
}

/** Notes what the parts look like before any script touches them. */
export function rememberParts(root: ParentNode): void {
  for (const part of parts(root)) received.set(part.dataset['part'] ?? '', part.outerHTML);
}

/** What the reader had opened or reached inside a part, to be kept across a swap. */
function restore(old: HTMLElement, fresh: HTMLElement): void {
  for (const details of old.querySelectorAll<HTMLDetailsElement>('details[open][id]')) {
    fresh.querySelector(`details[id="${details.id}"]`)?.setAttribute('open', '');
  }
}

/** The focused link or graph inside a part, found again by where it leads or what it is. */
function focused(part: HTMLElement): string | null {
  const active = document.activeElement;
  if (active === null || !part.contains(active)) return null;
  const href = active.getAttribute('href');
  return href === null ? active.localName : `a[href="${CSS.escape(href)}"]`;
}

function swap(old: HTMLElement, fresh: HTMLElement): void {
  const selector = focused(old);
  restore(old, fresh);
  forgetGraphs(old);
  old.replaceWith(fresh);
  watchGraphs(fresh);
  if (selector !== null) fresh.querySelector<HTMLElement>(selector)?.focus({ preventScroll: true });
}

/** Loads a part's pictures before it is shown, so that none is missing for a moment. One that cannot be had is shown as such. */
async function picturesOf(part: HTMLElement): Promise<void> {
  const loaded = [...part.querySelectorAll('img')].map(({ src }) => {
    const picture = new Image();
    picture.src = src;
    return picture.decode();
  });
  await Promise.allSettled(loaded);
}

export type Refreshed = { readonly hasChanged: boolean; readonly isLive: boolean };

/** Takes over every part that differs in the page at this address. Throws when it cannot be had. */
export async function refresh(address: string, signal: AbortSignal): Promise<Refreshed> {
  const response = await fetch(address, { signal, headers: { accept: 'text/html' } });
  if (!response.ok) throw new Error(`the page answered ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  let hasChanged = false;
  for (const fresh of parts(page)) {
    const name = fresh.dataset['part'] ?? '';
    const markup = fresh.outerHTML;
    const old = document.querySelector<HTMLElement>(`[data-part="${CSS.escape(name)}"]`);
    if (old === null || received.get(name) === markup) continue;
    const adopted = document.adoptNode(fresh);
    // One after another: the whole wall at once would hold up the server for everybody.
    await picturesOf(adopted);
    if (signal.aborted) break;
    received.set(name, markup);
    swap(old, adopted);
    hasChanged = true;
  }
  return { hasChanged, isLive: page.body.hasAttribute('data-live') };
}
