/** What a request asks for besides its path: language and format. Prefix and suffix are taken off before routing. */
import type { IncomingMessage } from 'node:http';
import type { FastifyRequest } from 'fastify';
import { LANGUAGES } from './format.ts';
import type { Language } from './format.ts';

/** A parameter of one meaning in an Accept header: 'fr;q=0.8'. */
type Preference = { readonly name: string; readonly weight: number };
export type AskedLanguage = { readonly lang: Language; readonly base: '' | `/${Language}` };

const prefixes = new WeakMap<IncomingMessage, Language>();
const suffixes = new WeakMap<IncomingMessage, TableFormat>();
/** Besides JSON: text for spreadsheets, or columns for engines. */
export type TableFormat = 'csv' | 'parquet';
const TYPES: Readonly<Record<TableFormat, string>> = {
  csv: 'text/csv',
  parquet: 'application/vnd.apache.parquet',
};

/**
 * The address to route: without a leading /en or /fr, which is remembered, and without .csv after an address of the API,
 * or .parquet after that of a series.
 * Redirects nobody, so nothing in the address can send a visitor elsewhere.
 */
export function routedUrl(raw: IncomingMessage): string {
  const url = raw.url ?? '/';
  const prefix = /^\/(en|fr)(?=[/?]|$)/.exec(url);
  const lang = LANGUAGES.find((candidate) => candidate === prefix?.[1]);
  if (lang !== undefined) prefixes.set(raw, lang);
  const rest = url.slice(prefix?.[0].length ?? 0);
  const path = rest.startsWith('/') ? rest : `/${rest}`;
  const [whole, bare] =
    /^(\/api\/v1\/[^?]+)\.csv(?=\?|$)/.exec(path) ??
    /^(\/api\/v1\/(?:[^?]+\/series|compare))\.parquet(?=\?|$)/.exec(path) ??
    [];
  if (whole === undefined || bare === undefined) return path;
  suffixes.set(raw, whole.endsWith('csv') ? 'csv' : 'parquet');
  return `${bare}${path.slice(whole.length)}`;
}

/** By the address's prefix, else by Accept-Language, else English. */
export function askedLanguage(request: Pick<FastifyRequest, 'raw' | 'headers'>): AskedLanguage {
  const prefix = prefixes.get(request.raw);
  if (prefix !== undefined) return { lang: prefix, base: `/${prefix}` };
  return { lang: preferredLanguage(request.headers['accept-language']), base: '' };
}

/** The first language offered that the header ranks highest; English where it names none of ours. */
export function preferredLanguage(header: string | undefined): Language {
  for (const { name } of preferences(header)) {
    const lang = LANGUAGES.find((candidate) => candidate === name.split('-', 1)[0]);
    if (lang !== undefined) return lang;
  }
  return 'en';
}

type Asking = Pick<FastifyRequest, 'raw' | 'headers'>;

/** By format=, else by the address's .csv, else by an Accept header that ranks CSV above JSON. */
export function wantsCsv(request: Asking, format: string | undefined): boolean {
  return tableFormat(request, format, ['csv']) === 'csv';
}

/**
 * By format=, else by the address's ending, else by an Accept header that ranks one of them above JSON.
 * @param offered the first one is taken where it makes no difference. @returns `null`: JSON
 */
export function tableFormat(
  request: Asking,
  format: string | undefined,
  offered: readonly TableFormat[],
): TableFormat | null {
  if (format !== undefined) return offered.find((one) => one === format) ?? null;
  const suffix = suffixes.get(request.raw);
  if (suffix !== undefined) return suffix;
  const accepted = preferences(request.headers.accept);
  const rank = (name: string): number => accepted.find((one) => one.name === name)?.weight ?? 0;
  const [best = null] = offered.toSorted((a, b) => rank(TYPES[b]) - rank(TYPES[a]));
  return best !== null && rank(TYPES[best]) > rank('application/json') ? best : null;
}

export type Encoding = 'br' | 'gzip' | 'identity';

/** The best of those that an Accept-Encoding header ranks highest; brotli where it makes no difference. */
export function acceptedEncoding(header: string | string[] | undefined): Encoding {
  const accepted = preferences([header ?? ''].flat().join(','));
  const rank = (name: Encoding): number => accepted.find((one) => one.name === name)?.weight ?? 0;
  const best = Math.max(rank('br'), rank('gzip'));
  if (best === 0 || rank('identity') > best) return 'identity';
  return rank('br') === best ? 'br' : 'gzip';
}

/** Names of a comma list with q values, best first, refused ones (q=0) left out. */
function preferences(header = ''): Preference[] {
  return header
    .slice(0, 1_000)
    .split(',')
    .map((part): Preference => {
      const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
      const q = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      const weight = q === undefined ? 1 : Number(q);
      return { name, weight: Number.isFinite(weight) ? weight : 0 };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
}

/**
 * Query parameters of an address. Empty ones count as not given and repeated ones are joined by commas,
 * because that is what HTML forms send.
 */
export function queryParameters(text: string): Record<string, string> {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (value === '') continue;
    const before = parameters.get(name);
    parameters.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(parameters);
}

/** Whether an If-None-Match header names this entity tag; the W/ of weak tags makes no difference (RFC 9110, 13.1.2). */
export function isKnownVersion(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return header.trim() === '*' || header.split(',').some((tag) => opaque(tag) === opaque(etag));
}
