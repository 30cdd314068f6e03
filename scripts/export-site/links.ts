/** Where each address of the site lies in its static export, and what the links of a page become. Pure. */
import { createHash } from 'node:crypto';

/** Answers that a file host can hold: views of graphs, and further pages of the directory. Filters and choices want the app. */
const KEPT_VIEWS = new Set(['metric', 'mode', 'range', 'after', 'day', 'month']);
/** Of each instance there is its page as it first shows. */
const ONE_VIEW = /^\/(?:en|fr)\/instances\/./;
const LINK = /(\s(?:href|src)=")([^"]*)(")/g;
const SCRIPT = /<script\b[^>]*\bsrc=[^>]*><\/script>/g;
/** Stands for the site itself while its links are read. */
const BASE = 'https://site.invalid';

/** An address of the app that the export holds; `null`: it lies elsewhere, or is only a place on the page. */
export function keptAddress(link: string, lang: string): string | null {
  const text = link.replaceAll('&amp;', '&');
  if (text === '' || text.startsWith('#')) return null;
  const url = URL.parse(text, BASE);
  if (url === null || url.origin !== BASE || !text.startsWith('/')) return null;
  const isData = /^\/(?:api|assets|embed|badges?|feeds?|data|oembed)\b|\.[a-z0-9]{2,8}$/.test(url.pathname);
  const isOwnLanguage = /^\/(?:en|fr)(?:\/|$)/.test(url.pathname);
  const path = isData || isOwnLanguage ? url.pathname : `/${lang}${url.pathname}`;
  if (isData && !isOwnLanguage) return path + url.search;
  const keys = [...url.searchParams.keys()];
  const isKept = !ONE_VIEW.test(path) && keys.every((key) => KEPT_VIEWS.has(key));
  url.searchParams.sort();
  return (path === '/' ? path : path.replace(/\/$/, '')) + (isKept ? url.search : '');
}

/** The file that holds an answer, from the export's root. @param type its content type */
export function fileOf(address: string, type: string): string {
  const [path = '', query] = address.slice(1).split('?');
  const mark = query === undefined ? '' : createHash('sha256').update(query).digest('hex').slice(0, 10);
  if (type.startsWith('text/html')) return [path, mark, 'index.html'].filter((part) => part !== '').join('/');
  const ending = endingOf(type);
  const bare = path.endsWith(ending) ? path.slice(0, -ending.length) : path;
  const isNamed = ending === '' || path.endsWith(ending);
  if (mark === '') return isNamed ? path : path + ending;
  return ending === '' ? `${path}-${mark}` : `${bare}-${mark}${ending}`;
}

function endingOf(type: string): string {
  const endings: readonly (readonly [RegExp, string])[] = [
    [/^application\/(?:.*\+)?json/, '.json'],
    [/^text\/csv/, '.csv'],
    [/^image\/svg/, '.svg'],
    [/^image\/png/, '.png'],
    [/^application\/atom/, '.xml'],
  ];
  return endings.find(([pattern]) => pattern.test(type))?.[1] ?? '';
}

/** The address that a file answers to on any file host. */
export function addressOf(file: string): string {
  return `/${file.replace(/(^|\/)index\.html$/, '$1')}`;
}

/** The addresses that a page of the app links to. */
export function linksOf(html: string, lang: string): readonly string[] {
  const links = [...html.matchAll(LINK)].map((match) => keptAddress(match[2] ?? '', lang));
  return [...new Set(links.filter((address) => address !== null))];
}

/**
 * The page with its links led to files, and without the scripts, which ask an app that is not there: every page works
 * without them.
 * @param place of an address in the export; `null`: it is not there, and the link goes away
 */
export function rewritten(html: string, lang: string, place: (address: string) => string | null): string {
  return html.replace(SCRIPT, '').replace(LINK, (whole, before: string, link: string, after: string) => {
    const address = keptAddress(link, lang);
    if (address === null) return whole;
    const [, fragment] = link.split('#');
    const file = place(address);
    if (file === null) return '';
    return `${before}${file}${fragment === undefined ? '' : `#${fragment}`}${after}`;
  });
}
