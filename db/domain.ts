/** `parseDomain`, the only maker of a `Domain`: one canonical spelling for each host, nothing that is no public host. */
import { domainToASCII, domainToUnicode } from 'node:url';
import { parse } from 'tldts';
import type { Domain } from './model.ts';

/** Reserved names (RFC 2606, 6761, 6762, 7686, 8375, 9476) and networks of their own: never public instances. */
const RESERVED_SUFFIXES = new Set([
  'alt',
  'arpa',
  'corp',
  'example',
  'home',
  'i2p',
  'internal',
  'intranet',
  'invalid',
  'lan',
  'local',
  'localdomain',
  'localhost',
  'mail',
  'onion',
  'private',
  'test',
]);

/** RFC 1035: at most 253 characters in all; labels of 1 to 63 letters, digits and inner hyphens. */
const MAX_LENGTH = 253;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/** Longer texts cannot be a name with a scheme and a path that anyone meant. */
const MAX_INPUT = 2_048;

/**
 * Reads a host name as people and peers lists write it.
 * Accepted around the name: white space, `https://` or `http://`, a path, one trailing dot, the ports 443 and 80 of those schemes, capitals, Unicode.
 * Refused: IP addresses in any spelling, single labels, other ports, user names, reserved suffixes, names under no known public suffix,
 * bare public suffixes, underscores, wildcards, over-long names and labels.
 * @param allowedSuffixes reserved suffixes to admit all the same (`test` on a test network)
 * @returns the canonical ASCII form, or `null`
 */
export function parseDomain(text: string, allowedSuffixes: readonly string[] = []): Domain | null {
  if (text.length > MAX_INPUT) return null;
  const host = hostOf(text.trim());
  if (host === null) return null;
  const ascii = toAscii(host);
  if (ascii === null || ascii.length > MAX_LENGTH) return null;
  const labels = ascii.split('.');
  if (labels.length < 2 || !labels.every((label) => LABEL.test(label))) return null;
  return isRegistrable(ascii, labels, allowedSuffixes) ? (ascii as Domain) : null;
}

/**
 * The part of a domain that somebody registered (public suffix plus one label), for budgets and for telling one's own hosts from others'.
 * Names under a reserved suffix that was admitted count by their last two labels.
 */
export function registrableDomain(domain: string): string {
  return parse(domain, PARSE_OPTIONS).domain ?? domain.split('.').slice(-2).join('.');
}

const PARSE_OPTIONS = { allowPrivateDomains: true, validateHostname: false } as const;

/** The host of a name, an address with scheme and path, or `null` where something else than a plain host is said. */
function hostOf(text: string): string | null {
  const match = /^(?:(https?):\/\/)?([^/?#]+)(?:[/?#].*)?$/is.exec(text);
  const scheme = match?.[1]?.toLowerCase();
  // A path without a scheme is only tolerated when it is the bare slash seen in peers lists ("rainbow.example/").
  if (scheme === undefined && /[/?#]./s.test(text)) return null;
  const authority = match?.[2];
  if (authority === undefined || authority.includes('@')) return null;
  const [host = '', port, ...rest] = authority.split(':');
  if (rest.length > 0) return null;
  if (port !== undefined && port !== (scheme === 'http' ? '80' : '443')) return null;
  return host.endsWith('.') ? host.slice(0, -1) : host;
}

/** IDNA to A-labels, lower case. `null` for what is no host name, and for every spelling of an IPv4 address. */
function toAscii(host: string): string | null {
  if (host === '' || /[\s%\\^|<>"'`{}*_[\]]/u.test(host)) return null;
  const ascii = domainToASCII(host);
  // domainToASCII follows the WHATWG host parser, so 0x7f.1 and 2130706433 come back as dotted quads.
  if (ascii === '' || /^[\d.]+$/.test(ascii)) return null;
  // An A-label that does not decode is nobody's name.
  return domainToUnicode(ascii).includes('xn--') ? null : ascii;
}

function isRegistrable(
  ascii: string,
  labels: readonly string[],
  allowedSuffixes: readonly string[],
): boolean {
  const last = labels.at(-1) ?? '';
  if (allowedSuffixes.includes(last)) return true;
  if (RESERVED_SUFFIXES.has(last)) return false;
  const parsed = parse(ascii, PARSE_OPTIONS);
  return (parsed.isIcann === true || parsed.isPrivate === true) && parsed.domain !== null;
}
