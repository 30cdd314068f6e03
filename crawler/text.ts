/** Turns text written by strangers into one line of plain text; the result is still no markup and must be escaped where shown. */
import sanitizeHtml from 'sanitize-html';

/** Markup around a text may be many times longer than the text; more than this is cut before any work. */
const MARKUP_FACTOR = 8;
const MARKUP_ALLOWANCE = 2_000;

const BLOCK =
  /<(?=\/?(?:address|article|aside|blockquote|br|dd|details|div|dl|dt|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|summary|table|td|th|tr|ul)\b)/gi;

/** Line and paragraph ends, tab, vertical tab, form feed, next line: what parts words. */
// oxlint-disable-next-line no-control-regex -- these are what it looks for
const BREAKS = /[\t-\r\u0085\u2028\u2029]+/g;
/**
 * Controls; soft hyphen; joiners, marks and fillers without width; direction overrides and isolates; tags; interlinear
 * and language marks: all invisible, all used to forge names. The two joiners of `JOINERS` are looked at one by one.
 */
const INVISIBLE =
  // oxlint-disable-next-line no-control-regex, no-misleading-character-class -- these are what it looks for
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]/gu;
const JOINERS = /[\u200c\u200d]/;
/** Persian and the Indic scripts spell with joiners. */
const JOINING =
  '\\p{scx=Arab}\\p{scx=Beng}\\p{scx=Deva}\\p{scx=Gujr}\\p{scx=Guru}\\p{scx=Khmr}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Orya}\\p{scx=Sinh}\\p{scx=Syrc}\\p{scx=Taml}\\p{scx=Telu}';
const STRAY_NON_JOINER = new RegExp(`(?<![${JOINING}])\\u200c|\\u200c(?![${JOINING}])`, 'gu');
/** Families, flags and professions are emoji glued with joiners. */
const GLUED = `${JOINING}\\p{ExtPict}\\p{EMod}\\ufe0f`;
const STRAY_JOINER = new RegExp(`(?<![${GLUED}])\\u200d|\\u200d(?![${GLUED}])`, 'gu');
/** Three marks on a letter are more than any living orthography stacks (Vietnamese two, Hebrew with cantillation three). */
const MARKS = /(\p{M}{3})\p{M}+/gu;

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * One line of plain text: markup and entities resolved, nothing invisible, white space folded, well-formed.
 * @param maxLength UTF-16 units of the result, cut between graphemes and ended with an ellipsis. Blank becomes ''.
 */
export function plain(hostile: string, maxLength: number): string {
  // Bounded first: everything below is linear, but not for free.
  const bounded = hostile.slice(0, maxLength * MARKUP_FACTOR + MARKUP_ALLOWANCE);
  let line = withoutMarkup(bounded).toWellFormed().replace(BREAKS, ' ').replace(INVISIBLE, '');
  if (JOINERS.test(line)) line = line.replace(STRAY_NON_JOINER, '').replace(STRAY_JOINER, '');
  return cut(line.replace(MARKS, '$1').replaceAll(/\s+/g, ' ').trim(), maxLength);
}

function withoutMarkup(source: string): string {
  if (!/[<&]/.test(source)) return source;
  const escaped = sanitizeHtml(source.replace(BLOCK, ' <'), { allowedTags: [], allowedAttributes: {} });
  // It answers HTML: these three are the only entities it writes outside tags.
  return escaped.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function cut(line: string, maxLength: number): string {
  if (line.length <= maxLength) return line;
  // The start of the grapheme in which the ellipsis would fall.
  const end = GRAPHEMES.segment(line.slice(0, maxLength + 1)).containing(maxLength - 1)?.index ?? 0;
  return `${line.slice(0, end).trimEnd()}…`;
}
