/** The box beside a graph with the addresses to embed it, and the picture that stands beside a link to its page. Plain text to copy, no script. */
import { embedAddress, type Ending, type Named, type Subject } from '../embed/subject.ts';
import { pastDay, type PageContext } from './context.ts';
import { html, NOTHING, type Html } from './html.ts';
import type { Preview } from './layout.ts';

/** Px of a frame or picture as it is handed out. */
const USUAL = { width: 800, height: 420, frameHeight: 600 };

/** Markup as text: what stands in it is escaped once as markup, and once more by the box that shows it. */
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

/** What somebody pastes for a frame. */
export function frameMarkup(address: string, title: string, width: number, height: number): string {
  return `<iframe src="${attribute(address)}" title="${attribute(title)}" width="${width}" height="${height}" loading="lazy" frameborder="0"></iframe>`;
}

function pictureMarkup(address: string, title: string): string {
  return `<img src="${attribute(address)}" alt="${attribute(title)}" width="${USUAL.width}" height="${USUAL.height}" loading="lazy">`;
}

function copied(label: string, id: string, text: string): Html {
  return html`<label for="${id}">${label}</label
    ><textarea id="${id}" rows="3" readonly spellcheck="false">${text}</textarea>`;
}

/** What is embedded from a past day stays on it. */
function onDay(ctx: PageContext): { readonly on?: string } {
  const day = pastDay(ctx);
  return day === null ? {} : { on: day };
}

/** @param options how the graph is read just now @param name of the graph on the page */
export function shareBox(
  ctx: PageContext,
  subject: Subject,
  chart: Pick<Named, 'id'>,
  options: Readonly<Record<string, string>>,
  title: string,
  name: string = chart.id,
): Html {
  // Frames and pictures are drawn when they are asked for.
  if (ctx.isStill) return NOTHING;
  const { embed } = ctx.t;
  const address = (ending: Ending): string =>
    `${ctx.publicUrl}${embedAddress(subject, chart, ending, { ...options, ...onDay(ctx), lang: ctx.lang })}`;
  const id = `share-${name}`;
  return html`<details class="graph-table share" id="${id}">
    <summary>${embed.share}</summary>
    <p>${embed.shareText}</p>
    ${copied(embed.frame, `${id}-frame`, frameMarkup(address(''), title, USUAL.width, USUAL.frameHeight))}
    ${copied(embed.picture, `${id}-picture`, pictureMarkup(address('.svg'), title))}
    <p><a href="${address('.png')}">${embed.preview}</a></p>
  </details>`;
}

/** What stands beside a link to the page of this graph. */
export function previewOf(subject: Subject, chart: Pick<Named, 'id'>): Preview {
  return { picture: embedAddress(subject, chart, '.png'), isEmbeddable: true };
}
