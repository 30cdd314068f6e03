/** The English texts, put together from one file per page. */
import { about, crawler, method } from './en/prose.ts';
import { api } from './en/api.ts';
import { error, footer, nav, notice, site } from './en/frame.ts';
import { changes, failures, figures, refusals, registrations, standings, states } from './en/words.ts';
import { choose } from './en/choose.ts';
import { day } from './en/day.ts';
import { compare } from './en/compare.ts';
import { data } from './en/data.ts';
import { dashboard } from './en/dashboard.ts';
import { directory } from './en/directory.ts';
import { embed } from './en/embed.ts';
import { feeds } from './en/feeds.ts';
import { graph } from './en/graph.ts';
import { home } from './en/home.ts';
import { instance } from './en/instance.ts';
import { ledger } from './en/ledger.ts';
import { past } from './en/past.ts';
import { official } from './en/official.ts';
import { shapes } from './en/shapes.ts';
import { stats } from './en/stats.ts';
import { suggest } from './en/suggest.ts';
import { visits } from './en/visits.ts';

export const en = {
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
