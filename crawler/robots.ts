/** Reads robots.txt for our own product token; it must never be slower on a hostile file than on a large one. */
import robotsParser from 'robots-parser';

export type Robots = {
  /** @param path absolute path on the instance, with its query */
  readonly isAllowed: (path: string) => boolean;
  /** Seconds wanted between two requests; `null` where none are told. */
  readonly crawlDelaySeconds: number | null;
};

/** The name instances address us by in robots.txt; `*` counts where no group names it. */
const PRODUCT_TOKEN = 'Herdbook';
/** Characters; RFC 9309 asks for at least 500 KiB. */
const MAX_LENGTH = 500_000;
/** Matching costs pattern times path; the paths we ask for are far shorter. */
const MAX_PATTERN_LENGTH = 512;
/** Each matters for a moment at every request; the longest file known has some hundreds. */
const MAX_RULES = 5_000;

const ALLOW_ALL: Robots = { isAllowed: () => true, crawlDelaySeconds: null };

/**
 * @param body text of the file; an HTML page in its place allows everything, as no file does
 * @param origin scheme and host it came from, as in `https://example.org`
 */
export function parseRobots(body: string, origin: string): Robots {
  return readRules(robotsRules(body), origin);
}

/** @param rules as `robotsRules` gives them */
export function readRules(rules: string, origin: string): Robots {
  if (rules === '') return ALLOW_ALL;
  const parsed = robotsParser(`${origin}/robots.txt`, rules);
  const delay = parsed.getCrawlDelay(PRODUCT_TOKEN);
  return {
    // `undefined` means the address is not of this origin: not ours to ask.
    isAllowed: (path) => parsed.isAllowed(origin + path, PRODUCT_TOKEN) ?? false,
    crawlDelaySeconds: delay !== undefined && Number.isFinite(delay) && delay > 0 ? delay : null,
  };
}

/**
 * What is worth keeping of a file: the groups that concern us, spelled as robots-parser understands them. By itself it takes `Herdbook crawler` for
 * another agent, splits a group at any line it does not know, forgets a group without rules, and copies every rule
 * to every agent of a group (quadratic in a hostile file).
 */
export function robotsRules(body: string): string {
  const text = cutAtLine(body).trim();
  if (text.startsWith('<')) return '';
  const kept: string[] = [];
  let isNaming = false;
  let isOurs = false;
  for (const line of text.split(/\r\n?|\n/)) {
    const field = readLine(line);
    if (field === null || kept.length >= MAX_RULES) continue;
    if (field.name === 'user-agent') {
      const agent = agentToken(field.value);
      if (!isNaming) isOurs = false;
      isNaming = true;
      if (agent === null) continue;
      kept.push(`user-agent: ${agent}`);
      isOurs = true;
    } else {
      // The empty rule keeps a group in which no rule follows.
      if (isOurs && isNaming) kept.push('disallow:');
      isNaming = false;
      if (isOurs) kept.push(`${field.name}: ${field.value}`);
    }
  }
  if (isOurs && isNaming) kept.push('disallow:');
  return kept.join('\n');
}

function cutAtLine(body: string): string {
  if (body.length <= MAX_LENGTH) return body;
  return body.slice(0, Math.max(0, body.lastIndexOf('\n', MAX_LENGTH)));
}

type Field = { readonly name: 'user-agent' | 'allow' | 'disallow' | 'crawl-delay'; readonly value: string };

/** `null` for comments, blank lines and fields of others (sitemap, host): they do not end a group (RFC 9309, 2.2). */
function readLine(line: string): Field | null {
  const colon = line.indexOf(':');
  if (colon < 0 || colon > 40) return null;
  const name = line.slice(0, colon).trim().toLowerCase();
  const value = (line.slice(colon + 1).split('#', 1)[0] ?? '').trim();
  if (name === 'user-agent') return { name, value };
  if (name === 'crawl-delay') return value === '' ? null : { name, value: value.slice(0, 20) };
  if (name !== 'allow' && name !== 'disallow') return null;
  const pattern = patternOf(value);
  return pattern === null ? null : { name, value: pattern };
}

/** Herdbook or `*`; `null` for others. Versions and words after the token are ignored, as RFC 9309 says. */
function agentToken(value: string): string | null {
  if (/^\*(?:\s|$)/.test(value)) return '*';
  const token = /^[a-z_-]+/i.exec(value)?.[0].toLowerCase();
  return token === PRODUCT_TOKEN.toLowerCase() ? token : null;
}

/** `null` for patterns too long to match any path we ask for; several stars in a row are one. */
function patternOf(value: string): string | null {
  if (value.length > MAX_PATTERN_LENGTH) return null;
  if (value === '') return value;
  // `Disallow: api/` matches nothing by the letter, and was plainly meant.
  const rooted = value.startsWith('/') || value.startsWith('*') ? value : `/${value}`;
  return rooted.replaceAll(/\*{2,}/g, '*').replaceAll(/%[0-9a-f]{2}/gi, (octet) => {
    // Letters and digits are the same rule whether escaped or not.
    const letter = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
    return /[a-z0-9._~-]/i.test(letter) ? letter : octet;
  });
}
