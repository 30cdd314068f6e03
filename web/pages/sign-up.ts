/** The button that leads to an instance's own sign-up, and says beforehand what it will do. */
import type { Domain, Registrations } from '../../db/model.ts';
import type { PageContext } from './context.ts';
import { html, type Html } from './html.ts';
import { readable } from './parts.ts';

export function signUpLink(ctx: PageContext, domain: Domain, registrations: Registrations | null): Html {
  const kind = registrations ?? 'unknown';
  return html`<a
    class="button${kind === 'closed' ? ' subdued' : ''}"
    href="https://${domain}/"
    rel="noopener nofollow noreferrer"
    >${ctx.t.instance.signUp[kind](readable(domain))}</a
  >`;
}
