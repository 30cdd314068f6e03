/** The crawler's settings: the only reader of its environment variables. Refuses with every complaint at once. */
import { isIP } from 'node:net';
import { hostname } from 'node:os';
import { CronTime } from 'cron';
import { backupFolderOf } from '../db/backup/backup-files.ts';
import {
  addressRange,
  folderOrOff,
  list,
  oneOf,
  readShared,
  variables,
  wholeNumber,
  type AddressRange,
  type Env,
  type Reader,
  type SharedSettings,
} from '../db/settings.ts';
import { LOG_FORMATS, type LogFormat } from './log.ts';

export type BackupSettings = {
  /** Where a backup is put every day; `null`: nowhere. */
  readonly folder: string | null;
  /** The newest backups of so many days and weeks are kept. */
  readonly days: number;
  readonly weeks: number;
};

export type BundleSettings = {
  /** Where a bundle is put every night; `null`: nowhere. */
  readonly folder: string | null;
  /** So many of the newest are kept. */
  readonly kept: number;
};

export type CrawlerSettings = SharedSettings & {
  /** Cron expression, UTC: when to look for due instances. */
  readonly schedule: string;
  /** Visits at once, each to another host. */
  readonly concurrency: number;
  /** For one whole visit. */
  readonly deadlineMs: number;
  /** Non-public address ranges that may be connected to all the same. */
  readonly allowedPrivateAddresses: readonly AddressRange[];
  readonly crawlScheme: 'https' | 'http';
  /** `null`: the scheme's own. */
  readonly crawlPort: number | null;
  /** Name servers to ask, 'address:port'; empty: the system's. */
  readonly nameServers: readonly string[];
  readonly backups: BackupSettings;
  readonly bundles: BundleSettings;
  /** PostgreSQL, where visits are left to workers; `null`: this process makes them. */
  readonly queueUrl: string | null;
  /** How the crawler tells what it does; `null`: in words on a terminal, as JSON elsewhere. */
  readonly logFormat: LogFormat | null;
  /** The name of the network this machine sees from. */
  readonly place: string;
};

/**
 * Reads the crawler's settings.
 * @throws SettingsError naming every variable that cannot be used
 */
export function readCrawlerSettings(env: Env): CrawlerSettings {
  const { read, complain } = variables(env);
  const shared = readShared({ read, complain });
  const settings: CrawlerSettings = {
    ...shared,
    schedule: read('CRAWL_SCHEDULE', '*/5 * * * *', cronExpression),
    concurrency: read('CRAWL_CONCURRENCY', 48, wholeNumber(1, 1_000)),
    deadlineMs: read('CRAWL_DEADLINE_MS', 25_000, wholeNumber(1_000, 300_000)),
    allowedPrivateAddresses: read<readonly AddressRange[]>(
      'ALLOWED_PRIVATE_ADDRESSES',
      [],
      list(addressRange),
    ),
    crawlScheme: read<'https' | 'http'>('CRAWL_SCHEME', 'https', oneOf('https', 'http')),
    crawlPort: read<number | null>('CRAWL_PORT', null, wholeNumber(1, 65_535)),
    nameServers: read<readonly string[]>('CRAWL_NAME_SERVERS', [], list(nameServer)),
    backups: {
      folder: read<string | null>('BACKUP_FOLDER', backupFolderOf(shared.databasePath), folderOrOff),
      days: read('BACKUP_DAYS', 3, wholeNumber(1, 366)),
      weeks: read('BACKUP_WEEKS', 4, wholeNumber(0, 520)),
    },
    bundles: { folder: shared.bundleFolder, kept: read('BUNDLES_KEPT', 3, wholeNumber(1, 1_000)) },
    queueUrl: read<string | null>('CRAWL_QUEUE_URL', null, postgresAddress),
    logFormat: read<LogFormat | null>('LOG_FORMAT', null, oneOf(...LOG_FORMATS)),
    place: read('VANTAGE', hostname().slice(0, 40), placeName),
  };
  complain();
  return settings;
}

const postgresAddress: Reader<string> = (text) =>
  /^postgres(?:ql)?:$/.test(URL.parse(text)?.protocol ?? '')
    ? { value: text }
    : { meant: 'an address such as postgres://user:password@host/database' };

const placeName: Reader<string> = (text) =>
  /^[A-Za-z0-9.-]{1,40}$/.test(text) ? { value: text } : { meant: 'a short name such as paris-1' };

const cronExpression: Reader<string> = (text) => {
  try {
    return { value: new CronTime(text, 'UTC').source.toString() };
  } catch {
    return { meant: 'a cron expression, such as */5 * * * *' };
  }
};

const nameServer: Reader<string> = (text) => {
  const host = text.replace(/^\[?([^\]]*?)\]?(?::\d+)?$/, '$1');
  return isIP(host) !== 0 ? { value: text } : { meant: 'addresses such as 127.0.0.1:53' };
};
