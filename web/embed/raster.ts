/** Turns SVG pictures into PNG: one at a time, off the main thread, a bounded queue of them. Knows no graph and no route. */
import { fileURLToPath } from 'node:url';
import { renderAsync } from '@resvg/resvg-js';
import { LRUCache } from 'lru-cache';
import PQueue from 'p-queue';
import { RequestError } from '../failure.ts';

/** Bundled, because a server need not have any fonts. */
const FONTS = ['400Regular/SourceSans3_400Regular.ttf', '600SemiBold/SourceSans3_600SemiBold.ttf'].map(
  (name) => fileURLToPath(import.meta.resolve(`@expo-google-fonts/source-sans-3/${name}`)),
);
const FONT = {
  fontFiles: FONTS,
  loadSystemFonts: false,
  defaultFontFamily: 'Source Sans 3',
  sansSerifFamily: 'Source Sans 3',
};
/** Pictures that may wait: at some 30 ms each, nobody waits for longer than about a second. */
const MOST_WAITING = 40;
const MOST_BYTES = 20_000_000;
/** A picture may be this old. */
const FRESH_MS = 60_000;

export type Rasters = {
  /** The PNG known by `key`, made of `svg()` where it is not there yet. @throws RequestError 429 while too many wait */
  readonly png: (key: string, svg: () => string) => Promise<Buffer>;
};

export function rasters(): Rasters {
  const queue = new PQueue({ concurrency: 1 });
  const kept = new LRUCache<string, Buffer, () => string>({
    maxSize: MOST_BYTES,
    sizeCalculation: (png) => png.length,
    ttl: FRESH_MS,
    // Those who ask for the same picture at once wait for the same one.
    fetchMethod: async (_key, _before, { context: svg }) => {
      if (queue.size >= MOST_WAITING)
        throw new RequestError(
          429,
          'too-many-requests',
          'Too many pictures are being drawn; try again in a minute.',
        );
      return queue.add(async () => (await renderAsync(svg(), { font: FONT })).asPng());
    },
  });
  return {
    png: async (key, svg) => {
      const png = await kept.fetch(key, { context: svg });
      if (png === undefined) throw new Error(`no picture of ${key}`);
      return png;
    },
  };
}
