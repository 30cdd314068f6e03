/** The button that leads to an instance's own sign-up, and says beforehand what it will do. */
import type { InstanceDetail } from '../../db/instance.ts';
import type { PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import { readable } from './parts.ts';

/** Where each software has the form for newcomers; the front page of the others leads there. */
const FORMS: ReadonlyMap<string, string> = new Map([
  ...['mastodon', 'hometown', 'glitchsoc', 'glitch-soc', 'kmyblue', 'fedibird'].map(
    (name) => [name, '/auth/sign_up'] as const,
  ),
  ['pleroma', '/registration'],
  ['akkoma', '/registration'],
  ['lemmy', '/signup'],
  ['peertube', '/signup'],
  ['gotosocial', '/signup'],
  ['funkwhale', '/signup'],
  ['pixelfed', '/register'],
  ['friendica', '/register'],
  ['hubzilla', '/register'],
]);

type Joined = Pick<InstanceDetail, 'domain' | 'registrations' | 'softwareName' | 'state' | 'observedAt'>;

/** What it says of sign-up is somebody else's word of some past day: it has never answered us. */
function isHearsay({ state, registrations }: Joined): boolean {
  // Certain addresses only: that is our own registry's, and holds today.
  return state === 'discovered' && registrations !== null && registrations !== 'restricted';
}

/** Straight to the form where there is one, and it takes newcomers. */
function target({ domain, registrations, softwareName }: Joined, isKnown: boolean): string {
  const takes = isKnown && registrations !== null && registrations !== 'closed';
  return `https://${domain}${takes ? (FORMS.get(softwareName ?? '') ?? '/') : '/'}`;
}

export function signUpLink(ctx: PageContext, instance: Joined): Html {
  const { domain, registrations, state, observedAt } = instance;
  const texts = ctx.t.instance;
  const hearsay = isHearsay(instance);
  // What it said before it asked not to be read may not hold any more.
  const isKnown = !hearsay && state !== 'withheld';
  const kind = isKnown ? (registrations ?? 'unknown') : 'unknown';
  return html`<a
      class="button${kind === 'closed' || hearsay ? ' subdued' : ''}"
      href="${target(instance, isKnown)}"
      rel="noopener nofollow noreferrer"
      >${texts.signUp[kind](readable(domain))}</a
    >${
      hearsay && observedAt !== null
        ? html` <span class="quiet"
            >${texts.signUpThen(ctx.t.registrations[registrations ?? 'unknown'].toLowerCase(), ctx.f.date(observedAt))}</span
          >`
        : NOTHING
    }`;
}
