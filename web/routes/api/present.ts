/** What is stored, in the API's words. Asks the database nothing. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProfileChange } from '../../../db/changes.ts';
import type { DirectoryRow } from '../../../db/directory/directory.ts';
import type { InstanceDetail } from '../../../db/instance.ts';
import { dayText } from '../../../db/time.ts';
import type { Static } from 'typebox';
import type { MoreView } from '../../pages/instance-more.ts';
import type { Site } from '../../site.ts';
import type { InstanceListed, InstanceShown } from './instance-shapes.ts';
import { shownEntry } from './official-shape.ts';

export function listedInstance(row: DirectoryRow): Static<typeof InstanceListed> {
  const { figures, facts, guesses } = row;
  return {
    domain: row.domain,
    state: row.state,
    software: { name: row.softwareName, version: row.softwareVersion },
    title: row.title,
    description: row.description,
    languages: [...row.languages],
    registrations: row.registrations,
    ...figures,
    change7: { users: row.users7, statuses: row.statuses7, connections: row.connections7 },
    change30: { users: row.users30 },
    knownSince: row.knownSince === null ? null : dayText(row.knownSince),
    availability: row.availability,
    facts: {
      topics: [...facts.topics],
      country: facts.country,
      region: facts.region,
      operatorType: facts.operatorType,
      operator: facts.operator,
      source: facts.factsSource,
    },
    guesses: { ...guesses, topics: [...guesses.topics] },
    observedAt: row.observedAt,
    source: row.source,
  };
}

/** What is known of an instance beside its own row, and when it is looked at. */
type Around = Pick<MoreView, 'ledger' | 'verdicts' | 'upkeep' | 'entry' | 'alternatives'> & {
  /** The past day that is shown; `null`: the present. */
  readonly day: number | null;
};

export function shownInstance(
  instance: InstanceDetail,
  changes: readonly ProfileChange[],
  { day, ledger, verdicts, upkeep, entry, alternatives }: Around,
): Static<typeof InstanceShown> {
  const { profile, failureKind } = instance;
  const isPast = day !== null;
  return {
    ...listedInstance(instance),
    registrationsMessage: profile?.registrationsMessage ?? null,
    rules: [...(profile?.rules ?? [])],
    minimumAge: profile?.minimumAge ?? null,
    thumbnail: profile?.thumbnail ?? null,
    characterLimit: profile?.characterLimit ?? null,
    limitedFederation: profile?.limitedFederation ?? null,
    addedAt: instance.addedAt,
    nextProbeAt: isPast ? null : instance.nextProbeAt,
    lastVisitAt: isPast ? null : instance.lastVisitAt,
    lastAnswerAt: instance.lastAnswerAt,
    failingSince: instance.failingSince,
    failure: failureKind === null ? null : { kind: failureKind, detail: instance.failureDetail },
    movedTo: instance.movedTo,
    changes: instance.changes,
    refusals: [...instance.refusals],
    ledger: [...ledger],
    verdicts: verdicts.map(({ figure, decision, fromDay, untilDay, reason, at }) => ({
      figure,
      decision,
      from: dayText(fromDay),
      until: untilDay === null ? null : dayText(untilDay),
      reason,
      at,
    })),
    upkeep,
    official: entry === null ? null : shownEntry(entry),
    alternatives: alternatives.map(({ domain }) => domain),
    profileChanges: [...changes],
  };
}

/** Says in a Link header where the next page is, where there is one. */
export function sendNext(
  site: Site,
  request: FastifyRequest,
  reply: FastifyReply,
  next: string | null,
): void {
  if (next === null) return;
  const url = new URL(request.originalUrl, site.settings.publicUrl);
  url.searchParams.set('after', next);
  reply.header('link', `<${site.settings.publicUrl}${url.pathname}${url.search}>; rel="next"`);
}

/** Sends JSON that is text already. As bytes: what tags, compresses and sends it would each encode the text again. */
export function sendJsonText(reply: FastifyReply, text: string): void {
  void reply.type('application/json; charset=utf-8').send(Buffer.from(text));
}

/** `[[at,value],…]` as text: a series is long, and an object per point costs several times as much. */
export function pointsText(
  points: readonly { readonly at: number; readonly value: number | null }[],
): string {
  return `[${points.map(({ at, value }) => `[${at},${value}]`).join(',')}]`;
}

/** The other way round. @param text `[[at,value,…],…]` */
export function readPoints(text: string): [at: number, ...values: (number | null)[]][] {
  if (text === '[]') return [];
  return text
    .slice(2, -2)
    .split('],[')
    .map((point) => {
      const [at = '', ...values] = point.split(',');
      return [Number(at), ...values.map((value) => (value === 'null' ? null : Number(value)))];
    });
}
