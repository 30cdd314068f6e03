/** What may be asked of instances.social's lists, and which instances fit. Pure; what is not known of an instance fits no filter. */
import { Type, type Static } from 'typebox';
import type { Listed } from '../../db/census.ts';
import { primarySubtag } from '../../db/directory/listing.ts';
import { OneOf } from '../routes/api/schemas.ts';
import { activeInWeek, isMastodon, languagesOf } from './census.ts';
import { idText, isOpen, topicsOf } from './instances-social-shapes.ts';
import { compareVersions, versionNumbers, type VersionNumbers } from './version-order.ts';

/** 0 stands for all there are. */
const MOST = 10_000;
const Flag = Type.Optional(Type.Boolean());
const Count = Type.Optional(Type.Integer({ minimum: 0 }));
const Word = Type.Optional(Type.String({ maxLength: 200 }));
const SORTS = [
  'name',
  'uptime',
  'https_score',
  'obs_score',
  'users',
  'statuses',
  'connections',
  'active_users',
] as const;

export const ListQuery = Type.Object(
  {
    count: Type.Optional(Type.Integer({ minimum: 0, maximum: MOST })),
    include_dead: Flag,
    include_down: Flag,
    include_closed: Flag,
    include_opt_out: Flag,
    supported_features: Type.Optional(OneOf(['mstdn_custom_emojis'])),
    'supported_features[]': Type.Optional(OneOf(['mstdn_custom_emojis'])),
    min_version: Type.Optional(Type.String({ pattern: String.raw`^\d{1,4}(\.\d{1,4}){0,2}$` })),
    min_users: Count,
    max_users: Count,
    min_active_users: Count,
    category: Word,
    language: Word,
    prohibited_content: Word,
    'prohibited_content[]': Word,
    allowed_content: Word,
    'allowed_content[]': Word,
    min_id: Type.Optional(Type.String({ pattern: '^[0-9a-f]{24}$' })),
    sort_by: Type.Optional(OneOf(SORTS)),
    sort_order: Type.Optional(OneOf(['asc', 'desc'])),
    // Clients of the first days send it beside the header; nobody looks at it.
    token: Word,
  },
  { additionalProperties: false },
);
type Asked = Static<typeof ListQuery>;

const CUSTOM_EMOJIS: VersionNumbers = [2, 0, 0];

/** Versions of forks and other programs count from elsewhere, so only Mastodon's own are compared. */
function isAtLeast(one: Listed, least: VersionNumbers): boolean {
  const version = versionNumbers(one.softwareVersion);
  return isMastodon(one) && version !== null && compareVersions(version, least) >= 0;
}

const reaches = (value: number | null, least = 0): boolean => least === 0 || (value ?? -1) >= least;

function isInState(one: Listed, asked: Asked): boolean {
  if (one.state === 'gone') return asked.include_dead === true;
  return one.state === 'up' || asked.include_down !== false;
}

function hasTopic(one: Listed, category: string | undefined): boolean {
  if (category === undefined) return true;
  const topics = topicsOf(one);
  return topics.includes(category) || (category === 'general' && topics.length === 0);
}

/** Nobody has told us what instances forbid, so asking for it finds none. */
function asksForRules(asked: Asked): boolean {
  return (
    [
      asked.prohibited_content,
      asked['prohibited_content[]'],
      asked.allowed_content,
      asked['allowed_content[]'],
    ].findIndex((text) => text !== undefined) !== -1
  );
}

function fits(one: Listed, asked: Asked, least: VersionNumbers | null): boolean {
  const { users } = one.figures;
  const { language } = asked;
  return (
    isInState(one, asked) &&
    (asked.include_closed !== false || isOpen(one) === true) &&
    (least === null || isAtLeast(one, least)) &&
    reaches(users, asked.min_users) &&
    (asked.max_users === undefined || (users !== null && users <= asked.max_users)) &&
    reaches(activeInWeek(one), asked.min_active_users) &&
    hasTopic(one, asked.category) &&
    (language === undefined || languagesOf(one).map(primarySubtag).includes(primarySubtag(language)))
  );
}

function sortValue(one: Listed, by: NonNullable<Asked['sort_by']>): number | null {
  if (by === 'users' || by === 'statuses' || by === 'connections') return one.figures[by];
  if (by === 'active_users') return activeInWeek(one);
  return by === 'uptime' ? one.availability : null;
}

/** Unknown values come last in either order, ties by domain. */
function inOrder(list: readonly Listed[], { sort_by: by, sort_order: order }: Asked): readonly Listed[] {
  if (by === undefined) return order === 'desc' ? list.toReversed() : list;
  const sign = order === 'desc' ? -1 : 1;
  const byName = (a: Listed, b: Listed): number => (a.domain < b.domain ? -1 : 1);
  if (by === 'name') return list.toSorted((a, b) => sign * byName(a, b));
  return list
    .map((one) => ({ one, value: sortValue(one, by) }))
    .toSorted((a, b) => {
      if (a.value === b.value) return byName(a.one, b.one);
      if (a.value === null || b.value === null) return a.value === null ? 1 : -1;
      return sign * (a.value - b.value);
    })
    .map(({ one }) => one);
}

export type Found = {
  readonly instances: readonly Listed[];
  readonly total: number;
  /** Where the next page begins, in the order of joining only: other orders have no pages. */
  readonly nextId: string | undefined;
};

/** @param list in the order of joining */
export function listed(list: readonly Listed[], asked: Asked): Found {
  const { count = 20, min_id: minId } = asked;
  const wantsEmojis = (asked.supported_features ?? asked['supported_features[]']) !== undefined;
  const least = versionNumbers(asked.min_version ?? null) ?? (wantsEmojis ? CUSTOM_EMOJIS : null);
  const fitting = asksForRules(asked) ? [] : list.filter((one) => fits(one, asked, least));
  const isBackwards = asked.sort_by === undefined && asked.sort_order === 'desc';
  const ordered = inOrder(fitting, asked).filter(({ id }) => {
    if (minId === undefined) return true;
    return isBackwards ? idText(id) <= minId : idText(id) >= minId;
  });
  const next = count === 0 || asked.sort_by !== undefined ? undefined : ordered[count];
  return {
    instances: count === 0 ? ordered : ordered.slice(0, count),
    total: fitting.length,
    nextId: next === undefined ? undefined : idText(next.id),
  };
}
