/** Reads the kinds of records that most formats share: an instance on a day, its week, a total of the network, a bare name. Pure. */
import { judge } from '../../crawler/figures.ts';
import { areDice } from '../../crawler/software/gotosocial.ts';
import { isMachine } from '../../crawler/software/machines.ts';
import { parseDomain } from '../../db/domain.ts';
import type { StagedTotal } from '../../db/imports/staging.ts';
import { FIGURES, type Figures, type Registrations } from '../../db/model.ts';
import { periodStart } from '../../db/series/periods.ts';
import { PUBLISHED_FIGURES } from '../../db/network/published.ts';
import { whyRefused } from '../add.ts';
import { countIn, flagIn, isBlank, momentIn } from './cells.ts';
import type { Reading, Row, Surroundings } from './format.ts';

const broken = (why: string): Reading => ({ kind: 'broken', why });
/** Versions and names of software are short; what is longer is something else. */
const LONGEST_WORD = 64;

/** Open or not, and with or without approval, as two columns tell it. */
export function registrationsOf({ open, approval }: Pick<Row, 'open' | 'approval'>): Registrations | null {
  const isOpen = flagIn(open);
  if (isOpen === false) return 'closed';
  if (flagIn(approval) === true) return 'approval';
  return isOpen === true ? 'open' : null;
}

/** A word in one column: open, closed, by approval; invitations let nobody in who was not invited. */
export function registrationsIn(text: string): Registrations | null {
  const word = text.trim().toLowerCase();
  if (/approv|review|manual|application/.test(word)) return 'approval';
  if (/invit|clos/.test(word)) return 'closed';
  return registrationsOf({ open: word, approval: '' });
}

/** A name or version as the profile holds it; `null`: none, or no such thing. */
export function wordIn(text: string): string | null {
  const word = text.trim();
  return isBlank(word) || word.length > LONGEST_WORD || /\p{Cc}/u.test(word) ? null : word;
}

export type DayWords = {
  readonly software?: string | null;
  readonly version?: string | null;
  readonly registrations?: Registrations | null;
};

/**
 * An instance's figures on a day. Counts are judged as those that instances tell us are: one that cannot be true is left out,
 * and where the accounts cannot be, nothing of the record is believed.
 */
export function readDay(
  row: Row,
  { now, at: listAt, allowedSuffixes }: Surroundings,
  words: DayWords = {},
): Reading {
  const domain = parseDomain(row.domain, allowedSuffixes);
  if (domain === null) return broken(`${JSON.stringify(row.domain.slice(0, 80))}: ${whyRefused(row.domain)}`);
  const at = listAt ?? momentIn(row.at, now);
  if (at === null)
    return broken(
      isBlank(row.at) ? 'has no date' : `no date that can be: ${JSON.stringify(row.at.slice(0, 40))}`,
    );
  // A list tells of relays and bridges too; whose accounts those are is told elsewhere.
  if (isMachine(words.software ?? null)) return { kind: 'nothing' };
  const { figures, refusals } = judge({
    users: [countIn(row.users)],
    activeMonth: [countIn(row.activeMonth)],
    activeHalfYear: [countIn(row.activeHalfYear)],
    activeWeek: [countIn(row.activeWeek)],
    statuses: [countIn(row.statuses)],
    connections: [countIn(row.connections)],
  });
  const refused = refusals[0];
  const isNothing = FIGURES.every((figure) => figures[figure] === null);
  if (refused !== undefined && (isNothing || refused.figure === 'users')) {
    return broken(`${refused.figure} ${JSON.stringify(refused.raw)}: ${refused.rule}`);
  }
  if (isNothing) return { kind: 'nothing' };
  if (words.software === 'gotosocial' && areDice(figures)) return broken('random numbers of a GoToSocial');
  return {
    kind: 'day',
    domain,
    at,
    figures,
    software: words.software ?? null,
    version: words.version ?? null,
    registrations: words.registrations ?? null,
  };
}

type Count = Pick<Figures, 'statuses'>;
const countOf = (text: string): number | null =>
  judge({ statuses: [countIn(text)] }).figures.statuses satisfies Count['statuses'];

/** A week of an instance's own log. It begins at any hour of any day, as served; it belongs to the Monday before. */
export function readWeek(row: Row, { now, allowedSuffixes }: Surroundings): Reading {
  const domain = parseDomain(row.domain, allowedSuffixes);
  if (domain === null) return broken(`${JSON.stringify(row.domain.slice(0, 80))}: ${whyRefused(row.domain)}`);
  const at = momentIn(row.week, now);
  if (at === null) return broken(`no week that can be: ${JSON.stringify(row.week.slice(0, 40))}`);
  const [statuses, logins, registrations] = [row.statuses, row.logins, row.registrations].map(countOf);
  if ((statuses ?? logins ?? registrations ?? null) === null) return { kind: 'nothing' };
  return {
    kind: 'week',
    domain,
    weekAt: periodStart('week', at),
    statuses: statuses ?? null,
    logins: logins ?? null,
    registrations: registrations ?? null,
  };
}

/** Totals of the network at a moment. A total of nothing is no total: a crawl that failed. */
export function readTotals(row: Row, { now }: Surroundings): Reading {
  const at = momentIn(row.at, now);
  if (at === null) return broken(`no date that can be: ${JSON.stringify(row.at.slice(0, 40))}`);
  const totals = PUBLISHED_FIGURES.flatMap((figure): StagedTotal[] => {
    const value = countOf(row[figure]);
    return value === null || value === 0 ? [] : [{ at, figure, value }];
  });
  if (totals.length > 0) return { kind: 'totals', totals };
  const told = PUBLISHED_FIGURES.map((figure) => row[figure]).find((text) => !isBlank(text));
  return told === undefined ? { kind: 'nothing' } : broken(`no count: ${JSON.stringify(told.slice(0, 40))}`);
}

/** A name to try. */
export function readName(row: Row, { allowedSuffixes }: Surroundings): Reading {
  const domain = parseDomain(row.domain, allowedSuffixes);
  return domain === null
    ? broken(`${JSON.stringify(row.domain.slice(0, 80))}: ${whyRefused(row.domain)}`)
    : { kind: 'name', domain };
}
