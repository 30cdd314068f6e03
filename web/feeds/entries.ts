/** What each feed has in it, in words: news, milestones, new instances that fit a filter. Pure but for asking the database. */
import { listInstances } from '../../db/directory/directory.ts';
import type { DirectoryFilter } from '../../db/directory/filter.ts';
import { milestones, type Milestone } from '../../db/network/milestones.ts';
import { NEWS_KINDS, newsPage, type News, type NewsKind } from '../../db/network/news.ts';
import type { Database } from '../../db/open.ts';
import { dayStart } from '../../db/time.ts';
import { nounFor } from '../charts/words.ts';
import type { PageContext } from '../pages/context.ts';
import { newsText } from '../pages/home.ts';
import { instancePath, readable } from '../pages/parts.ts';
import type { Entry } from './feed.ts';

/** Readers look in once a day or so. */
const ENTRIES = 50;
/** Pages of news looked through for those of one kind. */
const PAGES = 8;
/** Longer titles of instances are cut: they are theirs to choose. */
const TITLE_LETTERS = 80;

function named(domain: string, title: string | null): string {
  const name = readable(domain);
  return title === null || title.toLowerCase() === domain
    ? name
    : `${title.slice(0, TITLE_LETTERS)} (${name})`;
}

/** An address below ours that only names: it need not lead anywhere. */
function idOf(ctx: PageContext, ...parts: readonly (string | number)[]): string {
  return `${ctx.publicUrl}/feeds/id/${parts.map((part) => encodeURIComponent(part)).join('/')}`;
}

const pageOf = (ctx: PageContext, path: string): string => `${ctx.publicUrl}/${ctx.lang}${path}`;

/** @param kinds of news; none given: all */
export function newsEntries(ctx: PageContext, db: Database, kinds: readonly NewsKind[]): readonly Entry[] {
  const wanted = new Set(kinds.length === 0 ? NEWS_KINDS : kinds);
  const found: News[] = [];
  let after: string | undefined;
  for (let page = 0; page < PAGES && found.length < ENTRIES; page += 1) {
    const { items, next } = newsPage(db, ENTRIES, after);
    found.push(...items.filter(({ what }) => wanted.has(what)));
    if (next === null) break;
    after = next;
  }
  return found.slice(0, ENTRIES).map((item) => ({
    id: idOf(ctx, 'news', item.at, item.domain, item.what),
    title: ctx.t.feeds.changed(named(item.domain, item.title), newsText(ctx, item)),
    link: pageOf(ctx, instancePath(item.domain)),
    at: item.at,
  }));
}

export function milestoneEntries(ctx: PageContext, db: Database): readonly Entry[] {
  return milestones(db, ctx.now)
    .slice(0, ENTRIES)
    .map((one) => ({
      id: idOf(ctx, 'milestone', one.domain ?? 'network', one.figure, one.passed),
      title: milestoneText(ctx, one),
      link: pageOf(ctx, one.domain === null ? '/' : instancePath(one.domain)),
      at: one.at,
    }));
}

function milestoneText(ctx: PageContext, { domain, title, figure, passed }: Milestone): string {
  const { feeds, figures } = ctx.t;
  const who = domain === null ? feeds.network : named(domain, title);
  const noun =
    figure === 'instances' ? figures.instances.noun : nounFor(passed, { t: ctx.t, f: ctx.f, figure });
  return feeds.passed(who, ctx.f.full(passed), noun);
}

export function instanceEntries(ctx: PageContext, db: Database, filter: DirectoryFilter): readonly Entry[] {
  return listInstances(db, { filter, sort: 'age', order: 'asc', limit: ENTRIES }).rows.flatMap(
    ({ domain, title, knownSince }) =>
      knownSince === null
        ? []
        : [
            {
              id: idOf(ctx, 'instance', domain),
              title: ctx.t.feeds.joined(named(domain, title)),
              link: pageOf(ctx, instancePath(domain)),
              at: dayStart(knownSince),
            },
          ],
  );
}
