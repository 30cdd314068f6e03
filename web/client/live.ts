/** Keeps an open page current: often while a run is going on, ever more rarely while nothing changes, never when out of sight; a wall as often as its address says. */
import { refresh } from './parts.ts';

/** Milliseconds between looks. */
const OFTEN = 2_500;
const RARELY = 60_000;
/** How much longer each look without news makes the wait. */
const SLOWER = 1.6;

function whenVisible(): Promise<void> {
  if (!document.hidden) return Promise.resolve();
  return new Promise((resolve) => {
    const check = (): void => {
      if (document.hidden) return;
      document.removeEventListener('visibilitychange', check);
      resolve();
    };
    document.addEventListener('visibilitychange', check);
  });
}

/** One look. A server out of reach is no news. */
async function look(): Promise<boolean> {
  await whenVisible();
  try {
    const { hasChanged, isLive } = await refresh(location.href, AbortSignal.timeout(10_000));
    return hasChanged || isLive;
  } catch {
    return false;
  }
}

export function keepCurrent(): void {
  if (document.querySelector('[data-part]') === null || document.body.hasAttribute('data-still')) return;
  const { every } = document.body.dataset;
  const fixed = every === undefined ? null : Number(every) * 1_000;
  let wait = fixed ?? (document.body.hasAttribute('data-live') ? OFTEN : 4 * OFTEN);
  const again = (): void => {
    setTimeout(() => {
      void look().then((isNews) => {
        wait = fixed ?? (isNews ? OFTEN : Math.min(RARELY, wait * SLOWER));
        again();
      });
    }, wait);
  };
  again();
}
