/** The list of software modules: a new server software is one file beside this one and one line here. */
import { bookwyrm } from './bookwyrm.ts';
import { friendica } from './friendica.ts';
import { funkwhale } from './funkwhale.ts';
import { gnusocial } from './gnusocial.ts';
import { gotosocial } from './gotosocial.ts';
import { hubzilla } from './hubzilla.ts';
import { lemmy } from './lemmy.ts';
import { machines } from './machines.ts';
import { mastodon } from './mastodon.ts';
import { misskey } from './misskey.ts';
import { nodebb } from './nodebb.ts';
import { peertube } from './peertube.ts';
import { pixelfed } from './pixelfed.ts';
import { pleroma } from './pleroma.ts';
import { quiet } from './quiet.ts';
import type { Software } from './software.ts';
import { speakers } from './speakers.ts';
import { wordpress } from './wordpress.ts';

export const SOFTWARE: readonly Software[] = [
  mastodon,
  pleroma,
  misskey,
  gotosocial,
  friendica,
  hubzilla,
  gnusocial,
  lemmy,
  peertube,
  pixelfed,
  bookwyrm,
  funkwhale,
  wordpress,
  nodebb,
  speakers,
  quiet,
  machines,
];

const byName: ReadonlyMap<string, Software> = new Map(
  SOFTWARE.flatMap((software) => software.names.map((name) => [name, software] as const)),
);

/** @param name NodeInfo's software name, lower case; unknown and missing ones are read from NodeInfo alone */
export function softwareFor(name: string | null): Software {
  return byName.get(name ?? '') ?? quiet;
}
