/** Reads X-Robots-Tag: whether an answer asks not to be kept. Pure. */

/** Directives that have a value of their own; any other word before a colon names whom the rest is meant for. */
const VALUED = /^(?:unavailable_after|max-snippet|max-image-preview|max-video-preview)$/;
/** Ourselves, and everybody. */
const OURS = /^(?:herdbook|\*)$/;
const FORBIDDING = /^(?:noindex|none)$/;

/**
 * Whether it forbids us; what is meant for another crawler by name (`googlebot: noindex`) does not.
 * @param header as it came; several are read as one each
 */
export function forbidsReading(header: string | string[] | undefined): boolean {
  return [header ?? []].flat().some(forbids);
}

function forbids(header: string): boolean {
  let isOurs = true;
  for (const part of header.toLowerCase().split(',')) {
    const [first = '', ...rest] = part.split(':').map((word) => word.trim());
    const isNamed = rest.length > 0 && !VALUED.test(first);
    if (isNamed) isOurs = OURS.test(first);
    const directive = isNamed ? (rest[0] ?? '') : first;
    if (isOurs && FORBIDDING.test(directive)) return true;
  }
  return false;
}
