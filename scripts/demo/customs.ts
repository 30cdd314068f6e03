/** What the demo's servers run and ask for, as data: releases of the softwares and house rules. */
import type { Kind, Member } from './cast.ts';

/** NodeInfo versions that each software has during the play, with the day of the play they came out. */
export const RELEASES: Readonly<Record<Kind, readonly (readonly [day: number, version: string])[]>> = {
  mastodon: [
    [-400, '4.3.8'],
    [-90, '4.4.2'],
    [40, '4.5.0'],
    [110, '4.5.3'],
    [150, '4.6.0'],
  ],
  hometown: [
    [-400, '4.2.10+hometown-1.1.1'],
    [90, '4.3.8+hometown-1.2.0'],
  ],
  pleroma: [
    [-400, '2.8.0'],
    [70, '2.9.1'],
  ],
  akkoma: [
    [-400, '3.14.1-0-g7ee4e5a'],
    [55, '3.15.2-0-g5bceb1a'],
  ],
  gotosocial: [
    [-400, '0.18.3+git-88fae26'],
    [60, '0.19.1+git-6574dc8'],
    [140, '0.20.1+git-ee42907'],
  ],
  pixelfed: [
    [-400, '0.12.4'],
    [80, '0.12.5'],
  ],
  friendica: [
    [-400, '2024.12-1571'],
    [100, '2025.07-1580'],
  ],
  misskey: [
    [-400, '2025.1.0'],
    [30, '2025.4.0'],
    [120, '2025.8.0'],
  ],
  sharkey: [
    [-400, '2024.11.2'],
    [85, '2025.4.3'],
  ],
  lemmy: [
    [-400, '0.19.8'],
    [50, '0.19.11'],
    [145, '0.19.13'],
  ],
  piefed: [
    [-400, '1.1.0'],
    [95, '1.2.4'],
  ],
  mbin: [
    [-400, '1.7.4'],
    [105, '1.8.3'],
  ],
  peertube: [
    [-400, '7.0.1'],
    [45, '7.1.1'],
    [135, '7.3.0'],
  ],
  hubzilla: [
    [-400, '9.4.3'],
    [75, '10.2'],
  ],
  diaspora: [[-400, '0.9.0.0-p1f9a8f']],
  wordpress: [
    [-400, '6.7.2'],
    [65, '6.8'],
  ],
  writefreely: [
    [-400, '0.15.0'],
    [115, '0.16.0'],
  ],
  mobilizon: [
    [-400, '5.1.0'],
    [125, '5.2.0'],
  ],
  bookwyrm: [
    [-400, '0.7.5'],
    [130, '0.8.1'],
  ],
  funkwhale: [
    [-400, '1.4.0'],
    [155, '1.4.1'],
  ],
};

/** House rules to draw from; the last one of each is what the role `rules` adds. */
export const HOUSE_RULES: Readonly<Record<Member['language'], readonly string[]>> = {
  fr: [
    'Pas de harcèlement, ni ici ni ailleurs.',
    'Pas de propos racistes, sexistes ou homophobes.',
    'Les images sensibles se cachent derrière un avertissement.',
    'Pas de publicité.',
    'Les comptes automatiques se déclarent comme tels.',
    'Pas d’images de synthèse présentées comme des photographies.',
  ],
  en: [
    'No harassment, here or elsewhere.',
    'No racism, sexism, homophobia or transphobia.',
    'Put a content warning before what others may not want to see.',
    'No advertising.',
    'Bots say that they are bots.',
    'No generated pictures passed off as photographs.',
  ],
  br: ['Bezit seven.', 'Brudañ ebet.', 'Lakait ur c’hemenn evit ar skeudennoù kizidik.'],
  nl: ['Wees vriendelijk.', 'Geen reclame.', 'Waarschuw bij gevoelige beelden.'],
};
