/** The web app's settings: the only reader of its environment variables. Refuses with every complaint at once. */
import { Type } from 'typebox';
import { Value } from 'typebox/value';

export type WebSettings = {
  readonly host: string;
  /** 0: any free port. */
  readonly port: number;
  readonly databasePath: string;
  /** Canonical address of the site, without a trailing slash. */
  readonly publicUrl: string;
  /** Shown to visitors; `null`: none. */
  readonly contact: string | null;
  /** Reserved suffixes to take for domains all the same. */
  readonly allowedSuffixes: readonly string[];
};

/** Settings that cannot be used; the message has a line for each of them. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

type Env = Readonly<Record<string, string | undefined>>;

const PORT = '6553[0-5]|655[0-2][0-9]|65[0-4][0-9]{2}|6[0-4][0-9]{3}|[1-5][0-9]{4}|[0-9]{1,4}';

const Environment = Type.Object({
  HOST: Type.String({ pattern: '^[A-Za-z0-9.:_-]{1,253}$' }),
  PORT: Type.String({ pattern: `^(${PORT})$` }),
  DATABASE_PATH: Type.String({ pattern: '^[^\\x00]+$' }),
  PUBLIC_URL: Type.Refine(Type.String(), (text) => isWebAddress(text)),
  CONTACT: Type.String({ pattern: '^[\\x20-\\x7e]{0,200}$' }),
  ALLOWED_SUFFIXES: Type.String({ pattern: '^(\\.?[A-Za-z0-9-]+([\\s,]+|$))*$' }),
});
type Variable = keyof typeof Environment.properties;

const HAS_TO_BE: Readonly<Record<Variable, string>> = {
  HOST: 'an address or host name to listen on, such as 127.0.0.1',
  PORT: 'a whole number from 0 to 65535',
  DATABASE_PATH: 'the path of a file',
  PUBLIC_URL: 'a web address such as https://herdbook.example.org',
  CONTACT: 'at most 200 printable ASCII characters',
  ALLOWED_SUFFIXES: 'suffixes such as test, with commas between them',
};

/**
 * Reads the web app's settings. Empty variables count as not set.
 * @throws SettingsError naming every variable that cannot be used
 */
export function readWebSettings(env: Env): WebSettings {
  const given = (name: string): string | undefined => env[name]?.trim() || undefined;
  const host = given('HOST') ?? '127.0.0.1';
  const port = given('PORT') ?? '3000';
  const values = {
    HOST: host,
    PORT: port,
    DATABASE_PATH: given('DATABASE_PATH') ?? 'data/herdbook.sqlite',
    PUBLIC_URL: given('PUBLIC_URL') ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    CONTACT: given('CONTACT') ?? '',
    ALLOWED_SUFFIXES: given('ALLOWED_SUFFIXES') ?? '',
  };
  const complaints = complaintsAbout(values, (name) => given(name) !== undefined);
  if (complaints.length > 0) throw new SettingsError(complaints.join('\n'));
  return {
    host,
    port: Number(port),
    databasePath: values.DATABASE_PATH,
    publicUrl: new URL(values.PUBLIC_URL).href.replace(/\/+$/, ''),
    contact: values.CONTACT === '' ? null : values.CONTACT,
    allowedSuffixes: values.ALLOWED_SUFFIXES.split(/[\s,]+/)
      .filter((suffix) => suffix !== '')
      .map((suffix) => suffix.replace(/^\./, '').toLowerCase()),
  };
}

/** A default that follows from another bad variable (the address from the host) is not complained about twice. */
function complaintsAbout(
  values: Type.Static<typeof Environment>,
  isGiven: (name: string) => boolean,
): string[] {
  const bad = new Set(Value.Errors(Environment, values).map((error) => error.instancePath.slice(1)));
  return Object.entries(HAS_TO_BE)
    .filter(([name]) => bad.has(name) && isGiven(name))
    .map(([name, meaning]) => `${name}: has to be ${meaning}`);
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '';
}
