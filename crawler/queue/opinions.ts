/** Tells "down" from "not reachable from one network": what several places found of one instance, and what holds. Pure. */
import type { FailureKind } from '../../db/model.ts';
import type { PlaceOutcome } from '../../db/visits/places.ts';
import { couldBeOurs } from '../outage.ts';
import type { Probed } from '../probe.ts';

/** Beside the first, so many are asked: more would be a burden to who is in trouble. */
const MOST_OTHERS = 3;

/** Whether others have to be asked before this failure is believed. */
export function isDoubtful(result: Probed): boolean {
  return !result.ok && couldBeOurs(result.failure.kind);
}

/** Whom to ask besides. @param places that have a worker */
export function otherPlaces(
  places: readonly string[],
  heard: ReadonlyMap<string, Probed>,
): readonly string[] {
  return places.filter((place) => !heard.has(place)).slice(0, MOST_OTHERS);
}

/** The outcome that holds: an answer before a word of the host's own before a failure that could be the network's. */
export function verdict(heard: ReadonlyMap<string, Probed>): Probed | null {
  const all = [...heard.values()];
  const best =
    all.find(({ ok }) => ok) ?? all.find((result) => !isDoubtful(result)) ?? all.find(hasLooked) ?? all[0];
  if (best === undefined) return null;
  const places = placesOf(heard);
  return places.length < 2 ? best : { ...best, places };
}

function placesOf(heard: ReadonlyMap<string, Probed>): readonly PlaceOutcome[] {
  return [...heard]
    .filter(([, result]) => hasLooked(result))
    .map(([place, result]) => ({ place, failureKind: isDoubtful(result) ? kindOf(result) : null }));
}

/** Who has no name server or no way out of its own has not seen the host at all. */
function hasLooked(result: Probed): boolean {
  const kind = kindOf(result);
  return kind !== 'resolver' && kind !== 'own-side';
}

function kindOf(result: Probed): FailureKind | null {
  return result.ok ? null : result.failure.kind;
}
