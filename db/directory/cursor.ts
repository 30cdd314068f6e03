/** Cursors of the directory: the last row's sort value and domain, opaque to everybody else. */

export type CursorPlace = {
  /** The sort value of the last row shown; `null` among rows of unknown value, and always when sorted by domain. */
  readonly value: number | null;
  readonly domain: string;
};

/** @param list what the cursor belongs to (sort and order): it is of no use in another list */
export function encodeCursor(list: string, place: CursorPlace): string {
  return Buffer.from(JSON.stringify([list, place.value, place.domain])).toString('base64url');
}

/** @throws RangeError for anything that `encodeCursor` did not make for this list */
export function decodeCursor(list: string, text: string): CursorPlace {
  const place = parsePlace(list, text);
  if (place === null || encodeCursor(list, place) !== text) {
    throw new RangeError('The cursor does not belong to this list: start again without it.');
  }
  return place;
}

/** What a cursor belongs to, as far as it says; `null` for anything that is none. */
export function listOfCursor(text: string): string | null {
  const parts = parseJson(Buffer.from(text, 'base64url').toString());
  const list: unknown = Array.isArray(parts) ? parts[0] : null;
  return typeof list === 'string' ? list : null;
}

function parsePlace(list: string, text: string): CursorPlace | null {
  const parts = parseJson(Buffer.from(text, 'base64url').toString());
  if (!Array.isArray(parts) || parts.length !== 3) return null;
  const [ofList, value, domain]: unknown[] = parts;
  if (ofList !== list || typeof domain !== 'string' || !/^[a-z0-9.-]{1,253}$/.test(domain)) return null;
  if (value === null) return { value, domain };
  return typeof value === 'number' && Number.isSafeInteger(value) ? { value, domain } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // No JSON is one of the ways of not being our cursor; the caller says so.
    return null;
  }
}
