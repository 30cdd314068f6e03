/** The crawler's settings: the only reader of its environment variables. Refuses with every complaint at once. */
import { CronTime } from 'cron';
import ipaddr from 'ipaddr.js';
import { isIP } from 'node:net';

export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

export type CrawlerSettings = {
  readonly databasePath: string;
  /** Cron expression, UTC: when to look for due instances. */
  readonly schedule: string;
  /** Visits at once, each to another host. */
  readonly concurrency: number;
  /** For one whole visit. */
  readonly deadlineMs: number;
  /** Non-public address ranges that may be connected to all the same. */
  readonly allowedPrivateAddresses: readonly AddressRange[];
  /** Reserved suffixes to admit all the same. */
  readonly allowedSuffixes: readonly string[];
  /** Where our own site is: its /crawler page is named in the user agent. */
  readonly publicUrl: string;
  /** Shown in the user agent and on /crawler; `null`: none. */
  readonly contact: string | null;
  readonly scheme: 'https' | 'http';
  /** `null`: the scheme's own. */
  readonly port: number | null;
  /** Name servers to ask, 'address:port'; empty: the system's. */
  readonly nameServers: readonly string[];
};

/** Settings that cannot be used; the message has a line for each of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Env = Readonly<Record<string, string | undefined>>;
/** What is wrong with a value, or the value read. */
type Read<T> = { readonly value: T } | { readonly complaint: string };

/**
 * Reads the crawler's settings.
 * @throws SettingsError naming every variable that cannot be used
 */
export function readCrawlerSettings(env: Env): CrawlerSettings {
  const complaints: string[] = [];
  const read = <T>(name: string, fallback: T, reader: (text: string) => Read<T>): T => {
    const text = (env[name] ?? '').trim();
    if (text === '') return fallback;
    const result = reader(text);
    if ('value' in result) return result.value;
    complaints.push(`${name}: ${result.complaint} (it is "${text}")`);
    return fallback;
  };
  const settings: CrawlerSettings = {
    databasePath: read('DATABASE_PATH', 'data/herdbook.sqlite', plain),
    schedule: read('CRAWL_SCHEDULE', '*/5 * * * *', cronExpression),
    concurrency: read('CRAWL_CONCURRENCY', 48, wholeNumber(1, 1_000)),
    deadlineMs: read('CRAWL_DEADLINE_MS', 25_000, wholeNumber(1_000, 300_000)),
    allowedPrivateAddresses: read('ALLOWED_PRIVATE_ADDRESSES', [], list(addressRange)),
    allowedSuffixes: read('ALLOWED_SUFFIXES', [], list(suffix)),
    publicUrl: read(
      'PUBLIC_URL',
      `http://${env['HOST'] || '127.0.0.1'}:${env['PORT'] || '3000'}`,
      webAddress,
    ),
    contact: read<string | null>('CONTACT', null, headerText),
    scheme: read<'https' | 'http'>('CRAWL_SCHEME', 'https', scheme),
    port: read<number | null>('CRAWL_PORT', null, wholeNumber(1, 65_535)),
    nameServers: read('CRAWL_NAME_SERVERS', [], list(nameServer)),
  };
  if (complaints.length > 0) throw new SettingsError(complaints.join('\n'));
  return settings;
}

const plain = (text: string): Read<string> => ({ value: text });

/** Text that may end up in a header: printable ASCII only. */
const headerText = (text: string): Read<string> =>
  /^[\x20-\x7e]{1,200}$/.test(text)
    ? { value: text }
    : { complaint: 'at most 200 printable ASCII characters' };

const scheme = (text: string): Read<'https' | 'http'> =>
  text === 'https' || text === 'http' ? { value: text } : { complaint: 'https or http' };

function wholeNumber(least: number, most: number): (text: string) => Read<number> {
  return (text) => {
    const value = Number(text);
    return Number.isInteger(value) && value >= least && value <= most
      ? { value }
      : { complaint: `a whole number from ${least} to ${most}` };
  };
}

function list<T>(reader: (text: string) => Read<T>): (text: string) => Read<T[]> {
  return (text) => {
    const results = text
      .split(/[\s,]+/)
      .filter((part) => part !== '')
      .map(reader);
    const bad = results.find((result) => 'complaint' in result);
    if (bad !== undefined) return bad;
    return { value: results.flatMap((result) => ('value' in result ? [result.value] : [])) };
  };
}

function cronExpression(text: string): Read<string> {
  try {
    return { value: new CronTime(text, 'UTC').source.toString() };
  } catch {
    return { complaint: 'a cron expression, e.g. */5 * * * *' };
  }
}

function addressRange(text: string): Read<AddressRange> {
  if (ipaddr.isValidCIDR(text)) return { value: ipaddr.parseCIDR(text) };
  if (isIP(text) !== 0) return { value: ipaddr.parseCIDR(`${text}/${isIP(text) === 4 ? 32 : 128}`) };
  return { complaint: `"${text}" is no address range such as 10.1.0.0/16` };
}

const suffix = (text: string): Read<string> =>
  /^\.?[a-z0-9-]+$/i.test(text)
    ? { value: text.replace(/^\./, '').toLowerCase() }
    : { complaint: `"${text}" is no suffix such as test` };

function nameServer(text: string): Read<string> {
  const host = text.replace(/^\[?([^\]]*?)\]?(?::\d+)?$/, '$1');
  return isIP(host) !== 0 ? { value: text } : { complaint: `"${text}" is no address such as 127.0.0.1:53` };
}

function webAddress(text: string): Read<string> {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:')
    ? { value: url.href.replace(/\/$/, '') }
    : { complaint: 'a web address such as https://herdbook.example.org' };
}
