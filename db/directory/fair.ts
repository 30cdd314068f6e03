/** Fair order: a weighted lottery that gives the same order for the same seed. Pure; it knows neither clock nor chance. */

/**
 * Where instances stand in a draw: the smaller, the earlier. Sorting by it draws instances one after another without
 * putting any back, each with a chance in proportion to its weight (Efraimidis and Spirakis, 2006).
 * @param seed any text; a day as a rule, so that the order of a day is the same for everybody
 * @returns takes the hash of a domain and its registered accounts (`null` counts as none), gives a whole number from 0 up
 */
export function fairDraw(seed: string): (domainHash: number, users: number | null) => number {
  const seedHash = hashOf(seed);
  return (domainHash, users) => Math.floor((-Math.log(drawn(seedHash, domainHash)) / weight(users)) * SCALE);
}

/** FNV-1a, 32 bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

/** Keeps places whole, as cursors want them, and apart from each other. */
const SCALE = 2 ** 40;

/**
 * Flattens size: an instance of a million accounts weighs little more than twice one of a hundred, not ten thousand times.
 * Below a handful of accounts there is nobody to take newcomers in.
 */
function weight(users: number | null): number {
  return 1 + Math.log10(1 + (users ?? 0));
}

/** A number above 0 and below 1 that the two decide; mixed (the finish of MurmurHash 3) because neighbours differ in few bits. */
function drawn(seedHash: number, domainHash: number): number {
  let hash = Math.imul(seedHash ^ domainHash, 0x9e3779b1) ^ (seedHash >>> 15);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32 + 2 ** -33;
}
