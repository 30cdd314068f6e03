/** The markup type of all pages: text is escaped unless it is markup already. Never lets a promise or raw instance text through. */
import { html } from 'hono/html';

export { html };
export type Html = ReturnType<typeof html>;
/** Nothing, as markup. */
export const NOTHING = html``;

/** Whole pages as text. Throws when a value inside was a promise: pages are pure and wait for nothing. */
export function render(page: Html): string {
  if (page instanceof Promise)
    throw new TypeError('A page holds a promise; read everything before drawing it.');
  return page.toString();
}

/** Only http and https addresses become links: an instance may publish `javascript:` anything. */
export function safeLink(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? address : null;
}
