/** The French texts, put together from one file per page. */
import { about, crawler, method } from './fr/prose.ts';
import { api } from './fr/api.ts';
import { error, footer, nav, notice, site } from './fr/frame.ts';
import { changes, failures, figures, refusals, registrations, standings, states } from './fr/words.ts';
import { choose } from './fr/choose.ts';
import { day } from './fr/day.ts';
import { compare } from './fr/compare.ts';
import { data } from './fr/data.ts';
import { dashboard } from './fr/dashboard.ts';
import { directory } from './fr/directory.ts';
import { embed } from './fr/embed.ts';
import { feeds } from './fr/feeds.ts';
import { graph } from './fr/graph.ts';
import { home } from './fr/home.ts';
import { instance } from './fr/instance.ts';
import { ledger } from './fr/ledger.ts';
import { past } from './fr/past.ts';
import { official } from './fr/official.ts';
import { shapes } from './fr/shapes.ts';
import { stats } from './fr/stats.ts';
import { suggest } from './fr/suggest.ts';
import { visits } from './fr/visits.ts';
import type { Messages } from '../messages.ts';

export const fr: Messages = {
  site,
  nav,
  footer,
  notice,
  error,
  api,
  figures,
  registrations,
  states,
  failures,
  refusals,
  standings,
  changes,
  graph,
  day,
  dashboard,
  embed,
  feeds,
  home,
  data,
  directory,
  choose,
  compare,
  instance,
  ledger,
  official,
  past,
  shapes,
  stats,
  suggest,
  visits,
  method,
  crawler,
  about,
};
