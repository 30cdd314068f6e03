/** The names of the queue's tasks. Knows nothing of what they do. */

const ANYWHERE = 'probe';

/** The task of a visit: from anywhere, or from one place. */
export function taskName(place: string | null): string {
  return place === null ? ANYWHERE : `${ANYWHERE}:${place}`;
}
