/** Reads what an instance's page shows beside its figures and words. Draws nothing and knows nothing of HTTP. */
import { asOfDay } from '../../db/past/as-of.ts';
import type { InstanceDetail } from '../../db/instance.ts';
import { ledgerOf } from '../../db/trust/ledger.ts';
import { findOfficial, type OfficialEntry } from '../../db/official/official.ts';
import type { Database } from '../../db/open.ts';
import { reachedFrom } from '../../db/visits/places.ts';
import { newestDay } from '../../db/series/series.ts';
import { dayOf } from '../../db/time.ts';
import { upkeepOf } from '../../db/catalogue/upkeep.ts';
import { verdictsOn } from '../../db/trust/verdicts.ts';
import { visitDays } from '../../db/visits/visit-days.ts';
import type { MoreView } from '../pages/instance-more.ts';
import { alternativesView } from './choose.ts';

/** Days of the availability strip. */
const STRIP_DAYS = 90;

/** @param now Unix seconds; decides which lots are drawn today, nothing else */
export function moreView(db: Database, instance: InstanceDetail, now: number): MoreView {
  const days = visitDays(db, instance.domain, STRIP_DAYS);
  const today = dayOf(instance.lastVisitAt ?? instance.observedAt ?? now);
  // Who stands on a past day is not on the way to anywhere.
  const isPast = asOfDay(db) !== null;
  return {
    entry: findOfficial(db, instance.domain),
    // Where a past day's figures were read from is not kept.
    ledger: ledgerOf(isPast ? { ...instance, origins: {} } : instance, asOfDay(db) ?? newestDay(db)),
    alternatives: isPast ? [] : alternativesView(db, instance, now),
    days,
    reached: reachedFrom(db, instance.domain),
    verdicts: verdictsOn(db, instance.domain),
    // Nobody knows what it runs today that has never answered.
    upkeep:
      instance.state === 'discovered'
        ? null
        : upkeepOf(instance.softwareName, instance.softwareVersion, today),
  };
}

/** Sign-up by a list of e-mail domains is nowhere in an instance's own answers: the registry knows it. */
export function withAdmission(instance: InstanceDetail, entry: OfficialEntry | null): InstanceDetail {
  const isListed = entry !== null && entry.mailDomains.length > 0;
  return isListed && instance.registrations !== 'closed'
    ? { ...instance, registrations: 'restricted' }
    : instance;
}
