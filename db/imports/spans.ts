/** Puts what publications told of an instance into the dated spans of its profile, in whatever order they are read. Pure. */

type Words = {
  readonly softwareName: string | null;
  readonly softwareVersion: string | null;
  readonly registrations: string | null;
};
/** What a publication told at a moment, Unix seconds; `null`: not told. */
export type Told = Words & { readonly at: number };
/** A profile that held from a moment until another; `untilAt` `null`: still. `source` `null`: seen by us. */
export type Span = Words & {
  readonly fromAt: number;
  readonly untilAt: number | null;
  readonly source: number | null;
};

/**
 * @param stored oldest first
 * @param told by one publication, oldest first
 * @returns the spans as they are to be, oldest first, those that stay as they are the same objects; `stored` itself where all do
 */
export function takenIn(stored: readonly Span[], told: readonly Told[], source: number): readonly Span[] {
  const spans = [...stored];
  let place = 0;
  let isChanged = false;
  for (const { at, ...words } of told) {
    while ((spans[place]?.fromAt ?? Infinity) <= at) place += 1;
    isChanged = takeIn(spans, place, at, words, source) || isChanged;
  }
  return isChanged ? filled(spans) : stored;
}

/** @param place of the first span that begins later. @returns whether anything was put in */
function takeIn(spans: Span[], place: number, at: number, words: Words, source: number): boolean {
  const before = spans[place - 1];
  if (before !== undefined && (before.source === null || before.fromAt === at)) return false;
  const next = inherited(words, before);
  if (before !== undefined && isSame(before, next)) return false;
  if (before !== undefined) spans[place - 1] = { ...before, untilAt: at };
  spans.splice(place, 0, { ...next, fromAt: at, untilAt: spans[place]?.fromAt ?? null, source });
  return true;
}

function inherited(words: Words, before: Words | undefined): Words {
  return {
    softwareName: words.softwareName ?? before?.softwareName ?? null,
    softwareVersion: words.softwareVersion ?? before?.softwareVersion ?? null,
    registrations: words.registrations ?? before?.registrations ?? null,
  };
}

/**
 * Gaps of later spans are filled from the one before, as if all had been told in order. A span that says nothing new stays:
 * that it was told then counts when another list tells of the time before it.
 */
function filled(spans: readonly Span[]): readonly Span[] {
  const result: Span[] = [];
  for (const span of spans) {
    const before = result.at(-1);
    const isOurs = before === undefined || span.source === null || before.source === null;
    const words = isOurs ? span : inherited(span, before);
    result.push(
      isSame(words, span)
        ? span
        : { ...span, ...words, fromAt: span.fromAt, untilAt: span.untilAt, source: span.source },
    );
  }
  return result;
}

function isSame(a: Words, b: Words): boolean {
  return (
    a.softwareName === b.softwareName &&
    a.softwareVersion === b.softwareVersion &&
    a.registrations === b.registrations
  );
}
