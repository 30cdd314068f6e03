/** Which network addresses may be connected to. Pure. */
import ipaddr from 'ipaddr.js';
import type { AddressRange } from '../db/settings.ts';

const [GLOBAL_IPV6, GLOBAL_IPV6_BITS] = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an address is on the public Internet, or in a range that the operator allowed.
 * IPv4 addresses inside IPv6 ones are judged as what they are; tunnels and translations (6to4, Teredo, NAT64) are refused.
 */
export function isAllowedAddress(address: string, allowed: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  // IANA gives out global IPv6 addresses from 2000::/3 only: the rest, old IPv4-compatible ones too, is nobody's.
  const isGlobal = parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6, GLOBAL_IPV6_BITS);
  if (parsed.range() === 'unicast' && isGlobal) return true;
  return allowed.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits));
}
