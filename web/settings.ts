/** The web app's settings: the only reader of its environment variables. Refuses with every complaint at once. */
import ipaddr from 'ipaddr.js';
import {
  addressRange,
  list,
  oneOf,
  readShared,
  variables,
  wholeNumber,
  type AddressRange,
  type Env,
  type SharedSettings,
} from '../db/settings.ts';

export type WebSettings = SharedSettings & {
  /** Reverse proxies, as CIDR: only their word on a visitor's address counts. Empty: nobody's. */
  readonly trustedProxies: readonly string[];
  /** How long caches in between may hand an answer on without asking; 0: never. */
  readonly sharedCacheSeconds: number;
  /** A node that shows a copy: it takes nothing from visitors. */
  readonly isReadOnly: boolean;
  /** The demo's: every page says that its fediverse is invented. */
  readonly isInvented: boolean;
};

/**
 * Reads the web app's settings.
 * @throws SettingsError naming every variable that cannot be used
 */
export function readWebSettings(env: Env): WebSettings {
  const { read, complain } = variables(env);
  const shared = readShared({ read, complain });
  const proxies = read<readonly AddressRange[]>('TRUSTED_PROXIES', [], list(addressRange));
  const sharedCacheSeconds = read('SHARED_CACHE_SECONDS', 60, wholeNumber(0, 86_400));
  const readOnly = read<'yes' | 'no'>('READ_ONLY', 'no', oneOf('yes', 'no'));
  const invented = read<'yes' | 'no'>('INVENTED', 'no', oneOf('yes', 'no'));
  complain();
  return {
    ...shared,
    sharedCacheSeconds,
    isReadOnly: readOnly === 'yes',
    isInvented: invented === 'yes',
    trustedProxies: proxies.map(([start, bits]) => `${ipaddr.process(start.toString()).toString()}/${bits}`),
  };
}
