/** The web app's settings: the only reader of its environment variables. Refuses with every complaint at once. */
import ipaddr from 'ipaddr.js';
import {
  addressRange,
  list,
  readShared,
  variables,
  type AddressRange,
  type Env,
  type SharedSettings,
} from '../db/settings.ts';

export type WebSettings = SharedSettings & {
  /** Reverse proxies, as CIDR: only their word on a visitor's address counts. Empty: nobody's. */
  readonly trustedProxies: readonly string[];
};

/**
 * Reads the web app's settings.
 * @throws SettingsError naming every variable that cannot be used
 */
export function readWebSettings(env: Env): WebSettings {
  const { read, complain } = variables(env);
  const shared = readShared({ read, complain });
  const proxies = read<readonly AddressRange[]>('TRUSTED_PROXIES', [], list(addressRange));
  complain();
  return {
    ...shared,
    trustedProxies: proxies.map(([start, bits]) => `${ipaddr.process(start.toString()).toString()}/${bits}`),
  };
}
