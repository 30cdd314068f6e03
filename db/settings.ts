/** Reads settings from environment variables: the ways of reading one, and the variables that crawler and web share. */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { bundleFolderOf } from './bundle/files.ts';

/** Settings that cannot be used; the message has a line for each of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

export type Env = Readonly<Record<string, string | undefined>>;
/** The value read, or what the variable has to be. */
export type Read<T> = { readonly value: T } | { readonly meant: string };
export type Reader<T> = (text: string) => Read<T>;
/** A range of network addresses: its start and its length in bits. */
export type AddressRange = ReturnType<typeof ipaddr.parseCIDR>;

export type Variables = {
  /** Empty variables count as not set. */
  readonly read: <T>(name: string, fallback: T, reader: Reader<T>) => T;
  /** @throws SettingsError naming every variable that could not be used */
  readonly complain: () => void;
};

/** Reads variables one after the other and keeps the complaints for the end, so that all of them are told at once. */
export function variables(env: Env): Variables {
  const complaints: string[] = [];
  return {
    read(name, fallback, reader) {
      const text = env[name]?.trim() ?? '';
      if (text === '') return fallback;
      const result = reader(text);
      if ('value' in result) return result.value;
      complaints.push(`${name}: has to be ${result.meant}`);
      return fallback;
    },
    complain() {
      if (complaints.length > 0) throw new SettingsError(complaints.join('\n'));
    },
  };
}

/** What both processes need to know. */
export type SharedSettings = {
  readonly databasePath: string;
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  /** Canonical address of the site, without a trailing slash. */
  readonly publicUrl: string;
  /** Whom administrators may write to; `null`: nobody is named. */
  readonly contact: string | null;
  /** Where the source of the running program is to be had (AGPL, section 13); `null`: not told. */
  readonly sourceUrl: string | null;
  /** Reserved suffixes to admit all the same. */
  readonly allowedSuffixes: readonly string[];
  /** Where bundles to take away lie; `null`: none are made, and none offered. */
  readonly bundleFolder: string | null;
};

export function readShared({ read }: Variables): SharedSettings {
  const host = read('HOST', '127.0.0.1', hostName);
  const port = read('PORT', 3000, wholeNumber(0, 65_535));
  const here = new URL(`http://${host.includes(':') ? `[${host}]` : host}:${port}`).href;
  const databasePath = read('DATABASE_PATH', 'data/herdbook.sqlite', path);
  return {
    host,
    port,
    databasePath,
    bundleFolder: read<string | null>('BUNDLE_FOLDER', bundleFolderOf(databasePath), folderOrOff),
    publicUrl: read('PUBLIC_URL', here, webAddress).replace(/\/+$/, ''),
    contact: read<string | null>('CONTACT', null, headerText),
    sourceUrl: read<string | null>('SOURCE_URL', null, webAddress),
    allowedSuffixes: read<readonly string[]>('ALLOWED_SUFFIXES', [], list(suffix)),
  };
}

export function wholeNumber(least: number, most: number): Reader<number> {
  return (text) => {
    const value = Number(text);
    const isWhole = /^\d+$/.test(text) && value >= least && value <= most;
    return isWhole ? { value } : { meant: `a whole number from ${least} to ${most}` };
  };
}

export function oneOf<T extends string>(...values: readonly T[]): Reader<T> {
  return (text) => {
    const value = values.find((candidate) => candidate === text);
    return value === undefined ? { meant: values.join(' or ') } : { value };
  };
}

/** Values separated by commas or white space. */
export function list<T>(reader: Reader<T>): Reader<readonly T[]> {
  return (text) => {
    const values: T[] = [];
    for (const part of text.split(/[\s,]+/).filter((each) => each !== '')) {
      const result = reader(part);
      if ('meant' in result) return { meant: `${result.meant}, with commas between them` };
      values.push(result.value);
    }
    return { value: values };
  };
}

export const addressRange: Reader<AddressRange> = (text) => {
  if (ipaddr.isValidCIDR(text)) return { value: ipaddr.parseCIDR(text) };
  if (isIP(text) !== 0) return { value: ipaddr.parseCIDR(`${text}/${isIP(text) === 4 ? 32 : 128}`) };
  return { meant: 'address ranges such as 10.1.0.0/16' };
};

const path: Reader<string> = (text) =>
  text.includes('\0') ? { meant: 'the path of a file' } : { value: text };

/** A folder, or `null` for `off`. */
export const folderOrOff: Reader<string | null> = (text) => {
  if (text === 'off') return { value: null };
  return text.includes('\0') ? { meant: 'a folder, or off' } : { value: text };
};

const hostName: Reader<string> = (text) =>
  /^[A-Za-z0-9.:_-]{1,253}$/.test(text)
    ? { value: text }
    : { meant: 'an address or host name to listen on, such as 127.0.0.1' };

/** Text that ends up in a header. */
const headerText: Reader<string> = (text) =>
  /^[\x20-\x7e]{1,200}$/.test(text) ? { value: text } : { meant: 'at most 200 printable ASCII characters' };

const suffix: Reader<string> = (text) =>
  /^\.?[a-z0-9-]+$/i.test(text)
    ? { value: text.replace(/^\./, '').toLowerCase() }
    : { meant: 'suffixes such as test' };

/** Without user name and password: the address is told to strangers. */
const webAddress: Reader<string> = (text) => {
  const url = URL.parse(text);
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.password === '';
  return isWeb ? { value: url.href } : { meant: 'a web address such as https://herdbook.example.org' };
};
