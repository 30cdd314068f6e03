/** A feed's entries, and how they are written as Atom 1.0 and JSON Feed 1.1. Pure; every text goes out as plain text. */
import { html, render } from '../pages/html.ts';

export type Entry = {
  /** Never changes and never comes again: an address of ours that tells when and what. */
  readonly id: string;
  /** Plain text. */
  readonly title: string;
  /** The page it is about. */
  readonly link: string;
  /** Unix seconds. */
  readonly at: number;
};
export type Feed = {
  /** The address that the feed is asked for by, in this form. */
  readonly self: string;
  /** The page that it belongs to. */
  readonly home: string;
  readonly lang: string;
  readonly title: string;
  readonly text: string;
  readonly author: string;
  /** The newest first. */
  readonly entries: readonly Entry[];
};

const time = (at: number): string => new Date(at * 1000).toISOString();

/** XML has no room for these, however they are written. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;
const plain = (text: string): string => text.replaceAll(FORBIDDEN, '');

/** When the newest entry is of; the beginning of time where there is none. */
function updatedAt({ entries }: Feed): number {
  return Math.max(0, ...entries.map(({ at }) => at));
}

export function atom(feed: Feed): string {
  const written = html`<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.lang}"
    ><id>${feed.self}</id><title type="text">${feed.title}</title><subtitle type="text">${feed.text}</subtitle
    ><updated>${time(updatedAt(feed))}</updated><author><name>${feed.author}</name></author
    ><link rel="self" type="application/atom+xml" href="${feed.self}" /><link
      rel="alternate"
      type="text/html"
      href="${feed.home}"
    />${feed.entries.map(
      ({ id, title, link, at }) =>
        html`<entry
          ><id>${id}</id><title type="text">${plain(title)}</title><updated>${time(at)}</updated
          ><published>${time(at)}</published><link rel="alternate" type="text/html" href="${link}"
        /></entry>`,
    )}</feed
  >`;
  return `<?xml version="1.0" encoding="utf-8"?>\n${render(written)}`;
}

export function jsonFeed(feed: Feed): string {
  return JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title: feed.title,
    description: feed.text,
    home_page_url: feed.home,
    feed_url: feed.self,
    language: feed.lang,
    authors: [{ name: feed.author }],
    items: feed.entries.map(({ id, title, link, at }) => ({
      id,
      url: link,
      title,
      content_text: title,
      date_published: time(at),
    })),
  });
}
