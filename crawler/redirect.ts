/** Where a redirect may lead: on the same host, anywhere; to another one, nowhere. Pure. */
import { isIP } from 'node:net';
import { parseDomain } from '../db/domain.ts';
import { failed, done, type Outcome } from './outcome.ts';

/**
 * Judges a Location header like a first request.
 * @returns the address to ask next; 'blocked-address' for IP literals, 'redirect' (with the other host as target, where it is one) for the rest
 */
export function judgeRedirect(
  location: string | string[] | undefined,
  from: URL,
  allowedSuffixes: readonly string[],
): Outcome<URL> {
  if (typeof location !== 'string') return failed('http', 'redirect without a Location');
  const to = URL.parse(location, from.href);
  if (to === null) return failed('redirect', 'redirect to something that is no address');
  if (isIP(to.hostname.replace(/^\[|\]$/g, '')) !== 0)
    return failed('blocked-address', `redirect to ${to.hostname}`);
  if (to.protocol !== 'https:' && to.protocol !== 'http:')
    return failed('redirect', `redirect to ${to.protocol}`);
  if (to.hostname !== from.hostname) {
    const target = parseDomain(to.hostname, allowedSuffixes);
    return failed('redirect', `redirects to ${to.hostname}`, { target });
  }
  if (to.username !== '' || to.password !== '') return failed('redirect', 'redirect with a user name');
  // The same host over its other scheme (a proxy that forgot TLS) is asked over the one we came with.
  if (to.protocol !== from.protocol && to.port === '') to.protocol = from.protocol;
  if (to.origin !== from.origin) return failed('redirect', `redirects to ${to.origin}`);
  to.hash = '';
  return done(to);
}
