/** Hands values to the browser's script as JSON inside the page. Nothing in it is ever run. */
import { raw } from 'hono/html';
import { html, type Html } from './html.ts';

/** `<` is the only character that could end a script element, so it is written as an escape. */
export function jsonBlock(name: string, value: object): Html {
  return html`<script type="application/json" class="${name}">
    ${raw(JSON.stringify(value).replaceAll('<', String.raw`\u003c`))}
  </script>`;
}
