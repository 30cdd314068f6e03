/** Reads JSON written by strangers and looks into it; one of two places that cast, and it must never throw on any input. */

export type Json =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: JsonFault };
type JsonFault = 'empty' | 'html' | 'too-deep' | 'too-wide' | 'not-json';

/** No recorded answer nests deeper than 20; recursion over the result overflows at some thousands. */
const MAX_DEPTH = 64;
/** V8 needs seconds for one object of a million keys; the largest recorded one has a few thousand (block lists). */
const MAX_MEMBERS = 20_000;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** One document of UTF-8 or, with its mark, UTF-16; broken sequences become U+FFFD. Anything around it is refused. */
export function parseJson(bytes: Buffer): Json {
  // trim() also removes the byte order mark.
  const body = decode(bytes).trim();
  if (body === '') return { ok: false, reason: 'empty' };
  if (body.startsWith('<')) return { ok: false, reason: 'html' };
  const fault = shapeFault(body);
  if (fault !== null) return { ok: false, reason: fault };
  try {
    return { ok: true, value: JSON.parse(body) };
  } catch {
    return { ok: false, reason: 'not-json' };
  }
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return bytes.toString('utf8');
}

/** One linear scan before anything is built: too deep, or one object with too many members. */
function shapeFault(body: string): JsonFault | null {
  // Members seen so far per level; a list's level starts so far below zero that it never arrives.
  const members = new Float64Array(MAX_DEPTH + 1);
  let depth = 0;
  for (let index = 0; index < body.length; index++) {
    const code = body.charCodeAt(index);
    if (code === QUOTE) {
      index = endOfString(body, index);
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) {
      if (++depth > MAX_DEPTH) return 'too-deep';
      members[depth] = code === OPEN_OBJECT ? 1 : -Infinity;
    } else if (code === CLOSE_OBJECT || code === CLOSE_LIST) {
      // More closed than opened: JSON.parse says no.
      if (depth > 0) depth--;
    } else if (code === COMMA) {
      const count = (members[depth] ?? 0) + 1;
      if (count > MAX_MEMBERS) return depth === 0 ? 'not-json' : 'too-wide';
      members[depth] = count;
    }
  }
  return null;
}

/** Index of the quote that closes the string opened at `start`; the end of the text where none does. */
function endOfString(body: string, start: number): number {
  for (let index = start + 1; index < body.length; index++) {
    const code = body.charCodeAt(index);
    if (code === QUOTE) return index;
    if (code === BACKSLASH) index++;
  }
  return body.length;
}

type Path = readonly (string | number)[];

/** The value at a path of own properties; `undefined` where there is none. Never looks at prototypes. */
export function at(value: unknown, ...path: Path): unknown {
  let here = value;
  for (const key of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, key)) return undefined;
    here = (here as Record<string | number, unknown>)[key];
  }
  return here;
}

/** A text that says something; blank, and anything that is no text, is `null`. */
export function text(value: unknown, ...path: Path): string | null {
  const found = at(value, ...path);
  return typeof found === 'string' && found.trim() !== '' ? found : null;
}

/** A list as it is, items unread; `null` where there is none. */
export function list(value: unknown, ...path: Path): readonly unknown[] | null {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : null;
}

/** The texts in a list, anything else left out; empty where there is no list. */
export function texts(value: unknown, ...path: Path): readonly string[] {
  return (list(value, ...path) ?? []).filter((item) => typeof item === 'string');
}

/** Yes or no; also the "TRUE", "0" and 1 of careless serializers. */
export function flag(value: unknown, ...path: Path): boolean | null {
  const found = at(value, ...path);
  if (found === true || found === 1) return true;
  if (found === false || found === 0) return false;
  if (typeof found !== 'string' || found.length > 8) return null;
  const word = found.trim().toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  return null;
}

/** A finite number, also written as digits; no judgement whether it can be true (`figures.ts` does that). */
export function number(value: unknown, ...path: Path): number | null {
  const found = at(value, ...path);
  if (typeof found === 'number') return Number.isFinite(found) ? found : null;
  return typeof found === 'string' && /^\d{1,15}$/.test(found.trim()) ? Number(found) : null;
}

/** Whether a value is a JSON object (no list, not null). */
export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
