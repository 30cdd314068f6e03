/** Which network addresses may be connected to. Pure. */
import ipaddr from 'ipaddr.js';
import type { AddressRange } from './settings.ts';

/**
 * Whether an address is on the public Internet, or in a range that the operator allowed.
 * IPv4 addresses inside IPv6 ones are judged as what they are; tunnels and translations (6to4, Teredo, NAT64) are refused.
 */
export function isAllowedAddress(address: string, allowed: readonly AddressRange[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() === 'unicast') return true;
  return allowed.some(([range, bits]) => parsed.kind() === range.kind() && parsed.match(range, bits));
}
