/**
 * Host names to addresses: asks the name servers itself (never the system's four-thread pool) and lets only allowed
 * addresses out, so that the addresses vetted are the addresses connected to.
 */
import { Resolver } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { callbackify } from 'node:util';
import type { FailureKind } from '../db/model.ts';
import { isAllowedAddress } from './addresses.ts';
import type { CrawlerSettings } from './settings.ts';

/** Two tries of this length fit well into a visit's deadline. */
const TRY_MS = 3_000;
const TRIES = 2;

/** A name that led to no address to connect to. */
export class LookupError extends Error {
  override readonly name = 'LookupError';
  readonly kind: FailureKind;
  readonly code: string;
  constructor(kind: FailureKind, code: string) {
    super(code);
    this.kind = kind;
    this.code = code;
  }
}

/** The names server's word that a name has no such record: the host's own state, not our trouble. */
const NO_SUCH_RECORD = new Set(['ENOTFOUND', 'ENODATA', 'EBADRESP', 'EBADNAME', 'EFORMERR']);

/**
 * A look-up function for sockets.
 * IPv6 addresses are only asked for where there is no IPv4 one: half the questions, and most crawlers' machines have no IPv6.
 * One forbidden address among good ones refuses the name.
 */
export function makeLookup(
  settings: Pick<CrawlerSettings, 'nameServers' | 'allowedPrivateAddresses'>,
): LookupFunction {
  const resolver = new Resolver({ timeout: TRY_MS, tries: TRIES });
  if (settings.nameServers.length > 0) resolver.setServers(settings.nameServers);
  const vetted = async (hostname: string): Promise<Resolved> => {
    const resolved = await resolve(resolver, hostname);
    const forbidden = resolved.addresses.find(
      (address) => !isAllowedAddress(address, settings.allowedPrivateAddresses),
    );
    if (forbidden !== undefined) throw new LookupError('blocked-address', forbidden);
    return resolved;
  };
  const lookup = callbackify(vetted);
  return (hostname, options, callback) =>
    lookup(hostname, (error, resolved) => {
      if (error !== null) callback(error, []);
      else if (options.all === true)
        callback(
          null,
          resolved.addresses.map((address) => ({ address, family: resolved.family })),
        );
      else callback(null, resolved.addresses[0] ?? '', resolved.family);
    });
}

type Resolved = { readonly addresses: readonly string[]; readonly family: 4 | 6 };

async function resolve(resolver: Resolver, name: string): Promise<Resolved> {
  const v4 = await query(() => resolver.resolve4(name));
  if (v4.length > 0) return { addresses: v4, family: 4 };
  const v6 = await query(() => resolver.resolve6(name));
  if (v6.length > 0) return { addresses: v6, family: 6 };
  throw new LookupError('dns', 'ENODATA');
}

/** The addresses, none where the name exists without such a record. */
async function query(ask: () => Promise<string[]>): Promise<string[]> {
  try {
    return await ask();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'EUNKNOWN';
    if (code === 'ENODATA') return [];
    // Silence, refusal and failure of the name server are our side's trouble until proven otherwise.
    throw new LookupError(NO_SUCH_RECORD.has(code) ? 'dns' : 'resolver', code);
  }
}
