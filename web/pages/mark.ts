/** The mark: a mammoth in three strokes (back and trunk, tusk, belly and legs). Drawn here, used by the header; the favicon is its twin. */
import { html, type Html } from './html.ts';

export function wordmark(): Html {
  return html`<svg
    class="mark"
    viewBox="0 0 32 32"
    width="32"
    height="32"
    aria-hidden="true"
    focusable="false"
    fill="none"
    stroke="currentColor"
    stroke-width="2.6"
    stroke-linecap="round"
    stroke-linejoin="round"
  >
    <path
      d="M3 27V18C3 12 7 9 12 9c2 0 3 .8 4.500 .8C18 6 21 4.500 23.500 5.500 27.500 7 28.500 12 28 19c-.2 3-1 5-3 5"
    />
    <path class="mark-accent" d="M22.500 15c-.5 3.500-2.500 5.500-6 5.500" />
    <path d="M9 27v-4.500c2.500 1 5 1 7 .5V27" />
  </svg>`;
}
